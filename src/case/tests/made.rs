//! Files that the desk made, and what they were made of.

use super::*;
use crate::case::Preparation;
use crate::draft::DraftV1;

fn attachment(key: &str, bytes: u64) -> Attachment {
    Attachment {
        key: key.into(),
        name: format!("{key}.pdf"),
        bytes,
        facts: None,
        keeping: engine::Keeping::Kept,
    }
}

/// A case with these files for its first paper.
fn with(keys: &[&str]) -> (Case, rulebook::DocumentId) {
    let mut case = resumed("minimal_engineer");
    let paper = case
        .assessment()
        .documents
        .iter()
        .find(|document| document.takes == rulebook::Takes::Paper);
    let document = paper.expect("a paper").id.clone();
    let former: Vec<String> = case.answers().files(&document).iter().map(|file| file.key.clone()).collect();
    former
        .into_iter()
        .for_each(|key| case.apply(OfFiles::Detach(document.clone(), key)));
    keys.iter()
        .for_each(|key| case.apply(OfFiles::Attach(document.clone(), attachment(key, 10))));
    (case, document)
}

fn prepared(document: &rulebook::DocumentId, key: &str, of: &[&str]) -> Change {
    OfFiles::Prepared(Box::new(Preparation {
        document: document.clone(),
        file: attachment(key, 7),
        of: of.iter().map(|key| (*key).to_owned()).collect(),
        pages: Vec::new(),
        facts: BTreeMap::new(),
    }))
    .into()
}

fn given(case: &Case, document: &rulebook::DocumentId) -> Vec<String> {
    case.answers().files(document).iter().map(|file| file.key.clone()).collect()
}

fn beside(case: &Case, key: &str) -> Vec<String> {
    let made = case.made(key).into_iter().flat_map(|made| &made.of);
    made.map(|(_, file)| file.key.clone()).collect()
}

#[test]
fn what_was_made_goes_out_and_what_was_chosen_stays_beside_it() {
    let (mut case, document) = with(&["a", "b", "c"]);
    case.apply(prepared(&document, "m", &["a", "b"]));
    assert_eq!(given(&case, &document), ["m", "c"]);
    assert_eq!(
        (beside(&case, "m"), case.size("m"), case.size("a")),
        (vec!["a".into(), "b".into()], 7, 0)
    );
    assert_eq!(case.file("a"), Some((document.clone(), attachment("a", 10))));
    let facts = BTreeMap::from([(rulebook::FactId::new("pdf.pages"), engine::Fact::Number(2.0))]);
    case.apply(OfFiles::Measured("b".into(), facts.clone()));
    assert_eq!(
        case.file("b").and_then(|(_, file)| file.facts),
        Some(facts),
        "its measuring goes on"
    );
    case.apply(OfFiles::PutBack("m".into()));
    assert_eq!(given(&case, &document), ["a", "b", "c"]);
    assert_eq!((case.size("a"), case.file("m")), (10, None));
}

#[test]
fn what_is_made_takes_the_place_of_what_it_replaces() {
    let (mut case, document) = with(&["a", "b", "c", "d"]);
    // One after the other, the largest first, as for making them fit.
    for (made, of) in [("D", "d"), ("B", "b"), ("A", "a"), ("C", "c")] {
        case.apply(prepared(&document, made, &[of]));
    }
    assert_eq!(given(&case, &document), ["A", "B", "C", "D"]);
    // Again, of what was made; and pages of two put together in the middle.
    case.apply(prepared(&document, "BD", &["D", "B"]));
    assert_eq!(given(&case, &document), ["A", "BD", "C"]);
    let again = Case::resume(DraftV1::of(case.rest()).rest(), book(), case.today(), engine::assess);
    assert_eq!(given(&again, &document), ["A", "BD", "C"]);
    case.apply(OfFiles::PutBack("BD".into()));
    assert_eq!(given(&case, &document), ["A", "d", "b", "C"]);
    case.apply(OfFiles::PutBack("A".into()));
    assert_eq!(given(&case, &document), ["a", "d", "b", "C"]);
}

#[test]
fn what_is_made_of_what_was_made_keeps_the_first_files() {
    let (mut case, document) = with(&["a", "b"]);
    case.apply(prepared(&document, "m", &["a"]));
    case.apply(prepared(&document, "n", &["m", "b"]));
    assert_eq!(
        (given(&case, &document), beside(&case, "n")),
        (vec!["n".into()], vec!["a".into(), "b".into()])
    );
    assert!(case.file("m").is_none() && case.made("m").is_none());
    let mut keys: Vec<&str> = case.keys().filter(|key| key.len() == 1).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["a", "b", "n"]);
    case.apply(OfFiles::Detach(document.clone(), "n".into()));
    assert!(given(&case, &document).is_empty() && case.file("a").is_none(), "both go together");
}

