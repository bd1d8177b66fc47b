//! The road that has arrived, prepared once for every judgement on it: each question a number, each condition over these numbers.
//!
//! Nothing is decided here; `engine` looks at answers through it. It is kept beside what it was made of, in [`Loaded`](crate::Loaded), and made anew when that changes.

mod test;

pub use test::{Term, Test};

use crate::{Arrived, Band, Condition, FactId, FieldId, GroupId, Item, PackName, Part, Place, Role, Rule, Tally, TallyId, Variant};
use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Number of a question: the how-manieth field of the road, from 0, in the order of its parts.
pub type FieldNo = usize;
/// Number of a group in the same order; behind them those that conditions name and that are not here.
pub type GroupNo = usize;
/// Number of a measured fact that a condition names.
pub type FactNo = usize;
/// Number of a table of points: the how-manieth of the road, from 0, in the order of its parts.
pub type TallyNo = usize;

/// The parts and document sets of a variant, as far as they have arrived; the questions before the form stand first.
#[derive(Debug, Default)]
pub struct Road {
    /// Every field.
    pub fields: Vec<Asking>,
    /// When each group is asked, apart from its page.
    pub groups: Vec<Test>,
    /// When each page is shown.
    pub steps: Vec<Test>,
    /// The rules of each part.
    pub rules: Vec<Vec<Judging>>,
    /// The sets of documents.
    pub sets: Vec<Wanting>,
    /// The tables of points of each part, one behind the other.
    pub tallies: Vec<Tallying>,
    /// When there is each day that follows from the answers, and which.
    pub dates: Vec<(Test, Term)>,
    /// To whom each act is open, and the day that is waited for.
    pub acts: Vec<(Test, Option<Term>)>,
    /// When each band is meant: by fee, by stage of the fee, in their order.
    pub fees: Vec<Vec<Vec<Test>>>,
    /// When each piece of guidance is told, in their order.
    pub guides: Vec<Test>,
    /// When each variant is meant, by procedure, in their order. They hang on the questions before the form, and only the road of those
    /// has them.
    pub variants: Vec<Vec<Test>>,
    /// Packs that are missing to answer its questions, asked or not.
    pub needs: BTreeSet<PackName>,
    fields_by_name: Vec<(FieldId, FieldNo)>,
    groups_by_number: Vec<GroupId>,
    facts_by_number: Vec<FactId>,
    facts_by_name: Vec<(FactId, FactNo)>,
    roles: Vec<(Role, FieldNo)>,
    in_play: Vec<(Condition, Test)>,
}

/// When a field is asked, and where it stands.
#[derive(Debug)]
pub struct Asking {
    /// The page that it stands on.
    pub step: usize,
    /// The group that it is in.
    pub group: Option<GroupNo>,
    /// Apart from its page and group.
    pub asked: Test,
    /// When an answer must be given, if it is asked.
    pub required: Test,
    /// The field on whose answer its list depends.
    pub parent: Option<FieldNo>,
}

/// A rule.
#[derive(Debug)]
pub struct Judging {
    /// When it is asked, when it can be told, and when it is broken.
    pub tests: [Aged; 3],
    /// What it compares, under the names by which its words call it.
    pub compared: Vec<(String, Term)>,
    /// The field at which its finding appears.
    pub field: Option<FieldNo>,
    /// The group at which its finding appears.
    pub group: Option<GroupNo>,
}

/// A condition, and whether it looks at somebody's age: then it may hold on the eve of a birthday.
#[derive(Debug)]
pub struct Aged {
    /// The condition.
    pub test: Test,
    /// Whether it looks at an age.
    pub age: bool,
}

/// What a table of points looks at.
#[derive(Debug)]
pub struct Tallying {
    /// When each worth of each row is meant.
    pub rows: Vec<Vec<Test>>,
    /// What each sum counts.
    pub sums: Vec<Vec<Test>>,
}

impl Tallying {
    /// Every condition of it.
    pub fn tests(&self) -> impl Iterator<Item = &Test> {
        self.rows.iter().chain(&self.sums).flatten()
    }
}

/// When each document of a set is asked for, and the rules of the set.
#[derive(Debug)]
pub struct Wanting {
    /// The documents in their order.
    pub documents: Vec<Aged>,
    /// The rules in their order.
    pub rules: Vec<Judging>,
}

/// Names to numbers. Of two fields with one name the last counts.
#[derive(Debug, Default)]
struct Names {
    fields: Vec<(FieldId, FieldNo)>,
    roles: Vec<(Role, FieldNo)>,
    tallies: Vec<TallyId>,
    groups: RefCell<Vec<GroupId>>,
    facts: RefCell<Vec<FactId>>,
}

