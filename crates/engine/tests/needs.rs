//! What is fetched tells the file server which road somebody is on, and nothing else: no answer on that road changes it.

mod common;

use engine::{Answers, Assessment, FieldView, ItemView, Slot, Truth, assess};
use proptest::prelude::*;
use rulebook::{Condition, Day, Expr, FieldId, FieldKind, Literal, Loaded, PackName, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The answers that are the road itself: what is applied for, and for which status.
const ROAD: [Role; 2] = [Role::Procedure, Role::Status];

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// Every pack that can be fetched, by its name.
fn packs() -> &'static BTreeMap<PackName, Vec<u8>> {
    static PACKS: OnceLock<BTreeMap<PackName, Vec<u8>>> = OnceLock::new();
    PACKS.get_or_init(|| {
        let book = rulebook::host::load(&common::root()).unwrap();
        book.packs().into_iter().map(|pack| (pack.name, pack.bytes)).collect()
    })
}

/// Somebody who has the core, and fetches what is needed.
struct Visitor {
    book: Loaded,
    answers: Answers,
    /// What was asked for together, in order.
    fetched: Vec<BTreeSet<PackName>>,
}

impl Visitor {
    fn new() -> Visitor {
        Visitor {
            book: Loaded::from_core(&packs()[&PackName::new("core")]).unwrap(),
            answers: Answers::default(),
            fetched: Vec::new(),
        }
    }

    /// Fetches until nothing is needed any more, as the desk does after each answer.
    fn look(&mut self) -> Assessment {
        loop {
            let seen = assess(&self.book, &self.answers, today());
            if seen.needs.is_empty() {
                return seen;
            }
            for name in &seen.needs {
                self.book.take(name, &packs()[name]).unwrap();
            }
            assert!(!self.fetched.contains(&seen.needs), "{:?} is asked for again and again", seen.needs);
            self.fetched.push(seen.needs);
        }
    }

    fn is_road(&self, slot: &Slot) -> bool {
        let field = self.book.field(&slot.field).unwrap();
        field.role.is_some_and(|role| ROAD.contains(&role)) || deciding().contains(&field.id)
    }

    /// Answers everything that is asked, as `choose` has it, the road by these, and adds two rows to every group that is asked. Gives the answers.
    fn walk(&mut self, road: &Way, mut choose: impl FnMut(&str, usize) -> usize) -> BTreeMap<Slot, String> {
        let mut given = BTreeMap::new();
        loop {
            let seen = self.look();
            let groups = seen.steps.iter().flat_map(|step| &step.items).filter_map(|item| match item {
                ItemView::Group(group) if group.asked == Truth::Yes && group.rows.len() < 2 => Some(group.id.clone()),
                _ => None,
            });
            if let Some(group) = groups.into_iter().next() {
                self.answers.add_row(&group);
                continue;
            }
            let open = |(slot, view): &(&Slot, &FieldView)| view.asked == Truth::Yes && !given.contains_key(*slot);
            let Some((slot, view)) = seen.fields.iter().find(open) else {
                return given;
            };
            let typed = self.typed(slot, view, road, &mut choose);
            self.answers.set(slot.clone(), typed.clone());
            given.insert(slot.clone(), typed);
        }
    }

    fn typed(&self, slot: &Slot, view: &FieldView, road: &Way, choose: &mut impl FnMut(&str, usize) -> usize) -> String {
        let field = self.book.field(&slot.field).unwrap();
        if let Some(typed) = field.role.and_then(|role| road.0.get(&role)).or_else(|| road.1.get(&field.id)) {
            return typed.clone();
        }
        let mut of = |count: usize| choose(slot.field.as_str(), count);
        match &field.kind {
            FieldKind::Text { .. } => ["a", "\u{3042}"][of(2)].to_owned(),
            FieldKind::Number { .. } => ["1", "2000000"][of(2)].to_owned(),
            FieldKind::Date { .. } => ["1980-05-05", "2027-01-20"][of(2)].to_owned(),
            FieldKind::Month { .. } => ["2001-04", "2024-12"][of(2)].to_owned(),
            FieldKind::Choice { .. } | FieldKind::Choices { .. } => {
                // Of a list that is not there nothing can be chosen: it would have been needed.
                let Some(list) = &view.list else { return "none".into() };
                let list = self.book.list(list).unwrap_or_else(|| panic!("{slot:?}: {list} has not arrived"));
                list.items.get(of(list.items.len())).map(|item| item.id.clone()).unwrap_or_default()
            }
        }
    }
}

/// A road: what is answered to the questions with these meanings, and to the others by which variants are chosen.
type Way = (BTreeMap<Role, String>, BTreeMap<FieldId, String>);

