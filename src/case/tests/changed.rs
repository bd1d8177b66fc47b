//! Drafts under other rules: the real rulebook, and the same with some of it changed.

use super::{Case, Change, Changed, Place, Rest, Shift, book, person};
use crate::draft::{self, DraftV1};
use engine::Need;
use rulebook::{Condition, DateId, Day, Document, Edition, Expr, Field, FieldId, Item, Literal, Loaded, Role, Step, Takes, TextId};
use std::sync::Arc;

/// A person's draft as it lies on the device, saved under the rulebook as it is.
fn saved(name: &str) -> (String, Day) {
    let (rest, today) = person(name);
    let case = Case::resume(rest, book(), today, engine::assess);
    (draft::write(&DraftV1::of(case.rest())).expect("a draft can be written"), today)
}

fn opened(json: &str, book: &Loaded, today: Day) -> Case {
    let rest = draft::read(json).expect("a draft can be read").rest();
    Case::resume(rest, Arc::new(book.clone()), today, engine::assess)
}

fn saved_again(case: &Case) -> String {
    draft::write(&DraftV1::of(case.rest())).expect("a draft can be written")
}

/// The rulebook of another edition, changed by `change`.
fn other(edition: &str, change: impl FnOnce(&mut Loaded)) -> Loaded {
    let mut book = (*book()).clone();
    book.core.edition = Edition(edition.into());
    change(&mut book);
    book
}

fn told(name: &str, change: impl FnOnce(&mut Loaded)) -> Changed {
    let (json, today) = saved(name);
    opened(&json, &other("next", change), today)
        .changed()
        .expect("there is something to tell")
}

/// A field that everybody must answer on every road: the name.
fn always(book: &Loaded) -> Field {
    let everybody = |field: &&Field| field.asked.is_always() && field.required.is_always() && field.role == Some(Role::RomanName);
    let mut fields = book.parts.values().flat_map(|part| part.fields());
    fields.find(everybody).expect("there is such a field").clone()
}

/// The pages that ask it.
fn pages_with<'a>(book: &'a mut Loaded, id: &'a FieldId) -> impl Iterator<Item = &'a mut Step> {
    let asks = move |step: &Step| step.items.iter().flat_map(|item| item.fields().1).any(|field| field.id == *id);
    let steps = book.parts.values_mut().flat_map(|part| &mut part.steps);
    steps.filter(move |step| asks(step))
}

fn ask(book: &mut Loaded, id: &str) {
    let field = always(book);
    let new = Field {
        id: id.into(),
        role: None,
        ..field.clone()
    };
    for page in pages_with(book, &field.id) {
        page.items.push(Item::Field(Box::new(new.clone())));
    }
}

fn drop_question(book: &mut Loaded, id: &str) {
    for step in book.parts.values_mut().flat_map(|part| &mut part.steps) {
        step.items
            .retain(|item| !matches!(item, Item::Field(field) if field.id.as_str() == id));
    }
}

#[test]
fn the_same_rules_tell_nothing() {
    let (json, today) = saved("maximal_engineer");
    assert_eq!(opened(&json, &book(), today).changed(), None);
}

#[test]
fn another_edition_that_asks_the_same_says_so() {
    let changed = told("maximal_engineer", |_| ());
    assert!(changed.is_nothing(), "{changed:?}");
}

#[test]
fn a_new_question_and_a_dropped_one_are_told_and_the_answer_is_kept() {
    let (json, today) = saved("minimal_engineer");
    let book = other("next", |book| {
        ask(book, "f.new_one");
        drop_question(book, "f.home_town");
    });
    let case = opened(&json, &book, today);
    let changed = case.changed().expect("there is something to tell");
    let place = case.place_of(&"f.new_one".into()).expect("it stands on a page");
    assert_eq!(changed.asked, [(TextId::new("f.new_one"), place)]);
    assert_eq!(changed.not_asked, [TextId::new("f.home_town")]);
    assert!(
        changed.against.is_empty(),
        "that it must be answered is said by asking it: {changed:?}"
    );
    assert_eq!(case.kept().len(), 1);
}

