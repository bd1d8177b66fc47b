//! What the door hears and shows, without a browser.

use super::*;
use crate::case::tests::resumed;

#[test]
fn a_box_that_was_filled_without_a_word_is_read_before_anything_is_judged() {
    let owner = Owner::new();
    owner.set();
    let door = Door::new(1, "ja", Receiver::None);
    door.open(resumed("minimal_engineer"));
    let slot = door
        .peek(|case| {
            engine::wire::entries(case.answers())
                .into_iter()
                .find(|it| it.typed.is_some())
                .map(|it| it.slot)
        })
        .flatten()
        .expect("this person has answered something");
    let stands = StoredValue::new("first".to_owned());
    let of = slot.clone();
    door.heed(UnsyncCallback::new(move |()| {
        door.apply(Change::Answer(of.clone(), stands.get_value()))
    }));
    let typed = || door.peek(|case| case.answers().typed(&slot).to_owned());
    for (stood, change) in [
        ("first", Change::Next),
        ("second", Change::Go(crate::case::Place::Tasks)),
        ("third", Change::Leave(slot.clone())),
    ] {
        stands.set_value(stood.to_owned());
        door.apply(change.clone());
        assert_eq!(typed().as_deref(), Some(stood), "{change:?}");
    }
    stands.set_value("fourth".to_owned());
    door.set_words(Words::of("en"));
    assert_eq!(typed().as_deref(), Some("fourth"), "before the language changes");
}

#[test]
fn an_item_of_another_prefecture_is_shown_by_its_name() {
    let owner = Owner::new();
    owner.set();
    let door = Door::new(1, "ja", Receiver::None);
    door.open(resumed("minimal_engineer"));
    let linked = door.peek(|case| {
        let book = case.book().clone();
        let fields = case.assessment().fields.iter();
        let mut linked = fields.filter_map(|(slot, view)| match &book.field(&slot.field)?.kind {
            // What decides the road decides whether anything of it is asked at all.
            rulebook::FieldKind::Choice { parent: Some(parent), .. } if view.value.is_some() && book.field(parent)?.role.is_none() => {
                Some((slot.clone(), parent.clone()))
            }
            _ => None,
        });
        linked.next()
    });
    let (slot, parent) = linked.flatten().expect("this person has chosen from a linked list");
    let name = door.shown_now(&slot).expect("an answer");
    let code = door.peek(|case| case.answers().typed(&slot).to_owned()).expect("an answer");
    assert_ne!(name, code);
    let parents = door.peek(|case| {
        let parent = Slot::from(parent.clone());
        let list = case.assessment().fields.get(&parent)?.list.clone()?;
        let other = case
            .book()
            .list(&list)?
            .items
            .iter()
            .find(|item| item.id != case.answers().typed(&parent))?;
        Some((parent, other.id.clone()))
    });
    let (parent, other) = parents.flatten().expect("there is another one");
    for other in [other.as_str(), "somewhere"] {
        door.apply(Change::Answer(parent.clone(), other.to_owned()));
        assert_eq!(door.shown_now(&slot).as_deref(), Some(name.as_str()), "{other}");
    }
    assert!(
        door.peek(|case| case
            .findings()
            .any(|finding| finding.blocks() && finding.at == At::Field(slot.clone())))
            .unwrap_or(false),
        "it is to be chosen again"
    );
}

#[test]
fn a_box_that_is_gone_is_not_read_any_more() {
    let owner = Owner::new();
    owner.set();
    let door = Door::new(1, "ja", Receiver::None);
    let reads = StoredValue::new(0);
    let child = owner.child();
    child.with(|| door.heed(UnsyncCallback::new(move |()| reads.update_value(|reads| *reads += 1))));
    door.hear();
    child.cleanup();
    door.hear();
    door.hear();
    assert_eq!(reads.get_value(), 1);
    assert!(door.boxes.with_value(Vec::is_empty));
}
