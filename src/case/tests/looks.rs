//! What the person made sure of by eye.

use super::*;
use crate::case::Preparation;
use crate::draft::DraftV1;
use rulebook::{DocumentId, Takes, TextId};

fn attachment(key: &str) -> Attachment {
    Attachment {
        key: key.into(),
        name: format!("{key}.jpg"),
        bytes: 10,
        facts: None,
        keeping: engine::Keeping::Kept,
    }
}

/// A case with the picture `a` for its photo, and what is to be looked at in it.
fn with_picture() -> (Case, DocumentId, Vec<TextId>) {
    let mut case = resumed("minimal_engineer");
    let photo = case.assessment().documents.iter().find(|document| document.takes == Takes::Photo);
    let photo = photo.expect("a photo is asked for").id.clone();
    let former: Vec<String> = case.answers().files(&photo).iter().map(|file| file.key.clone()).collect();
    former.into_iter().for_each(|key| case.apply(OfFiles::Detach(photo.clone(), key)));
    case.apply(OfFiles::Attach(photo.clone(), attachment("a")));
    let looks = case.looks(&photo).to_vec();
    assert!(looks.len() > 1);
    (case, photo, looks)
}

fn look(case: &mut Case, key: &str, look: &TextId, yes: bool) {
    case.apply(OfFiles::Look(key.into(), look.clone(), yes));
}

#[test]
fn each_is_counted_until_it_is_ticked() {
    let (mut case, _, looks) = with_picture();
    let judged = case.assessment().clone();
    assert_eq!(case.looks_left(), looks.len());
    look(&mut case, "a", &looks[0], true);
    assert_eq!(case.looks_left(), looks.len() - 1);
    look(&mut case, "a", &looks[0], false);
    assert_eq!(case.looks_left(), looks.len());
    assert_eq!(*case.assessment(), judged, "it is no rule, and stops nobody");
}

#[test]
fn what_is_cut_out_of_a_picture_needs_no_second_look_and_another_picture_does() {
    let (mut case, photo, looks) = with_picture();
    looks.iter().for_each(|it| look(&mut case, "a", it, true));
    case.apply(OfFiles::Prepared(Box::new(Preparation {
        document: photo.clone(),
        file: attachment("m"),
        of: vec!["a".into()],
        pages: Vec::new(),
        facts: BTreeMap::new(),
    })));
    assert_eq!((case.looked_at("m"), case.looks_left()), ("a", 0));
    case.apply(OfFiles::Detach(photo.clone(), "m".into()));
    assert_eq!(case.looks_left(), 0, "nothing is there to look at");
    case.apply(OfFiles::Attach(photo, attachment("b")));
    assert_eq!(case.looks_left(), looks.len());
}

#[test]
fn it_comes_back_with_the_draft_as_long_as_the_picture_is_there() {
    let (mut case, photo, looks) = with_picture();
    look(&mut case, "a", &looks[0], true);
    let rest = DraftV1::of(case.rest()).rest();
    let again = Case::resume(rest, book(), case.today(), engine::assess);
    assert!(again.has_looked("a", &looks[0]));
    case.apply(OfFiles::Detach(photo, "a".into()));
    assert_eq!(case.rest().looked, []);
}