#[test]
fn a_new_question_that_need_not_be_answered_keeps_nobody_from_sending() {
    let (json, today) = saved("minimal_engineer");
    let book = other("next", |book| {
        ask(book, "f.new_one");
        ask(book, "f.new_two");
        let new = book
            .parts
            .values_mut()
            .flat_map(|part| &mut part.steps)
            .flat_map(|step| &mut step.items);
        for item in new {
            let Item::Field(field) = item else { continue };
            match field.id.as_str() {
                "f.new_one" => field.required = Condition::Never,
                // While the first is open, so is whether this one is asked.
                "f.new_two" => field.asked = Condition::In(Expr::Field("f.new_one".into()), vec![Literal::Text("1".into())]),
                _ => {}
            }
        }
    });
    let mut case = opened(&json, &book, today);
    let slot = engine::Slot::of("f.new_one");
    assert_eq!(case.answers().get(&slot), Some(&engine::Entry::Blank));
    assert!(case.assessment().ready, "who had finished has still finished");
    let asked = |case: &Case| case.changed().expect("there is something to tell").asked.len();
    assert_eq!(asked(&case), 1, "and is told what is new");
    case.apply(Change::Answer(slot, "1".into()));
    assert!(!case.assessment().ready, "whoever answers it goes on");
    // What was left open by whoever saved it is no gap.
    let (mut rest, _) = person("minimal_engineer");
    rest.answers.retain(|answer| answer.typed.is_some());
    let before = Case::resume(rest.clone(), super::book(), today, engine::assess).rest();
    assert_eq!(
        opened(&draft::write(&DraftV1::of(before)).expect("a draft"), &book, today)
            .answers()
            .entries()
            .count(),
        rest.answers.len() + 1
    );
}

#[test]
fn documents_that_come_and_go_are_told() {
    let (json, today) = saved("maximal_engineer");
    let before = opened(&json, &book(), today);
    let paper = |document: &&engine::DocumentView| document.takes == Takes::Paper && document.need == Need::Needed;
    let gone = before
        .assessment()
        .documents
        .iter()
        .find(paper)
        .expect("papers are needed")
        .id
        .clone();
    let book = other("next", |book| {
        for documents in book.documents.values_mut().map(|set| &mut set.documents) {
            let mut new = Vec::new();
            for document in documents.iter_mut().filter(|document| document.id == gone) {
                new.push(Document {
                    id: "d.new_one".into(),
                    ..document.clone()
                });
                document.when = Condition::Never;
            }
            documents.extend(new);
        }
    });
    let changed = opened(&json, &book, today).changed().expect("there is something to tell");
    assert_eq!(changed.needed, [("d.new_one".into(), Place::Papers)]);
    assert_eq!(changed.not_needed, [gone]);
    assert!(
        changed.against.is_empty(),
        "that it must be given is said by needing it: {changed:?}"
    );
}

#[test]
fn another_fee_is_told_for_the_periods_that_can_be_granted() {
    let (json, today) = saved("minimal_engineer");
    let before = opened(&json, &book(), today);
    let expected: Vec<_> = before
        .amounts()
        .into_iter()
        .map(|(name, online)| {
            let shift = Shift {
                was: Some(online),
                is: Some(online + 100),
            };
            (name, shift)
        })
        .collect();
    let mut changed = told("minimal_engineer", dearer).fee;
    changed.sort_by_key(|(name, _)| expected.iter().position(|(one, _)| one == name));
    assert!(!expected.is_empty());
    assert_eq!(changed, expected);
}

fn dearer(book: &mut Loaded) {
    for fee in &mut book.core.fees {
        for stage in fee.since.stages_mut() {
            stage.is.iter_mut().flatten().for_each(|band| band.online += 100);
        }
    }
}

#[test]
fn days_that_move_or_go_are_told() {
    let (json, today) = saved("minimal_engineer");
    let seen = opened(&json, &book(), today).assessment().dates.clone();
    let last = seen.iter().find(|view| view.key).expect("there is a last day");
    let other = seen.iter().find(|view| view.day != last.day).expect("and another one");
    let ids = [last.id.clone(), other.id.clone()];
    let changed = told("minimal_engineer", |book| {
        let dates = &mut book.core.dates;
        let place = |id: &DateId| dates.iter().position(|rule| rule.id == *id).expect("its rule");
        let [last, other] = ids.each_ref().map(place);
        dates[last].day = dates[other].day.clone();
        dates.remove(other);
    });
    let day = |id: &DateId| changed.dates.iter().find(|(one, _)| one == id).map(|(_, shift)| shift.clone());
    let (moved, gone) = (day(&ids[0]).expect("it moved"), day(&ids[1]).expect("it went"));
    assert!(moved.was.is_some() && moved.is.is_some() && moved.was != moved.is, "{moved:?}");
    assert!(gone.was.is_some() && gone.is.is_none(), "{gone:?}");
    assert_eq!(moved.is, gone.was);
}