impl Road {
    pub(crate) fn new(book: &Arrived, variant: Option<&Variant>) -> Road {
        let (parts, sets) = (book.parts_of(variant), book.sets_of(variant));
        let names = Names::of(&parts);
        let maker = test::Maker { book, names: &names };
        let mut road = Road::default();
        for part in &parts {
            for step in &part.steps {
                road.steps.push(maker.test(&step.asked));
                for (group, fields) in step.items.iter().map(Item::fields) {
                    let group = group.map(|group| {
                        road.groups.push(maker.test(&group.asked));
                        road.groups.len() - 1
                    });
                    road.fields.extend(fields.iter().map(|field| Asking {
                        step: road.steps.len() - 1,
                        group,
                        asked: maker.test(&field.asked),
                        required: maker.test(&field.required),
                        parent: field.kind.parent().and_then(|parent| names.field(parent.as_str())),
                    }));
                    road.needs.extend(fields.iter().filter_map(|field| book.pack_for_field(field)));
                }
            }
            road.tallies.extend(part.tallies.iter().map(|tally| maker.tallying(tally)));
            road.rules.push(part.rules.iter().map(|rule| maker.judging(rule)).collect());
        }
        road.sets.extend(sets.iter().map(|set| Wanting {
            documents: set.documents.iter().map(|document| maker.aged(&document.when)).collect(),
            rules: set.rules.iter().map(|rule| maker.judging(rule)).collect(),
        }));
        let dates = &book.core.dates;
        road.dates
            .extend(dates.iter().map(|date| (maker.test(&date.when), maker.term(&date.day))));
        let acts = book.core.acts.iter();
        road.acts
            .extend(acts.map(|act| (maker.test(&act.when), act.day.as_ref().map(|day| maker.term(day)))));
        road.guides.extend(book.guides.iter().map(|guide| maker.test(&guide.when)));
        let bands = |bands: Option<&Vec<Band>>| bands.into_iter().flatten().map(|band| maker.test(&band.when)).collect();
        let stages = book.core.fees.iter().map(|fee| fee.since.stages());
        road.fees
            .extend(stages.map(|stages| stages.iter().map(|stage| bands(stage.is.as_ref())).collect()));
        if variant.is_none() {
            let all = book.core.procedures.iter().map(|procedure| &procedure.variants);
            road.variants
                .extend(all.map(|all| all.iter().map(|one| maker.test(&one.when)).collect()));
        }
        for when in book.sheets.values().map(|sheet| &sheet.when) {
            if !road.in_play.iter().any(|(it, _)| it == when) {
                road.in_play.push((when.clone(), maker.test(when)));
            }
        }
        (road.fields_by_name, road.roles) = (names.fields, names.roles);
        (road.groups_by_number, road.facts_by_number) = (names.groups.into_inner(), names.facts.into_inner());
        for (no, fact) in road.facts_by_number.iter().enumerate() {
            put(&mut road.facts_by_name, fact, no);
        }
        road
    }

    /// The number of a field.
    pub fn field(&self, id: &FieldId) -> Option<FieldNo> {
        numbered(&self.fields_by_name, id.as_str())
    }

    /// The number of the field with this meaning; of several the first.
    pub fn role(&self, role: Role) -> Option<FieldNo> {
        with_role(&self.roles, role)
    }

    /// The condition under which a sheet of the agency's is in play, of one that has arrived.
    pub fn in_play(&self, when: &Condition) -> Option<&Test> {
        self.in_play.iter().find(|(it, _)| it == when).map(|(_, test)| test)
    }

    /// Every field by its name, in the order of the names.
    pub fn by_name(&self) -> &[(FieldId, FieldNo)] {
        &self.fields_by_name
    }

    /// Every group, in the order of the numbers.
    pub fn group_names(&self) -> &[GroupId] {
        &self.groups_by_number
    }

    /// Every fact that a condition names, in the order of the numbers.
    pub fn fact_names(&self) -> &[FactId] {
        &self.facts_by_number
    }

    /// The same in the order of the names.
    pub fn facts_by_name(&self) -> &[(FactId, FactNo)] {
        &self.facts_by_name
    }
}

fn numbered(fields: &[(FieldId, FieldNo)], id: &str) -> Option<FieldNo> {
    let at = fields.binary_search_by(|(it, _)| it.as_str().cmp(id)).ok()?;
    fields.get(at).map(|(_, no)| *no)
}

fn with_role(roles: &[(Role, FieldNo)], role: Role) -> Option<FieldNo> {
    roles.iter().find(|(it, _)| *it == role).map(|(_, no)| *no)
}

/// Puts a number at the place of its name.
fn put<Id: Borrow<str> + Clone>(names: &mut Vec<(Id, usize)>, id: &Id, no: usize) {
    match names.binary_search_by(|(it, _)| it.borrow().cmp(id.borrow())) {
        Ok(at) => names[at].1 = no,
        Err(at) => names.insert(at, (id.clone(), no)),
    }
}

