//! The case against the real rulebook and worked people, without a browser.

mod changed;
mod filing;
mod knows;
mod looks;
mod made;
mod papers;
mod passport;
mod points;
mod postal;
mod shipped;
mod standing;
mod typed;

use super::*;
use engine::cases::CaseFile;
use engine::wire::{entries, rows};
use rulebook::{FieldId, Rename};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebook")
}

/// The whole rulebook, as if every pack had arrived.
fn book() -> Arc<Loaded> {
    static BOOK: OnceLock<Arc<Loaded>> = OnceLock::new();
    let load = || Arc::new(rulebook::host::load(&root()).expect("the rulebook can be read").loaded());
    BOOK.get_or_init(load).clone()
}

/// A worked person of `rulebook/cases/extension`, at rest.
fn person(name: &str) -> (Rest, Day) {
    let path = root().join(format!("cases/extension/{name}.toml"));
    let file = CaseFile::open(&path).expect("the person can be read");
    let answers = file.judged(&book());
    let files = answers.all_files().map(|(document, file)| {
        let attachment = Attachment {
            key: file.key.clone(),
            name: file.name.clone(),
            bytes: 100,
            facts: file.facts.clone(),
            keeping: file.keeping,
        };
        (document.clone(), attachment)
    });
    let rest = Rest {
        id: name.into(),
        answers: entries(&answers),
        rows: rows(&answers),
        files: files.collect(),
        place: "tasks".into(),
        edition: book().core.edition.clone(),
        ..Rest::default()
    };
    (rest, file.today)
}

/// The same, open.
pub fn resumed(name: &str) -> Case {
    let (rest, today) = person(name);
    Case::resume(rest, book(), today, engine::assess)
}

fn without_judgement(rest: Rest) -> Rest {
    Rest { judged: None, ..rest }
}

fn empty() -> Case {
    Case::new(
        "new".into(),
        0.0,
        book(),
        "2026-11-23".parse().expect("a day"),
        Some(engine::assess),
    )
}

/// A page that the engine calls untouched, so that something on it must still be answered.
fn unanswered(case: &Case) -> (Place, Slot) {
    let fields = &case.assessment().fields;
    let open = |slot: &&Slot| {
        fields
            .get(slot)
            .is_some_and(|view| view.asked == engine::Truth::Yes && view.required == engine::Truth::Yes)
    };
    let slot = fields.keys().find(open).expect("something is asked").clone();
    (case.place_of(&slot.field).expect("it stands somewhere"), slot)
}

#[test]
fn a_case_comes_back_as_it_rested() {
    for name in ["minimal_engineer", "maximal_engineer"] {
        let (rest, today) = person(name);
        let case = Case::resume(rest.clone(), book(), today, engine::assess);
        assert_eq!(without_judgement(case.rest()), rest, "{name}");
        assert_eq!(
            Case::resume(case.rest(), book(), today, engine::assess).rest(),
            case.rest(),
            "{name}"
        );
        assert_eq!(case.changed(), None, "{name}");
        assert!(case.assessment().ready, "{name}");
        assert_eq!(*case.place(), Place::Tasks, "{name}");
    }
}

#[test]
fn a_renamed_answer_finds_its_place_and_one_without_a_place_is_kept() {
    let (mut rest, today) = person("minimal_engineer");
    let whole = rest.answers.len();
    let mut book = (*book()).clone();
    let name = book.by_role(Role::RomanName).next().expect("the name is asked").id.clone();
    for (old, new) in [("f.once", "f.then"), ("f.then", name.as_str())] {
        book.core.renames.push(Rename {
            old: old.into(),
            new: new.into(),
            since: today,
        });
    }
    for answer in rest.answers.iter_mut().filter(|answer| answer.slot.field == name) {
        answer.slot.field = FieldId::new("f.once");
    }
    let gone = engine::wire::Answer {
        slot: Slot::of("f.gone"),
        typed: Some("as it was".into()),
    };
    rest.answers.push(gone.clone());
    let case = Case::resume(rest, Arc::new(book), today, engine::assess);
    assert_eq!(case.applicant_name(), Some("LE THI MAI ANH"));
    assert_eq!(case.kept(), [gone]);
    // It rests with the others, so that nothing is lost however often the draft is opened.
    assert_eq!(case.rest().answers.len(), whole + 1);
}