#[test]
fn what_newly_stands_against_sending_is_told_until_it_is_mended() {
    let (json, today) = saved("minimal_engineer");
    let mut blank = None;
    let book = other("next", |book| {
        let now = opened(&json, book, today);
        let optional = |field: &Field| {
            let slot = field.id.clone().into();
            matches!(now.answers().get(&slot), Some(engine::Entry::Blank)) && field.asked.is_always()
        };
        let road = now.assessment().parts.clone();
        let id = {
            let parts = road.iter().filter_map(|part| book.parts.get(part));
            let mut fields = parts.flat_map(|part| part.fields());
            fields
                .find(|field| optional(field))
                .expect("something optional was left out")
                .id
                .clone()
        };
        let all = book
            .parts
            .values_mut()
            .flat_map(|part| &mut part.steps)
            .flat_map(|step| &mut step.items);
        for item in all {
            if let Item::Field(field) = item
                && field.id == id
            {
                field.required = Condition::Always;
            }
        }
        blank = Some(id);
    });
    let slot = engine::Slot::from(blank.expect("one was found"));
    let mut case = opened(&json, &book, today);
    let against = case.changed().expect("there is something to tell").against;
    assert_eq!(
        against.iter().map(|finding| &finding.at).collect::<Vec<_>>(),
        [&engine::At::Field(slot.clone())]
    );
    case.apply(Change::Answer(slot, "1".into()));
    let still = |case: &Case| {
        case.changed()
            .expect("not seen yet")
            .against
            .iter()
            .any(|finding| finding.rule == against[0].rule)
    };
    assert!(!still(&case));
}

#[test]
fn it_is_told_until_it_is_seen_and_adds_up_over_editions() {
    let (json, today) = saved("minimal_engineer");
    let first = other("first", |book| ask(book, "f.new_one"));
    let json = saved_again(&opened(&json, &first, today));
    let again = opened(&json, &first, today);
    assert_eq!(again.changed().expect("not seen yet").asked.len(), 1);

    let second = other("second", |book| {
        ask(book, "f.new_one");
        ask(book, "f.new_two");
        dearer(book);
    });
    let mut case = opened(&saved_again(&again), &second, today);
    let changed = case.changed().expect("there is something to tell");
    assert_eq!((changed.asked.len(), changed.fee.is_empty()), (2, false));

    let before = case.attention();
    case.apply(Change::SeenChanges);
    assert_eq!(case.changed(), None);
    assert!(case.attention() > before, "the focus does not go with the button");
    assert_eq!(opened(&saved_again(&case), &second, today).changed(), None);
    // Back under the first rules: each is the undoing of the other.
    let back = opened(&saved_again(&opened(&json, &second, today)), &first, today);
    assert_eq!(back.changed().map(|changed| (changed.asked.len(), changed.fee.len())), Some((1, 0)));
}

#[test]
fn a_draft_that_does_not_say_what_was_asked_only_says_that_rules_changed() {
    let (rest, today) = person("minimal_engineer");
    let case = Case::resume(
        Rest { judged: None, ..rest },
        Arc::new(other("next", |_| ())),
        today,
        engine::assess,
    );
    let changed = case.changed().expect("the rules changed");
    assert!(!changed.whole && !changed.is_nothing());
}

#[test]
fn nothing_is_compared_before_everything_has_arrived() {
    let (json, today) = saved("minimal_engineer");
    let whole = other("next", |book| ask(book, "f.new_one"));
    let mut part = whole.clone();
    part.parts.clear();
    let mut case = opened(&json, &part, today);
    assert_eq!(case.changed(), None);
    let rest = case.rest();
    assert_eq!(rest.edition, book().core.edition, "saved meanwhile, it still remembers");
    assert!(rest.judged.is_some());
    case.apply(Change::Book(Arc::new(whole)));
    assert_eq!(case.changed().expect("there is something to tell").asked.len(), 1);
}