impl Names {
    fn of(parts: &[&Part]) -> Names {
        let (mut fields, mut roles) = (Vec::new(), Vec::new());
        for (field, no) in parts.iter().flat_map(|part| part.fields()).zip(0..) {
            put(&mut fields, &field.id, no);
            roles.extend(field.role.map(|role| (role, no)));
        }
        let items = parts.iter().flat_map(|part| &part.steps).flat_map(|step| &step.items);
        let groups = items.filter_map(|item| item.fields().0).map(|group| group.id.clone());
        Names {
            fields,
            roles,
            tallies: parts.iter().flat_map(|part| &part.tallies).map(|tally| tally.id.clone()).collect(),
            groups: RefCell::new(groups.collect()),
            facts: RefCell::default(),
        }
    }

    fn field(&self, id: &str) -> Option<FieldNo> {
        numbered(&self.fields, id)
    }

    /// A group that is not here has no fields, but may have rows.
    fn group(&self, id: &GroupId) -> GroupNo {
        number(&mut self.groups.borrow_mut(), id)
    }

    fn fact(&self, id: &FactId) -> FactNo {
        number(&mut self.facts.borrow_mut(), id)
    }
}

/// The number of a name; the next one, if it has none yet.
fn number<Id: PartialEq + Clone>(names: &mut Vec<Id>, id: &Id) -> usize {
    names.iter().position(|it| it == id).unwrap_or_else(|| {
        names.push(id.clone());
        names.len() - 1
    })
}

impl test::Maker<'_> {
    fn aged(&self, condition: &Condition) -> Aged {
        let test = self.test(condition);
        Aged {
            age: test.looks_at_age(),
            test,
        }
    }

    fn tallying(&self, tally: &Tally) -> Tallying {
        let worth = tally
            .rows
            .iter()
            .map(|row| row.worth.iter().map(|worth| self.test(&worth.when)).collect());
        let sums = tally.sums.iter().map(|sum| sum.of.iter().map(|one| self.test(one)).collect());
        Tallying {
            rows: worth.collect(),
            sums: sums.collect(),
        }
    }

    fn judging(&self, rule: &Rule) -> Judging {
        let compared = rule.wrong.compared().into_iter();
        Judging {
            tests: rule.conditions().map(|condition| self.aged(condition)),
            compared: compared.map(|expr| (expr.to_string(), self.term(expr))).collect(),
            field: match &rule.at {
                Place::Field(id) => self.names.field(id.as_str()),
                _ => None,
            },
            group: match &rule.at {
                Place::Group(id) => Some(self.names.group(id)),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Core, Expr, Field, Group, Loaded, Step};

    fn field(id: &str, role: Option<Role>, asked: Condition) -> Item {
        let id = id.into();
        Item::Field(Box::new(Field {
            id,
            role,
            asked,
            ..Field::default()
        }))
    }

    #[test]
    fn names_become_numbers_in_the_order_of_the_form() {
        let elsewhere = Condition::Any("g.elsewhere".into(), Box::new(Condition::Empty(Expr::Field("f.nowhere".into()))));
        let named = Condition::Empty(Expr::Role(Role::Email));
        let mut core = Core::default();
        core.start.steps = vec![Step {
            items: vec![
                field("f.z", Some(Role::Email), Condition::Always),
                Item::Group(Group {
                    id: "g.here".into(),
                    fields: vec![Field::default(), Field::default()],
                    ..Group::default()
                }),
                field("f.a", Some(Role::Email), named),
                field("f.b", None, elsewhere),
            ],
            ..Step::default()
        }];
        let mut book = Loaded::new(core);
        let road = book.road(None);
        let numbers = ["f.z", "f.a", "f.b", "f.nowhere"].map(|id| road.field(&id.into()));
        assert_eq!(numbers, [Some(0), Some(3), Some(4), None]);
        assert_eq!((road.role(Role::Email), road.role(Role::Phone)), (Some(0), None));
        let test = |no: FieldNo| format!("{:?}", road.fields[no].asked);
        assert_eq!(test(3), "Empty(Field(0))");
        // A group that is not here may have rows, of whose answers nothing is known.
        assert_eq!((test(4).as_str(), road.groups.len()), ("Any(1, Empty(Unknown))", 1));
        assert_eq!(road.group_names(), ["g.here".into(), "g.elsewhere".into()]);
        assert!(std::sync::Arc::ptr_eq(&road, &book.road(None)), "prepared again");
        book.core.start.steps.clear();
        assert_eq!(book.road(None).fields.len(), 0, "kept though it has changed");
    }
}
