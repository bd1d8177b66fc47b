//! What is typed, corrected on leaving, taken back and told, in a whole case.

use super::*;
use engine::At;

fn slot(id: &str) -> Slot {
    Slot::of(id)
}

fn typed(case: &mut Case, id: &str, text: &str) {
    case.apply(Change::Answer(slot(id), text.into()));
    case.apply(Change::Leave(slot(id)));
}

#[test]
fn every_part_that_can_be_mended_is_and_comes_back_when_taken_back() {
    let mut case = resumed("minimal_engineer");
    let before = "1\u{200b}-2 \u{fa11}\u{1f600}";
    typed(&mut case, "f.address", before);
    let after = "\u{ff11}\u{ff0d}\u{ff12}\u{3000}\u{5d0e}\u{1f600}";
    assert_eq!(case.answers().typed(&slot("f.address")), after);
    assert_eq!(case.told_of_correction(&slot("f.address")).unseen.len(), 1);
    case.apply(Change::TakeBack(slot("f.address")));
    assert_eq!(case.answers().typed(&slot("f.address")), before);
    let told = case.assessment().at(&At::Field(slot("f.address"))).count();
    assert_eq!(told, 1, "what was taken back is still told");
    case.apply(Change::Leave(slot("f.address")));
    assert_eq!(
        case.answers().typed(&slot("f.address")),
        before,
        "and not corrected against the person"
    );
}

#[test]
fn before_the_tables_have_arrived_less_is_mended_and_nothing_is_lost() {
    let (rest, today) = person("minimal_engineer");
    let whole = book();
    let mut part = Loaded::new(whole.core.clone());
    part.parts.clone_from(&whole.parts);
    part.documents.clone_from(&whole.documents);
    part.codes.clone_from(&whole.codes);
    let mut case = Case::resume(rest, Arc::new(part), today, engine::assess);
    assert!(case.assessment().needs.iter().any(|pack| pack.as_str() == "characters"));
    assert!(!case.assessment().ready, "sending needs all");
    typed(&mut case, "f.name", "L\u{ca} TH\u{1eca} MAI");
    assert_eq!(case.answers().typed(&slot("f.name")), "L\u{ca} TH\u{1eca} MAI");
    case.apply(Change::Book(whole));
    case.apply(Change::Leave(slot("f.name")));
    assert_eq!(case.answers().typed(&slot("f.name")), "LE THI MAI");
    assert!(case.assessment().ready);
}

#[test]
fn a_paper_is_found_by_its_name_however_that_is_written() {
    let case = resumed("minimal_engineer");
    let documents = case.book().documents.values().flat_map(|set| &set.documents);
    let words: Vec<String> = documents.flat_map(|it| it.file_words.clone()).collect();
    let mut found = 0;
    for word in words {
        let Some(paper) = case.paper_named(&word) else { continue };
        // As a Mac writes it, in wide letters, in capitals.
        let wide = |c: char| {
            if c.is_ascii_lowercase() {
                char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)
            } else {
                c
            }
        };
        let apart = word.replace('\u{30d1}', "\u{30cf}\u{309a}").replace('\u{30d7}', "\u{30d5}\u{309a}");
        for name in [
            apart,
            word.chars().map(wide).collect(),
            word.to_uppercase(),
            format!("2026_{word}\u{202e}.pdf"),
        ] {
            assert_eq!(case.paper_named(&name).as_ref(), Some(&paper), "{name:?}");
        }
        found += 1;
    }
    assert!(found > 3, "{found}");
}
