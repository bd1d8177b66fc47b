//! What it costs: one fee for each procedure of a case, by kinds and periods, and the sum.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{Answers, FeeTotal, Slot, assess};
use rulebook::{Condition, Day, Expr, Loaded, Role};

/// The field with which one says what is filed together.
fn others() -> Slot {
    let mut fields = book().core.start.fields();
    Slot::from(fields.find(|field| field.role == Some(Role::Together)).unwrap().id.clone())
}

/// The field at whose answer the kinds of re-entry look.
fn kind() -> Slot {
    let bands = book()
        .core
        .fees
        .iter()
        .flat_map(|fee| fee.since.stages())
        .filter_map(|stage| stage.is.as_ref());
    let mut looked_at = Vec::new();
    bands.flatten().for_each(|band| band.when.expressions(&mut looked_at));
    let field = looked_at.into_iter().find_map(|expr| match expr {
        Expr::Field(id) => Some(id.clone()),
        _ => None,
    });
    Slot::from(field.unwrap())
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
    answers.set(self::others(), others);
    answers.set(self::kind(), kind);
    let seen = assess(book, &answers, today);
    let all = seen.fees.iter().map(|fee| {
        let due = fee.due().map(|band| band.online);
        (fee.procedure.to_string(), fee.bands.len(), due)
    });
    (all.collect(), FeeTotal::of(&seen.fees).map(|total| total.online))
}

#[test]
fn what_is_filed_together_costs_its_own_fee() {
    let book = book().clone();
    let own = ("p.extension".to_owned(), 4, Some(56_000));
    assert_eq!(fees(&book, "", ""), (vec![own.clone()], Some(56_000)));
    let reentry = |bands, due| ("p.reentry".to_owned(), bands, due);
    assert_eq!(
        fees(&book, "p.reentry", ""),
        (vec![own.clone(), reentry(2, None)], None),
        "which kind is open, and so is the sum"
    );
    assert_eq!(
        fees(&book, "p.reentry", "single"),
        (vec![own.clone(), reentry(1, Some(3_500))], Some(59_500))
    );
    let certificate = ("p.work_certificate".to_owned(), 1, Some(1_600));
    assert_eq!(
        fees(&book, "p.reentry p.work_certificate", "multiple"),
        (vec![own, reentry(1, Some(6_500)), certificate], Some(64_100))
    );
}

#[test]
fn two_kinds_of_which_nobody_is_asked_are_both_shown() {
    let mut book = book().clone();
    for fee in &mut book.core.fees {
        let stages = fee.since.stages_mut().iter_mut();
        stages
            .filter_map(|stage| stage.is.as_mut())
            .flatten()
            .for_each(|band| band.when = Condition::Always);
    }
    assert_eq!(fees(&book, "p.reentry", "single").0[1], ("p.reentry".into(), 2, None));
}

#[test]
fn on_the_day_of_receipt_the_amounts_of_that_day_hold() {
    let book = book().clone();
    let (mut answers, _) = engineer();
    answers.set(others(), "p.reentry");
    answers.set(kind(), "single");
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
