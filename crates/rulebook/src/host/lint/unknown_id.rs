//! # `unknown-id`
//! **What it checks.** Whatever one piece of the rulebook names of another exists: fields, groups, values and roles in conditions, parts,
//! documents and statuses of procedures, lists, parents.
//! **Why.** A name that leads nowhere gives no error at the counter: something is silently not asked, not checked, not shown.

use super::ids::known;
use crate::host::lists::items;
use crate::host::walk::{Seen, conditions, lone_expressions, seen};
use crate::host::{Book, Problem};
use crate::{Condition, Expr, FieldKind, Item, Place, Requirement, Roads, Rule};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let mut look = Look {
        book,
        known: known(book),
        found,
    };
    look.conditions();
    look.procedures();
    look.parts();
    look.documents();
}

struct Look<'a> {
    book: &'a Book,
    known: BTreeSet<&'a str>,
    found: &'a mut Vec<Problem>,
}

impl Look<'_> {
    fn say(&mut self, at: &str, say: String) {
        self.found.push(self.book.problem("unknown-id", at, say));
    }

    fn must(&mut self, at: &str, id: &str) {
        if !self.known.contains(id) {
            self.say(at, format!("names `{id}`, which does not exist"));
        }
    }

    fn list(&mut self, at: &str, list: &str, linked: bool) {
        if items(self.book, list, linked).is_empty() {
            let which = if linked { "_.." } else { "" };
            self.say(at, format!("chooses from `{list}{which}`, which does not exist"));
        }
    }

    fn conditions(&mut self) {
        for at in conditions(self.book) {
            seen(at.condition, at.row).into_iter().for_each(|one| self.seen(at.id, one));
        }
        for (id, expr) in lone_expressions(self.book) {
            seen(&Condition::Empty(expr.clone()), None)
                .into_iter()
                .for_each(|one| self.seen(id, one));
        }
    }

    fn seen(&mut self, at: &str, one: Seen<'_>) {
        match one {
            Seen::Group(group) => self.must(at, group.as_str()),
            Seen::Expr(Expr::Field(field) | Expr::SumRows(_, field), _) => self.must(at, field.as_str()),
            Seen::Expr(Expr::Value(value), _) => self.must(at, value.as_str()),
            Seen::Expr(Expr::Tally(tally), _) => self.must(at, tally.as_str()),
            Seen::Expr(Expr::Role(role), _) if !self.book.fields().iter().any(|it| it.field.role == Some(*role)) => {
                self.say(at, format!("asks for the role `{}`, which no field has", role.word()));
            }
            _ => {}
        }
    }

    fn procedures(&mut self) {
        for procedure in &self.book.core.procedures {
            let at = procedure.id.as_str();
            procedure.together_with.iter().for_each(|id| self.must(at, id.as_str()));
            for variant in &procedure.variants {
                variant.statuses.iter().for_each(|id| self.must(at, id.as_str()));
                variant.parts.iter().for_each(|id| self.must(at, id.as_str()));
                variant.documents.iter().for_each(|id| self.must(at, id.as_str()));
            }
        }
        for act in &self.book.core.acts {
            act.set.keys().for_each(|field| self.must(act.id.as_str(), field.as_str()));
        }
        for fee in &self.book.core.fees {
            let at = crate::host::book::name_of_fee(fee);
            fee.procedures.iter().for_each(|id| self.must(&at, id.as_str()));
        }
    }

    /// Procedures, statuses and application codes.
    fn roads(&mut self, at: &str, roads: &Roads) {
        for name in &roads.0 {
            let menus = self.book.tools.iter().flat_map(|tool| &tool.menu);
            let code = menus.into_iter().any(|it| it.code == *name);
            if !code {
                self.must(at, name);
            }
        }
    }

    fn parts(&mut self) {
        for part in self.book.all_parts() {
            for step in &part.steps {
                self.roads(step.id.as_str(), &step.only);
                for item in &step.items {
                    match item {
                        Item::Heading(heading) => self.roads(step.id.as_str(), &heading.only),
                        Item::Field(_) => {}
                        Item::Group(group) => self.roads(group.id.as_str(), &group.only),
                    }
                }
            }
            for tally in &part.tallies {
                let at = tally.id.as_str();
                self.roads(at, &tally.only);
                tally.rows.iter().for_each(|row| self.must(at, row.at.as_str()));
                tally.sums.iter().for_each(|sum| self.must(at, sum.at.as_str()));
                if let Some(bar) = &tally.bar {
                    self.must(at, bar.value.as_str());
                    self.must(at, bar.rule.as_str());
                }
            }
            for item in part.steps.iter().flat_map(|step| &step.items) {
                if let Item::Group(group) = item
                    && !group.fields.iter().any(|field| field.id == group.title)
                {
                    self.say(
                        group.id.as_str(),
                        format!("has its title from `{}`, which is none of its fields", group.title),
                    );
                }
            }
            self.rules(&part.rules);
        }
        for at in self.book.fields() {
            let id = at.field.id.as_str();
            self.roads(id, &at.field.only);
            let called = at.field.called.iter().flat_map(|called| &called.procedures);
            called.for_each(|procedure| self.must(id, procedure.as_str()));
            for but in &at.field.but {
                self.roads(id, &but.roads);
                let linked = at.field.by.is_some() || matches!(at.field.kind, FieldKind::Choice { parent: Some(_), .. });
                // Either the family, or one list of it for this road.
                let one = |list: &str| !items(self.book, list, false).is_empty();
                let lists: Vec<_> = but.list.iter().filter(|list| !one(list.as_str())).collect();
                lists.into_iter().for_each(|list| self.list(id, list.as_str(), linked));
            }
            match &at.field.kind {
                FieldKind::Choice { list, parent, .. } => {
                    self.list(id, list.as_str(), parent.is_some() || at.field.by.is_some());
                    parent.iter().for_each(|parent| self.must(id, parent.as_str()));
                }
                FieldKind::Choices { list } => self.list(id, list.as_str(), at.field.by.is_some()),
                _ => {}
            }
        }
    }

    fn rules(&mut self, rules: &[Rule]) {
        for rule in rules {
            let at = rule.id.as_str();
            self.roads(at, &rule.only);
            rule.acts.iter().for_each(|act| self.must(at, act.as_str()));
            rule.tells.iter().for_each(|day| self.must(at, day.as_str()));
            match &rule.at {
                Place::Field(id) => self.must(at, id.as_str()),
                Place::Group(id) => self.must(at, id.as_str()),
                Place::Document(id) => self.must(at, id.as_str()),
                Place::Files(_) | Place::Papers | Place::Eligibility => {}
            }
        }
    }

    fn documents(&mut self) {
        for set in &self.book.documents {
            for document in &set.documents {
                let at = document.id.as_str();
                self.roads(at, &document.only);
                document.but.iter().for_each(|but| self.roads(at, &but.roads));
                let grounds = &document.also;
                grounds.iter().for_each(|ground| self.roads(at, &ground.only));
                document.fresh.iter().for_each(|id| self.must(at, id.as_str()));
                let classes = grounds
                    .iter()
                    .flat_map(|ground| ground.class.iter().flatten())
                    .chain(&document.class);
                classes.for_each(|id| self.must(at, id.as_str()));
                for requirement in grounds
                    .iter()
                    .filter_map(|ground| ground.requirement.as_ref())
                    .chain([&document.requirement])
                {
                    match requirement {
                        Requirement::OneOf(id) if !set.one_of.iter().any(|it| it.id == *id) => {
                            self.say(at, format!("is one of `{id}`, which its set does not have"));
                        }
                        _ => {}
                    }
                }
            }
            self.rules(&set.rules);
        }
    }
}

