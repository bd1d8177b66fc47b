//! What the law allows and what this desk has built are told apart.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{Answers, At, Slot, Truth, Verdict, assess, packet};
use rulebook::{Day, FieldId, Grade, Role};
use std::collections::BTreeSet;

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn field(role: Role) -> FieldId {
    let mut fields = book().core.start.fields();
    fields.find(|field| field.role == Some(role)).unwrap().id.clone()
}

fn person(procedure: &str, status: &str) -> Answers {
    let mut answers = Answers::default();
    for (role, typed) in [(Role::Applicant, "k.self"), (Role::Procedure, procedure), (Role::Status, status)] {
        answers.set(Slot::from(field(role)), typed);
    }
    answers
}

#[test]
fn the_variants_say_what_is_built_and_the_rules_what_is_allowed() {
    let core = &book().core;
    let (mut built, mut not_built) = (0, 0);
    for procedure in &core.procedures {
        for status in &core.statuses {
            let seen = assess(book(), &person(procedure.id.as_str(), status.id.as_str()), today());
            let of_status = || procedure.variants.iter().filter(|it| it.statuses.contains(&status.id));
            let mut variants = of_status().peekable();
            // Which of them it is may hang on a further question.
            if variants.peek().is_some() && variants.all(|it| !it.when.is_always()) {
                assert_ne!(seen.eligibility.built, Truth::No, "{} {}", procedure.id, status.id);
                continue;
            }
            let expected = of_status().next().is_some();
            assert_eq!(
                seen.eligibility.built,
                if expected { Truth::Yes } else { Truth::No },
                "{} {}",
                procedure.id,
                status.id
            );
            // No limit of ours reads as what the law forbids.
            let ours = seen.at(&At::Eligibility).find(|it| it.blocks() && it.grade == Grade::Own);
            assert_eq!(ours, None, "{} {}", procedure.id, status.id);
            built += usize::from(expected);
            not_built += usize::from(!expected);
        }
    }
    assert!(built > 0 && not_built > 0, "{built} {not_built}");
}

#[test]
fn nothing_is_said_of_a_road_that_is_not_chosen_yet() {
    let built = |procedure: &str, status: &str| assess(book(), &person(procedure, status), today()).eligibility.built;
    assert_eq!((built("", ""), built("", "s.engineer")), (Truth::Unknown, Truth::Unknown));
    assert_eq!(built("p.extension", ""), Truth::Unknown);
    // Here no status is asked.
    assert_eq!(built("p.card_items", ""), Truth::No);
}

#[test]
fn there_is_no_packet_of_a_road_that_is_not_built() {
    let case = CaseFile::open(&root().join("cases/change/not_built.toml")).unwrap();
    let answers = case.judged(book());
    let seen = assess(book(), &answers, case.today);
    assert_eq!((seen.eligibility.verdict, seen.eligibility.built), (Verdict::Yes, Truth::No));
    assert_eq!((seen.ready, seen.blocking().count()), (false, 0), "nothing is wrong with it");
    let accepted: BTreeSet<String> = seen.findings.iter().map(engine::Finding::key).collect();
    assert!(packet(book(), &answers, &seen, &accepted).is_err());
}

#[test]
fn what_it_costs_until_when_and_what_goes_together_is_told_all_the_same() {
    let case = CaseFile::open(&root().join("cases/change/not_built.toml")).unwrap();
    let answers = case.judged(book());
    let seen = assess(book(), &answers, case.today);
    assert!(!seen.dates.is_empty() && !seen.fees.is_empty());
    assert!(!engine::together(book(), &answers, case.today).is_empty());
}