#[test]
fn rows_and_files_follow_their_new_names() {
    let (expected, today) = person("maximal_engineer");
    let (mut rest, mut book) = (expected.clone(), (*book()).clone());
    let mut rename = |old: &str, new: &str| {
        book.core.renames.push(Rename {
            old: old.into(),
            new: new.into(),
            since: today,
        });
    };
    let (group, rows) = rest.rows.pop_first().expect("this person has rows");
    let (document, _) = rest.files.first_mut().expect("this person has files");
    rename("g.once", group.as_str());
    rename("d.once", document.as_str());
    rest.rows.insert("g.once".into(), rows);
    *document = "d.once".into();
    assert_eq!(
        without_judgement(Case::resume(rest, Arc::new(book), today, engine::assess).rest()),
        expected
    );
}

fn unjudged() -> Case {
    Case::new("new".into(), 0.0, book(), "2026-11-23".parse().expect("a day"), None)
}

#[test]
fn before_it_is_judged_a_case_shows_the_first_page_that_it_shows_afterwards() {
    let (first, whole) = (unjudged(), empty());
    assert_eq!(first.place(), whole.place());
    let (before, after) = (first.assessment(), whole.assessment());
    let pages = |seen: &engine::Assessment| -> Vec<_> {
        seen.steps
            .iter()
            .map(|step| (step.id.clone(), step.asked == engine::Truth::Yes))
            .collect()
    };
    assert_eq!(pages(before), pages(after), "so the number of pages does not jump");
    assert_eq!(before.steps[0].items, after.steps[0].items);
    assert!(!before.fields.is_empty());
    for (slot, view) in &before.fields {
        assert_eq!(after.fields.get(slot), Some(view), "{slot:?}");
    }
    assert!(before.needs.is_empty() && before.findings.is_empty());
}

#[test]
fn who_goes_on_before_it_is_judged_waits_and_then_goes_on() {
    let mut case = unjudged();
    let first = case.place().clone();
    let (field, item) = {
        let (slot, view) = case.assessment().fields.iter().next().expect("a question");
        let list = view.list.clone().expect("a list");
        let item = case.book().list(&list).expect("it is in the core").items[0].id.clone();
        (slot.clone(), item)
    };
    case.apply(Change::Answer(field, item));
    case.apply(Change::Next);
    assert!(case.waits() && *case.place() == first && case.summary().is_empty());
    case.apply(Change::Judge(engine::assess));
    assert!(!case.waits() && *case.place() != first, "{:?}", case.place());

    let mut case = unjudged();
    case.apply(Change::Next);
    case.apply(Change::Judge(engine::assess));
    assert!(
        *case.place() == first && !case.summary().is_empty(),
        "without an answer one stays, and is told"
    );
}

#[test]
fn next_stays_where_something_must_be_answered_and_says_so_only_then() {
    let mut case = empty();
    let (place, slot) = unanswered(&case);
    case.apply(Change::Go(place.clone()));
    let (at, before) = (engine::At::Field(slot), case.attention());
    assert_eq!(case.shown_at(&at).count(), 0);
    case.apply(Change::Next);
    assert_eq!(*case.place(), place);
    assert!(case.shown_at(&at).next().is_some());
    assert!(case.summary().iter().any(|finding| finding.at == at));
    assert!(case.attention() > before);
}

#[test]
fn next_goes_on_where_everything_is_answered_and_leads_back_from_a_mended_answer() {
    let mut case = resumed("minimal_engineer");
    let slot = case.assessment().fields.keys().next().expect("there are fields").clone();
    case.apply(Change::Go(Place::Check));
    case.apply(Change::Mend(slot.clone()));
    assert_eq!(Some(case.place().clone()), case.place_of(&slot.field));
    assert_eq!(case.back_to(), Some(&Place::Check));
    case.apply(Change::Next);
    assert_eq!((case.place(), case.back_to()), (&Place::Check, None));
    case.apply(Change::Next);
    assert_eq!(*case.place(), Place::Send);
}