#[test]
fn names_that_lead_nowhere_are_found() {
    let text = super::tests::part(&[
        (
            "f.a",
            "asked = \"f.gone filled or any g.gone (f.a filled) or age(birth-date, today) > v.gone\"",
        ),
        (
            "f.b",
            "kind = { as = \"choice\", list = \"codes.gone\", parent = \"f.gone\", shape = \"radio\" }",
        ),
    ]) + "[[rule]]\nid = \"r.a\"\nat = { document = \"d.gone\" }\nwrong = \"never\"\nseverity = \"warns\"";
    let set = r#"
        id = "ds.a"
        document = [{ id = "d.a", from_whom = "office", fresh = "v.gone", class = "bt3.gone", requirement = { one-of = "o.gone" } }]"#;
    let procedure = r#"
        id = "p.a"
        together_with = ["p.gone"]
        variant = [{ statuses = ["s.gone"], parts = ["part.a", "part.gone"], documents = ["ds.gone"] }]"#;
    super::tests::expect(
        check,
        &[("forms/a.toml", &text), ("documents/a.toml", set), ("procedures/a.toml", procedure)],
        &[
            "documents/a.toml: d.a: unknown-id: is one of `o.gone`, which its set does not have",
            "documents/a.toml: d.a: unknown-id: names `bt3.gone`, which does not exist",
            "documents/a.toml: d.a: unknown-id: names `v.gone`, which does not exist",
            "forms/a.toml: f.a: unknown-id: asks for the role `birth-date`, which no field has",
            "forms/a.toml: f.a: unknown-id: names `f.gone`, which does not exist",
            "forms/a.toml: f.a: unknown-id: names `g.gone`, which does not exist",
            "forms/a.toml: f.a: unknown-id: names `v.gone`, which does not exist",
            "forms/a.toml: f.b: unknown-id: chooses from `codes.gone_..`, which does not exist",
            "forms/a.toml: f.b: unknown-id: names `f.gone`, which does not exist",
            "forms/a.toml: r.a: unknown-id: names `d.gone`, which does not exist",
            "procedures/a.toml: p.a: unknown-id: names `ds.gone`, which does not exist",
            "procedures/a.toml: p.a: unknown-id: names `p.gone`, which does not exist",
            "procedures/a.toml: p.a: unknown-id: names `part.gone`, which does not exist",
            "procedures/a.toml: p.a: unknown-id: names `s.gone`, which does not exist",
        ],
    );
}
