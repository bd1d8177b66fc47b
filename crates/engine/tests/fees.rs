//! What it costs: one fee for each procedure of a case, by kinds and periods, and the sum.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{Answers, FeeTotal, Slot, assess};
use rulebook::host::parse_condition;
use rulebook::{Condition, Day, Field, FieldKind, Item, Loaded, Role, Shape, Step};

/// The rulebook with a question what is filed together, and one which kind of re-entry; its bands look at that.
fn with_others() -> Loaded {
    let mut book = book().clone();
    let field = |id: &str, kind, role| {
        Item::Field(Box::new(Field {
            id: id.into(),
            kind,
            role,
            ..Field::default()
        }))
    };
    let kind = FieldKind::Choice {
        list: "codes.kind".into(),
        parent: None,
        shape: Shape::Radio,
    };
    let others = FieldKind::Choices {
        list: "codes.others".into(),
    };
    let items = vec![field("f.others", others, Some(Role::Together)), field("f.kind", kind, None)];
    book.core.start.steps.push(Step { items, ..Step::default() });
    for fee in &mut book.core.fees {
        for band in fee.since.stages_mut().iter_mut().filter_map(|stage| stage.is.as_mut()).flatten() {
            let kind = band.name.rsplit_once('_').map_or("", |(_, kind)| kind);
            if ["once", "often"].contains(&kind) {
                band.when = parse_condition(&format!("f.kind is {kind}")).unwrap();
            }
        }
    }
    book
}

fn engineer() -> (Answers, Day) {
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    (case.judged(book()), case.today)
}

/// A fee: of which procedure, how many bands are open, and what is due online.
type Told = (String, usize, Option<u32>);

/// Each fee, and the sum online.
fn fees(book: &Loaded, others: &str, kind: &str) -> (Vec<Told>, Option<u32>) {
    let (mut answers, today) = engineer();
    answers.set(Slot::of("f.others"), others);
    answers.set(Slot::of("f.kind"), kind);
    let seen = assess(book, &answers, today);
    let all = seen.fees.iter().map(|fee| {
        let due = fee.due().map(|band| band.online);
        (fee.procedure.to_string(), fee.bands.len(), due)
    });
    (all.collect(), FeeTotal::of(&seen.fees).map(|total| total.online))
}

#[test]
fn what_is_filed_together_costs_its_own_fee() {
    let book = with_others();
    let own = ("p.extension".to_owned(), 7, Some(56_000));
    assert_eq!(fees(&book, "", ""), (vec![own.clone()], Some(56_000)));
    let reentry = |bands, due| ("p.reentry".to_owned(), bands, due);
    assert_eq!(
        fees(&book, "p.reentry", ""),
        (vec![own.clone(), reentry(2, None)], None),
        "which kind is open, and so is the sum"
    );
    assert_eq!(
        fees(&book, "p.reentry", "once"),
        (vec![own.clone(), reentry(1, Some(3_500))], Some(59_500))
    );
    let certificate = ("p.work_certificate".to_owned(), 1, Some(1_600));
    assert_eq!(
        fees(&book, "p.reentry p.work_certificate", "often"),
        (vec![own, reentry(1, Some(6_500)), certificate], Some(64_100))
    );
}

#[test]
fn two_kinds_of_which_nobody_is_asked_are_both_shown() {
    let mut book = with_others();
    for fee in &mut book.core.fees {
        let stages = fee.since.stages_mut().iter_mut();
        stages
            .filter_map(|stage| stage.is.as_mut())
            .flatten()
            .for_each(|band| band.when = Condition::Always);
    }
    assert_eq!(fees(&book, "p.reentry", "once").0[1], ("p.reentry".into(), 2, None));
}

#[test]
fn on_the_day_of_receipt_the_amounts_of_that_day_hold() {
    let book = with_others();
    let (mut answers, _) = engineer();
    answers.set(Slot::of("f.others"), "p.reentry");
    answers.set(Slot::of("f.kind"), "once");
    let online = |day: &str| {
        let seen = assess(&book, &answers, day.parse().unwrap());
        seen.fees
            .iter()
            .map(|fee| fee.due().map(|band| (band.online, band.charge)))
            .collect::<Vec<_>>()
    };
    assert_eq!(online("2026-09-30"), [Some((5_500, 0)), Some((3_500, 0))]);
    assert_eq!(online("2026-10-01"), [Some((56_000, 550)), Some((3_500, 220))]);
    assert_eq!(online("2025-03-31"), [Some((4_000, 0)), Some((3_000, 0))]);
}
