//! What can be changed when: an open case, one that another tab has, one that is on its way, one that was sent.

use super::*;
use engine::{At, Keeping};
use rulebook::Severity;

fn receipt() -> Receipt {
    serde_json::from_value(serde_json::json!({
        "number": "A-1", "secret": "s", "received_at": "2026-11-23T01:00:00Z", "digest": "d", "kept_until": "2026-12-23",
    }))
    .expect("a receipt")
}

fn name(case: &Case) -> Slot {
    Slot::from(case.book().by_role(Role::RomanName).next().expect("the name is asked").id.clone())
}

/// Everything that a person can do to what they have given.
fn edits(case: &Case) -> Vec<Change> {
    let slot = name(case);
    let (document, key) = case
        .answers()
        .all_files()
        .map(|(document, file)| (document.clone(), file.key.clone()))
        .next()
        .expect("a file");
    vec![
        Change::Answer(slot.clone(), "OTHER NAME".into()),
        Change::Leave(slot),
        Change::Next,
        OfFiles::Detach(document, key.clone()).into(),
        OfFiles::Assign(key.clone(), Case::tray()).into(),
        OfFiles::Issued(key, Some(case.today())).into(),
        Change::Confirm(true),
        Change::Accept("a doubt".into(), true),
    ]
}

/// Nothing that a person does gets in.
fn check_shut(case: &Case, standing: Standing) {
    assert_eq!(case.standing(), standing);
    for change in edits(case) {
        let mut after = case.clone();
        after.apply(change.clone());
        assert_eq!((after.rest(), after.version()), (case.rest(), case.version()), "{change:?}");
    }
}

#[test]
fn a_case_that_another_tab_has_is_only_looked_at() {
    let mut case = resumed("maximal_engineer");
    let before = case.attention();
    case.apply(Change::Saved(Saved::Elsewhere("saved.elsewhere".into())));
    assert!(case.attention() > before, "the focus goes where it is said");
    check_shut(&case, Standing::Looking);
    case.apply(Change::Go(Place::Check));
    assert_eq!(*case.place(), Place::Check, "looking is allowed");
}

#[test]
fn what_is_noted_by_hand_gets_in_where_nobody_else_holds_the_case() {
    let noted = |case: &Case| {
        let mut after = case.clone();
        after.apply(OfHand::Copied(name(case), "NAME".into()));
        after.apply(OfHand::Stage("guide.a".into(), true, "AB-12".into()));
        let rest = after.rest();
        (rest.copied.len(), rest.stages.len(), after.version() > case.version())
    };
    let mut case = resumed("maximal_engineer");
    assert_eq!(noted(&case), (1, 1, true));
    case.apply(Change::Saved(Saved::Elsewhere("saved.elsewhere".into())));
    assert_eq!(noted(&case), (0, 0, false), "another tab has it");
    let mut case = resumed("maximal_engineer");
    case.apply(Change::Sent(receipt()));
    assert_eq!(noted(&case), (1, 1, true), "what was sent is followed by hand");
    case.apply(OfHand::Withdrawn);
    let again = case.again("other".into(), 7.0);
    assert_eq!((case.rest().withdrawn, again.withdrawn, again.copied.len()), (true, false, 0));
}

#[test]
fn what_is_on_its_way_is_what_stands_here() {
    let mut case = resumed("maximal_engineer");
    case.apply(Change::Go(Place::Send));
    case.apply(Change::Sending(Sending::Going(0.5)));
    check_shut(&case, Standing::OnItsWay);
    case.apply(Change::Go(Place::Check));
    assert_eq!(*case.place(), Place::Send);
    case.apply(Change::Sending(Sending::Not));
    case.apply(Change::Go(Place::Check));
    assert_eq!((case.standing(), case.place()), (Standing::Open, &Place::Check));
}

#[test]
fn what_was_sent_has_no_page_but_its_receipt() {
    let (rest, today) = person("maximal_engineer");
    let mut case = Case::resume(rest, book(), today, engine::assess);
    case.apply(Change::Sent(receipt()));
    check_shut(&case, Standing::Sent);
    for place in [Place::Check, Place::Send, Place::Tasks, Place::Photo, first_place(&book())] {
        case.apply(Change::Go(place));
        assert_eq!(*case.place(), Place::Receipt);
    }
    case.apply(Change::Go(Place::Shelf));
    assert_eq!(*case.place(), Place::Shelf);
    for place in ["check", "send", "receipt", "drafts"] {
        let rest = Rest {
            place: place.into(),
            ..case.rest()
        };
        let back = Case::resume(rest, book(), today, engine::assess);
        assert_eq!(back.receipt(), Some(&receipt()));
        assert!(
            matches!(back.place(), Place::Receipt | Place::Shelf),
            "{place} leads to {:?}",
            back.place()
        );
    }
}

#[test]
fn another_application_begins_with_everything_and_was_sent_to_nobody() {
    let mut case = resumed("maximal_engineer");
    let open = case.rest();
    case.apply(Change::Sent(receipt()));
    let again = Case::resume(case.again("other".into(), 7.0), book(), case.today(), engine::assess);
    assert_eq!((again.id(), again.standing(), again.receipt()), ("other", Standing::Open, None));
    let rest = again.rest();
    assert_eq!((rest.answers, rest.rows, rest.files), (open.answers, open.rows, open.files));
    assert_eq!(*again.place(), Place::Tasks);
}

#[test]
fn a_file_stands_in_the_way_until_its_bytes_are_kept() {
    let mut case = resumed("minimal_engineer");
    let ready = |case: &Case| engine::packet(case.book(), case.answers(), case.assessment(), case.accepted()).is_ok();
    let doubts: Vec<_> = case.assessment().doubtful().map(engine::Finding::key).collect();
    doubts.into_iter().for_each(|key| case.apply(Change::Accept(key, true)));
    assert!(ready(&case));
    let (document, key) = case
        .outgoing()
        .map(|(document, file)| (document.id.clone(), file.key.clone()))
        .next()
        .expect("a file");
    let at = At::File(document, key.clone());
    let said = |case: &Case| {
        let of_file = case.shown_at(&at).find(|finding| finding.rule.starts_with("check.file"));
        of_file.map(|finding| (finding.rule.clone(), finding.severity))
    };
    for (keeping, rule, severity) in [
        (Keeping::Pending, "check.file.pending", Severity::Blocks),
        (Keeping::Lost, "check.file.lost", Severity::Blocks),
        (Keeping::Loose, "check.file.loose", Severity::Advises),
    ] {
        let version = case.version();
        case.apply(OfFiles::Keeping(key.clone(), keeping));
        assert_eq!(said(&case), Some((rule.into(), severity)));
        assert_eq!(ready(&case), keeping == Keeping::Loose);
        assert_eq!(case.keys_that_are(keeping), [key.as_str()]);
        assert_eq!(case.version(), version, "where bytes are is not a thing to save");
    }
    case.apply(OfFiles::Keeping(key, Keeping::Kept));
    assert_eq!((said(&case), ready(&case)), (None, true));
}

#[test]
fn what_was_kept_is_unsaved_again_with_the_next_change_that_outlives_the_page() {
    let mut case = resumed("minimal_engineer");
    assert!(case.unsaved());
    let kept = |case: &Case| Saved::At {
        time: "12:00".into(),
        version: case.version(),
    };
    case.apply(Change::Saved(kept(&case)));
    assert!(!case.unsaved(), "saying so is not a change that must be saved");
    case.apply(Change::Composing(None));
    assert!(!case.unsaved());
    case.apply(Change::Answer(name(&case), "X".into()));
    assert!(case.unsaved());
}
