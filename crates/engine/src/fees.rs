//! What it costs: a fee for the procedure and one for each that is filed together with it, by the day of receipt and by what is granted.

use crate::look::{Look, Scope, Seen};
use crate::{Slot, Truth};
use rulebook::{Band, Cite, Day, ProcedureId, Role};

/// What a procedure costs.
#[derive(Clone, Debug, PartialEq)]
pub struct FeeView {
    /// Which procedure.
    pub procedure: ProcedureId,
    /// The day of receipt that was assumed: the day of filing.
    pub on: Day,
    /// What each of the things that may be granted costs, in the order of the rulebook.
    pub bands: Vec<Band>,
    /// Which of them it is if all is granted as it is asked for; nothing while that is open.
    pub desired: Option<usize>,
    /// The answers that it follows from.
    pub because: Vec<Slot>,
    /// Where that is written.
    pub cite: Cite,
}

impl FeeView {
    /// Whether the amount hangs on the period that is granted.
    pub fn by_period(&self) -> bool {
        self.bands.iter().any(|band| band.min > 0 || band.max.is_some())
    }

    /// What is paid if all is granted as it is asked for.
    pub fn due(&self) -> Option<&Band> {
        self.bands.get(self.desired?)
    }
}

/// What is paid for all of it if all is granted as it is asked for, without the charges for paying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeeTotal {
    /// At the counter, in yen.
    pub counter: u32,
    /// Online, in yen.
    pub online: u32,
}

impl FeeTotal {
    /// The sum; nothing while one of them is open, or where there is none.
    pub fn of(fees: &[FeeView]) -> Option<FeeTotal> {
        let due: Vec<&Band> = fees.iter().map(FeeView::due).collect::<Option<_>>()?;
        (!due.is_empty()).then(|| FeeTotal {
            counter: due.iter().map(|band| band.counter).sum(),
            online: due.iter().map(|band| band.online).sum(),
        })
    }
}

/// The fees of a case: that of its procedure first.
pub(crate) fn fees(look: &Look<'_>) -> Vec<FeeView> {
    let Some(own) = look.named(Role::Procedure) else {
        return Vec::new();
    };
    let others = look.named_all(Role::Together).iter().filter(|it| **it != own);
    let all = std::iter::once(&own).chain(others);
    all.filter_map(|procedure| fee_of(look, procedure)).collect()
}

/// What a procedure costs in this case, filed by itself or together with another.
pub(crate) fn fee_of(look: &Look<'_>, procedure: &str) -> Option<FeeView> {
    let mut fees = look.book.core.fees.iter().zip(&look.road.fees);
    let (fee, prepared, id) = fees.find_map(|(fee, prepared)| {
        let id = fee.procedures.iter().find(|it| it.as_str() == procedure)?;
        Some((fee, prepared, id.clone()))
    })?;
    let at = fee.since.place_on(look.filing)?;
    let (stage, prepared) = fee.since.stages().get(at).zip(prepared.get(at))?;
    let months = match look.months_of(Role::DesiredPeriod) {
        Seen::Number(months) => Some(months),
        _ => None,
    };
    let status = look.named(Role::Status);
    let status = status.and_then(|id| look.book.core.statuses.iter().find(|it| it.id.as_str() == id));
    // What nobody with this status is granted is not told.
    let granted = |band: &Band| {
        band.min == 0 && band.max.is_none() || by_period(band, months) || status.is_none_or(|it| it.grants(band.min, band.max))
    };
    let open = stage.is.as_ref()?.iter().zip(prepared).filter_map(|(band, when)| {
        let kind = look.truth(when, Scope::default());
        (kind != Truth::No && granted(band)).then_some((band, kind))
    });
    let (bands, kinds): (Vec<Band>, Vec<Truth>) = open.map(|(band, kind)| (band.clone(), kind)).unzip();
    if bands.is_empty() {
        return None;
    }
    let is_meant = |(band, kind): (&Band, &Truth)| *kind == Truth::Yes && by_period(band, months);
    let mut meant = bands
        .iter()
        .zip(&kinds)
        .enumerate()
        .filter(|(_, it)| is_meant(*it))
        .map(|(at, _)| at);
    let first = meant.next();
    // Two kinds of which nobody has chosen one are both open.
    let desired = first.filter(|_| meant.next().is_none());
    let asked = [Role::Procedure, Role::Together, Role::FilingDay, Role::DesiredPeriod];
    let answered = |role: Role| {
        let no = look.road.role(role)?;
        look.value(no, Scope::default())?;
        look.slot(no, Scope::default())
    };
    let mut because: Vec<Slot> = asked.into_iter().filter_map(answered).collect();
    because.extend(prepared.iter().flat_map(|when| look.because(when, Scope::default())));
    because.sort();
    because.dedup();
    Some(FeeView {
        because,
        procedure: id,
        on: look.filing,
        bands,
        desired,
        cite: stage.cite.clone(),
    })
}

/// Whether a band is meant as far as the period that is asked for says; one for whatever is granted always is.
fn by_period(band: &Band, months: Option<f64>) -> bool {
    if band.min == 0 && band.max.is_none() {
        return true;
    }
    months.is_some_and(|months| f64::from(band.min) <= months && band.max.is_none_or(|max| months <= f64::from(max)))
}