#[test]
fn both_come_back_with_the_draft() {
    let (mut case, document) = with(&["a"]);
    case.apply(prepared(&document, "m", &["a"]));
    let rest = DraftV1::of(case.rest()).rest();
    let again = Case::resume(rest, book(), case.today(), engine::assess);
    assert_eq!(
        (given(&again, &document), beside(&again, "m")),
        (vec!["m".into()], vec!["a".into()])
    );
    assert_eq!((again.size("m"), again.made("m")), (7, case.made("m")));
}

#[test]
fn what_is_half_looked_at_is_measured_anew() {
    let (mut case, _) = with(&["a"]);
    let facts = BTreeMap::from([(rulebook::FactId::new("file.bytes"), engine::Fact::Number(10.0))]);
    let kept = |case: &Case| {
        case.rest()
            .files
            .into_iter()
            .find(|(_, file)| file.key == "a")
            .and_then(|(_, file)| file.facts)
    };
    case.apply(OfFiles::Measured("a".into(), facts.clone()));
    assert_eq!(kept(&case), Some(facts));
    case.apply(OfFiles::Measuring("a".into(), 30));
    assert_eq!(kept(&case), None);
}

#[test]
fn a_photo_is_as_old_as_the_picture_that_it_was_cut_out_of() {
    let (mut case, document) = with(&["a"]);
    let facts = |day: Option<&str>| {
        let day = day.map(|day| (rulebook::FactId::new("photo.taken_on"), engine::Fact::Text(day.into())));
        day.into_iter().collect::<BTreeMap<_, _>>()
    };
    let day = |case: &Case| {
        let (_, file) = case.file("m").unwrap();
        file.facts.and_then(|facts| facts.get("photo.taken_on").cloned())
    };
    case.apply(OfFiles::Measured("a".into(), facts(Some("2026-01-02"))));
    case.apply(prepared(&document, "m", &["a"]));
    case.apply(OfFiles::Measured("m".into(), facts(None)));
    assert_eq!(day(&case), Some(engine::Fact::Text("2026-01-02".into())));
    case.apply(OfFiles::Measured("m".into(), facts(Some("2026-11-01"))));
    assert_eq!(day(&case), Some(engine::Fact::Text("2026-11-01".into())), "its own goes before");
}

#[test]
fn a_face_is_the_same_in_the_picture_and_in_the_photo() {
    let (mut case, document) = with(&["a"]);
    let facts = |numbers: &[(&str, f64)]| -> BTreeMap<rulebook::FactId, engine::Fact> {
        let one = |(name, number): &(&str, f64)| (rulebook::FactId::new(*name), engine::Fact::Number(*number));
        numbers.iter().map(one).collect()
    };
    let picture = [
        ("photo.crown_y", 350.0),
        ("photo.chin_y", 600.0),
        ("photo.mid_x", 450.0),
        ("photo.yaw_deg", 7.9),
        ("photo.mouth_open", 0.11),
    ];
    case.apply(OfFiles::Measured("a".into(), facts(&picture)));
    let cut = [("made.cut_x", 300.0), ("made.cut_y", 300.0), ("made.cut_width", 300.0)];
    case.apply(OfFiles::Prepared(Box::new(Preparation {
        document,
        file: attachment("m", 7),
        of: vec!["a".into()],
        pages: Vec::new(),
        facts: facts(&cut),
    })));
    let again = [
        ("photo.crown_y", 110.0),
        ("photo.yaw_deg", 8.3),
        ("photo.mouth_open", 0.13),
        ("photo.sharpness", 40.0),
        ("photo.uncut_face_mm", 28.04),
    ];
    case.apply(OfFiles::Measured("m".into(), facts(&again)));
    let seen = |case: &Case, name: &str| case.file("m").unwrap().1.facts.unwrap().get(name).and_then(engine::Fact::number);
    for (name, wanted) in [
        ("photo.uncut_face_mm", 25.0),
        ("photo.uncut_top_mm", 5.0),
        ("photo.uncut_centre_off_mm", 0.0),
        ("photo.yaw_deg", 7.9),
        ("photo.mouth_open", 0.11),
        // How sharp it is hangs on how it was written.
        ("photo.sharpness", 40.0),
    ] {
        assert_eq!(seen(&case, name), Some(wanted), "{name}");
    }
    // Where no face is seen in the photo, none is said to be.
    case.apply(OfFiles::Measured("m".into(), facts(&[("photo.faces", 0.0)])));
    assert_eq!(seen(&case, "photo.uncut_face_mm"), None);
}
