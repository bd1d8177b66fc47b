//! What may be filed together, by the real rulebook.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{Answers, Slot, Together, together};
use rulebook::{Day, Role};

fn engineer() -> (Answers, Day) {
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    (case.judged(book()), case.today)
}

fn check(answers: &[(Role, &str)], expected: &[(&str, bool)]) {
    let (mut all, today) = engineer();
    for (role, typed) in answers {
        let field = book()
            .core
            .start
            .steps
            .iter()
            .flat_map(|step| &step.items)
            .find_map(|item| match item {
                rulebook::Item::Field(field) if field.role == Some(*role) => Some(field.id.clone()),
                _ => None,
            });
        all.set(Slot::from(field.unwrap()), *typed);
    }
    let found = together(book(), &all, today);
    let found: Vec<(&str, bool)> = found
        .iter()
        .map(|Together { procedure, alone, .. }| (procedure.as_str(), *alone))
        .collect();
    assert_eq!(found, expected, "{answers:?}");
}

#[test]
fn an_extension_takes_others_along() {
    check(
        &[],
        &[("p.reentry", false), ("p.other_activity", false), ("p.work_certificate", true)],
    );
}

#[test]
fn what_somebody_may_not_file_at_all_is_left_out() {
    check(&[(Role::Applicant, "k.relative")], &[("p.reentry", false)]);
}

#[test]
fn a_procedure_that_stands_alone_or_is_not_chosen_takes_nothing_along() {
    check(&[(Role::Procedure, "p.coe")], &[]);
    check(&[(Role::Procedure, "")], &[]);
}