/// The questions, besides those for procedure and status, by which variants are chosen: they are the road too.
fn deciding() -> BTreeSet<FieldId> {
    let mut looked_at = Vec::new();
    common::book()
        .core
        .variants()
        .for_each(|(_, variant)| variant.when.expressions(&mut looked_at));
    let fields = looked_at.into_iter().filter_map(|expr| match expr {
        Expr::Field(id) => Some(id.clone()),
        _ => None,
    });
    fields.collect()
}

/// What makes a condition of the kind "this is that, and .." hold.
fn making(when: &Condition) -> BTreeMap<FieldId, String> {
    match when {
        // Of several that do as well the first.
        Condition::In(Expr::Field(id), values) => match values.first() {
            Some(Literal::Text(text)) => BTreeMap::from([(id.clone(), text.clone())]),
            _ => BTreeMap::new(),
        },
        Condition::And(all) => all.iter().flat_map(making).collect(),
        _ => BTreeMap::new(),
    }
}

/// Every road that has a form; of those of a procedure that are made of the same parts, as the highly skilled of three classes, the first.
fn roads() -> Vec<Way> {
    let mut seen = BTreeSet::new();
    let written = |id: &rulebook::PartId| id.as_str().splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
    let variants = common::book().core.variants();
    let first =
        variants.filter(|(procedure, variant)| seen.insert((procedure.id.clone(), variant.parts.iter().map(written).collect::<Vec<_>>())));
    let roads = first.flat_map(|(procedure, variant)| {
        let with = |status: &rulebook::StatusId| {
            let named = BTreeMap::from([(Role::Procedure, procedure.id.to_string()), (Role::Status, status.to_string())]);
            (named, making(&variant.when))
        };
        variant.statuses.iter().map(with)
    });
    roads.collect()
}

#[test]
fn two_people_who_differ_in_every_answer_fetch_the_same() {
    let mut tried = 0;
    for road in roads() {
        let (mut one, mut other) = (Visitor::new(), Visitor::new());
        let first = one.walk(&road, |_, _| 0);
        let last = other.walk(&road, |_, count| count.saturating_sub(1));
        // They do differ: in each answer that is not the road and has more than one way to be given.
        let same = first
            .iter()
            .filter(|(slot, typed)| !one.is_road(slot) && last.get(slot) == Some(*typed));
        let alone: Vec<&Slot> = same.map(|(slot, _)| slot).filter(|slot| choices(&one, slot) > 1).collect();
        assert_eq!(alone, Vec::<&Slot>::new());
        assert!(first.len() > 25 && last.len() > 25, "{} and {} answers", first.len(), last.len());
        assert_eq!(one.fetched, other.fetched, "{road:?}");
        assert!(one.fetched.len() > 1);
        tried += 1;
    }
    assert!(tried > 0);
}

fn choices(of: &Visitor, slot: &Slot) -> usize {
    let seen = assess(&of.book, &of.answers, today());
    let list = seen.fields.get(slot).and_then(|view| of.book.list(view.list.as_ref()?));
    list.map_or(2, |list| list.items.len())
}

/// The prefecture by which this was found, whoever's it is.
#[test]
fn another_prefecture_needs_no_other_municipalities() {
    let road = roads().remove(0);
    let mut visitor = Visitor::new();
    visitor.walk(&road, |_, _| 0);
    let before = visitor.fetched.clone();
    let linked: Vec<_> = visitor
        .book
        .fields()
        .filter(|(_, field)| matches!(&field.kind, FieldKind::Choice { parent: Some(_), .. }))
        .collect();
    let parents: BTreeSet<_> = linked
        .iter()
        .filter_map(|(_, field)| match &field.kind {
            FieldKind::Choice { parent, .. } => parent.clone(),
            _ => None,
        })
        .collect();
    assert!(parents.len() > 2, "{parents:?}");
    for parent in parents {
        let slot = Slot::of(parent);
        if visitor.is_road(&slot) {
            continue;
        }
        let FieldKind::Choice { list, .. } = visitor.book.field(&slot.field).unwrap().kind.clone() else {
            continue;
        };
        for item in visitor.book.list(list.as_str()).unwrap().items.clone() {
            visitor.answers.set(slot.clone(), item.id);
            visitor.look();
        }
    }
    assert_eq!(visitor.fetched, before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_answered_the_same_is_fetched(seed in any::<u64>()) {
        // One road for each try: all of them are walked by two people above.
        let roads = roads();
        let road = &roads[usize::try_from(seed % roads.len() as u64).unwrap()];
        let mut plain = Visitor::new();
        plain.walk(road, |_, _| 0);
        let mut now = seed;
        let mut any = Visitor::new();
        any.walk(road, |_, count| {
            now = now.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(now >> 33).unwrap_or(0).checked_rem(count).unwrap_or(0)
        });
        prop_assert_eq!(&plain.fetched, &any.fetched);
    }
}