#[test]
fn a_correction_is_made_when_a_field_is_left_and_not_again_once_taken_back() {
    let mut case = resumed("minimal_engineer");
    let id = case.book().by_role(Role::RomanName).next().expect("the name is asked").id.clone();
    let slot = Slot::from(id);
    let (before, after) = ("le thi  mai", "LE THI MAI");
    case.apply(Change::Answer(slot.clone(), before.into()));
    case.apply(Change::Leave(slot.clone()));
    assert_eq!(case.answers().typed(&slot), after);
    assert_eq!(case.corrected(&slot), Some(&(before.to_owned(), after.to_owned())));
    case.apply(Change::TakeBack(slot.clone()));
    case.apply(Change::Leave(slot.clone()));
    assert_eq!((case.answers().typed(&slot), case.corrected(&slot)), (before, None));
}

#[test]
fn a_removed_row_comes_back_where_it_stood() {
    let mut case = resumed("maximal_engineer");
    let before = case.rest();
    let (group, row) = before
        .rows
        .iter()
        .find_map(|(group, rows)| Some((group.clone(), *rows.first()?)))
        .expect("this person has rows");
    case.apply(Change::RemoveRow(group.clone(), row));
    assert!(case.can_restore() && !case.answers().rows(&group).contains(&row));
    case.apply(Change::Restore);
    assert!(!case.can_restore());
    assert_eq!(case.rest(), before);
}

#[test]
fn a_row_with_a_gap_stays_open_and_an_empty_one_leaves_nothing_to_undo() {
    let mut case = resumed("maximal_engineer");
    let group = case.answers().groups().next().expect("this person has rows").0.clone();
    case.apply(Change::AddRow(group.clone()));
    let open = case.open_row().cloned().expect("the new row is open");
    case.apply(Change::CloseRow(open.0.clone(), open.1));
    assert_eq!(case.open_row(), Some(&open));
    case.apply(Change::RemoveRow(open.0, open.1));
    case.apply(Change::AddRow(group.clone()));
    let (_, row) = case.open_row().cloned().expect("another row is open");
    case.apply(Change::RemoveRow(group, row));
    assert_eq!((case.open_row(), case.can_restore()), (None, false));
}

#[test]
fn a_row_that_is_finished_leaves_the_focus_to_its_card_and_one_with_a_gap_calls_it_to_what_is_wrong() {
    let mut case = resumed("maximal_engineer");
    let (group, row) = case
        .answers()
        .groups()
        .find_map(|(group, rows)| Some((group.clone(), *rows.first()?)))
        .expect("this person has rows");
    let before = case.attention();
    case.apply(Change::OpenRow(group.clone(), row));
    case.apply(Change::CloseRow(group.clone(), row));
    assert_eq!((case.open_row(), case.attention()), (None, before));
    case.apply(Change::AddRow(group.clone()));
    let (_, row) = case.open_row().cloned().expect("the new row is open");
    case.apply(Change::CloseRow(group, row));
    assert!(case.attention() > before);
}

#[test]
fn nothing_is_said_about_a_field_while_it_is_composed() {
    let mut case = resumed("minimal_engineer");
    case.set_live(true);
    let id = case.book().by_role(Role::RomanName).next().expect("the name is asked").id.clone();
    let slot = Slot::from(id);
    let at = engine::At::Field(slot.clone());
    case.apply(Change::Composing(Some(slot.clone())));
    case.apply(Change::Answer(slot.clone(), "\u{3042}".into()));
    assert_eq!(case.shown_at(&at).count(), 0);
    case.apply(Change::Composing(None));
    assert!(case.shown_at(&at).next().is_some());
}

#[test]
fn places_are_found_by_their_text() {
    let case = empty();
    let steps = case.assessment().steps.iter().map(|step| Place::Step(step.id.clone()));
    let others = [
        "verdict",
        "tasks",
        "photo",
        "papers",
        "check",
        "send",
        "receipt",
        "questions",
        "drafts",
        "about",
    ];
    for place in steps {
        assert_eq!(Place::from_path(&place.path()), Some(place));
    }
    for path in others {
        assert_eq!(Place::from_path(path).map(|place| place.path()).as_deref(), Some(path));
    }
    assert_eq!(Place::from_path("elsewhere"), None);
}
