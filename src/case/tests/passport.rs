use super::*;
use engine::passport_lines;
use rulebook::StepId;

/// The specimen of ICAO Doc 9303, with the letters of a country that the list knows: no check digit counts them.
const LINES: &str = "P<VNMERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36VNM7408122F1204159ZE184226B<<<<<10";

#[test]
fn the_lines_of_a_passport_are_answers_to_what_is_asked() {
    let case = resumed("minimal_engineer");
    let lines = passport_lines(LINES, case.today()).unwrap();
    let found: Vec<_> = case.of_passport(&lines);
    let found: Vec<_> = found.iter().map(|(slot, typed)| (slot.field.as_str(), typed.as_str())).collect();
    assert_eq!(
        found,
        [
            ("f.name", "ERIKSSON ANNA MARIA"),
            ("f.nationality", "283"),
            ("f.sex", "female"),
            ("f.passport_number", "L898902C3"),
            ("f.birth_date", "1974-08-12"),
            ("f.passport_expiry", "2012-04-15"),
        ]
    );
    for (typed, country) in [("D<<", Some("091")), ("UTO", None)] {
        let lines = passport_lines(&LINES.replace("6VNM", &format!("6{typed}")), case.today()).unwrap();
        let found = case.of_passport(&lines);
        let found = found.iter().find(|(slot, _)| slot.field.as_str() == "f.nationality");
        assert_eq!(found.map(|(_, item)| item.as_str()), country, "{typed}");
    }
}

#[test]
fn pages_that_ask_nothing_of_it_do_not_offer_it() {
    let case = resumed("minimal_engineer");
    let asks = |page: &str| case.asks_passport(&StepId::new(page));
    assert!(asks("st.identity") && asks("st.passport_card"));
    assert!(!asks("st.contact") && !asks("st.when"));
}
