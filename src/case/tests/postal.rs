use super::*;
use engine::Slot;
use rulebook::FieldId;

fn slot(field: &str) -> Slot {
    FieldId::new(field).into()
}

fn typed<'a>(case: &'a Case, field: &str) -> &'a str {
    case.answers().typed(&slot(field))
}

/// As if somebody typed an answer and went on.
fn answer(case: &mut Case, field: &str, text: &str) {
    case.apply(Change::Answer(slot(field), text.into()));
    case.apply(Change::Leave(slot(field)));
}

#[test]
fn a_postal_code_fills_in_where_it_lies_and_replaces_nothing() {
    let mut case = resumed("minimal_engineer");
    for field in ["f.prefecture", "f.municipality"] {
        answer(&mut case, field, "");
    }
    answer(&mut case, "f.postal_code", "064-0931");
    assert_eq!(typed(&case, "f.postal_code"), "0640931", "it is corrected first");
    assert_eq!((typed(&case, "f.prefecture"), typed(&case, "f.municipality")), ("010006", "011011"));
    answer(&mut case, "f.postal_code", "5300001");
    let place = (typed(&case, "f.prefecture"), typed(&case, "f.municipality"));
    assert_eq!(place, ("270008", "271276"), "what a code put in goes with it");
    answer(&mut case, "f.municipality", "271098");
    answer(&mut case, "f.postal_code", "0640931");
    let place = (typed(&case, "f.prefecture"), typed(&case, "f.municipality"));
    assert_eq!(place, ("270008", "271098"), "an answer stays");
    // Of the employer, whose address is another.
    for field in ["f.employer_prefecture", "f.employer_municipality"] {
        answer(&mut case, field, "");
    }
    answer(&mut case, "f.employer_postal_code", "5300001");
    assert_eq!(
        (typed(&case, "f.employer_prefecture"), typed(&case, "f.employer_municipality")),
        ("270008", "271276")
    );
    assert_eq!(typed(&case, "f.municipality"), "271098");
    // Before the box is left.
    for field in ["f.prefecture", "f.municipality"] {
        answer(&mut case, field, "");
    }
    case.apply(Change::Answer(slot("f.postal_code"), "\u{ff10}\u{ff16}\u{ff14}-0931".into()));
    assert_eq!((typed(&case, "f.prefecture"), typed(&case, "f.municipality")), ("010006", "011011"));
}

#[test]
fn a_code_that_is_none_or_lies_in_several_places_fills_in_nothing() {
    for code in ["0640932", "2580000", "064093", ""] {
        let mut case = resumed("minimal_engineer");
        for field in ["f.prefecture", "f.municipality"] {
            answer(&mut case, field, "");
        }
        answer(&mut case, "f.postal_code", code);
        assert_eq!((typed(&case, "f.prefecture"), typed(&case, "f.municipality")), ("", ""), "{code}");
    }
}
