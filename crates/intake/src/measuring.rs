//! Measures the files of one submission, one after the other, so that nobody waits for another's heavy files: what is not done in a
//! moment goes on beside, among the heavy ones, and takes a new turn there for every file.

use crate::clock::Clock;
use crate::measure::{Outcome, measure};
use crate::parcel::Parcel;
use crate::refusal::Refusal;
use crate::server::Desk;
use crate::store::StoreError;
use crate::turns::Turn;
use media::{Job, Report, Unreadable};
use std::net::IpAddr;
use std::time::Duration;

/// Measures what is ordered. The turn is given back when this is done, or as soon as it takes longer.
pub(crate) async fn measure_all(
    desk: &Desk,
    parcel: &Parcel,
    orders: Vec<(usize, Job)>,
    from: IpAddr,
    turn: Turn,
) -> Result<Vec<(usize, Report)>, Refusal> {
    let limits = &desk.limits;
    let (mut quick, mut all, mut turn) = (limits.quick, limits.measuring_all, Some(turn));
    let mut reports = Vec::with_capacity(orders.len());
    for (at, job) in orders {
        let mut outcome = None;
        if turn.is_some() {
            let patience = quick.min(limits.measuring);
            let begun = Clock::passed();
            let first = one(desk, parcel, at, job.clone(), patience).await?;
            quick = quick.saturating_sub(Clock::passed().saturating_sub(begun));
            // It was not cut short by the end of the turn: that is final.
            if !matches!(first, Outcome::TooLong) || patience == limits.measuring {
                outcome = Some(first);
            }
            if outcome.is_none() || quick.is_zero() {
                turn = None;
            }
        }
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => {
                let patience = all.min(limits.measuring);
                let _heavy = desk.heavy.take(from).await;
                let begun = Clock::passed();
                let outcome = one(desk, parcel, at, job, patience).await?;
                all = all.saturating_sub(Clock::passed().saturating_sub(begun));
                if matches!(outcome, Outcome::TooLong) && all.is_zero() {
                    return Err(Refusal::SendLess("the files: reading them takes too long"));
                }
                outcome
            }
        };
        let file = &parcel.packet.files[at];
        // A file that no honest reader gets through is as good as damaged.
        let report = match outcome {
            Outcome::Done(report) => report,
            Outcome::TooLong | Outcome::Broken => Report::unreadable(&file.name, file.bytes, Unreadable::Damaged),
        };
        reports.push((at, report));
    }
    Ok(reports)
}

async fn one(desk: &Desk, parcel: &Parcel, at: usize, job: Job, patience: Duration) -> Result<Outcome, Refusal> {
    let (limits, program) = (desk.limits.clone(), desk.measurer.clone());
    let (name, path) = (parcel.packet.files[at].name.clone(), parcel.folder.file(at));
    let measured = tokio::task::spawn_blocking(move || measure(&program, &limits, job, &name, &path, patience)).await;
    let outcome = measured.map_err(|_| StoreError::Broken("a measurement was lost".into()))?;
    Ok(outcome.map_err(StoreError::from)?)
}
