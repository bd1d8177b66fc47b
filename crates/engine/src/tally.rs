//! Points: what each answer is worth, what they come to, and whether that is enough. Whoever has not answered everything is told the span.

use crate::Truth;
use crate::look::{Look, Scope, Seen};
use rulebook::{FieldId, RuleId, Sum, Tally, TallyId, TallyNo, TallyRow, Tallying, Test};

/// A table of points in this case.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyView {
    /// Which table; the text of that id is its name.
    pub id: TallyId,
    /// Its rows, in the order of the table.
    pub rows: Vec<TallyRowView>,
    /// What the rows come to at least, and at most while questions are open.
    pub points: Span,
    /// What is to be reached.
    pub bar: Option<f64>,
    /// The rule that says what it means to stay below.
    pub rule: Option<RuleId>,
}

/// One row of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyRowView {
    /// The question that names the row.
    pub at: FieldId,
    /// What its answer is worth.
    pub points: Span,
    /// The most that this row can be worth, whatever is answered.
    pub most: u16,
}

/// Points, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// At least.
    pub low: u16,
    /// At most; the same where nothing is open.
    pub high: u16,
}

impl Span {
    fn of(points: impl Iterator<Item = u16> + Clone) -> Self {
        Self {
            low: points.clone().min().unwrap_or(0),
            high: points.max().unwrap_or(0),
        }
    }

    /// Whether nothing is open.
    pub fn is_settled(self) -> bool {
        self.low == self.high
    }
}

/// The tables of this road, each as it stands.
pub(crate) fn tallies(look: &Look<'_>) -> Vec<TallyView> {
    all(look).map(|tally| view(look, tally)).collect()
}

/// Each table, with what was prepared of it.
fn all<'l>(look: &'l Look<'_>) -> impl Iterator<Item = (&'l Tally, &'l Tallying)> {
    look.parts.iter().flat_map(|part| &part.tallies).zip(&look.road.tallies)
}

/// What the table with this number comes to.
pub(crate) fn seen<'s>(look: &Look<'_>, no: TallyNo) -> Seen<'s> {
    let Some(points) = all(look).nth(no).map(|tally| together(&rows(look, tally))) else {
        return Seen::Unknown;
    };
    if points.is_settled() {
        Seen::Number(f64::from(points.low))
    } else {
        Seen::Between(f64::from(points.low), f64::from(points.high))
    }
}

fn view(look: &Look<'_>, (tally, prepared): (&Tally, &Tallying)) -> TallyView {
    let rows = rows(look, (tally, prepared));
    let value = tally.bar.as_ref().and_then(|bar| look.book.core.value(&bar.value));
    TallyView {
        id: tally.id.clone(),
        points: together(&rows),
        rows,
        bar: value.and_then(|value| value.since.on(look.filing)).copied(),
        rule: tally.bar.as_ref().map(|bar| bar.rule.clone()),
    }
}

fn together(rows: &[TallyRowView]) -> Span {
    let add = |so_far: u16, points: u16| so_far.saturating_add(points);
    Span {
        low: rows.iter().map(|row| row.points.low).fold(0, add),
        high: rows.iter().map(|row| row.points.high).fold(0, add),
    }
}

fn rows(look: &Look<'_>, (tally, prepared): (&Tally, &Tallying)) -> Vec<TallyRowView> {
    let rows = tally.rows.iter().zip(&prepared.rows);
    let sums = tally.sums.iter().zip(&prepared.sums);
    rows.map(|(row, when)| of_row(look, row, when))
        .chain(sums.map(|(sum, of)| of_sum(look, sum, of)))
        .collect()
}

fn of_row(look: &Look<'_>, row: &TallyRow, when: &[Test]) -> TallyRowView {
    let mut possible = Vec::new();
    let mut settled = false;
    for (worth, when) in row.worth.iter().zip(when) {
        match look.truth(when, Scope::default()) {
            Truth::No => {}
            Truth::Unknown => possible.push(worth.is),
            Truth::Yes => {
                possible.push(worth.is);
                settled = true;
                break;
            }
        }
    }
    if !settled {
        possible.push(0);
    }
    TallyRowView {
        at: row.at.clone(),
        points: Span::of(possible.into_iter()),
        most: row.worth.iter().map(|worth| worth.is).max().unwrap_or(0),
    }
}

fn of_sum(look: &Look<'_>, sum: &Sum, of: &[Test]) -> TallyRowView {
    let truths = of.iter().map(|one| look.truth(one, Scope::default()));
    let (mut surely, mut perhaps) = (0, 0);
    for truth in truths {
        surely += usize::from(truth == Truth::Yes);
        perhaps += usize::from(truth != Truth::No);
    }
    let worth = |count: usize| {
        let mut reached = sum.worth.iter().filter(|step| usize::from(step.from) <= count);
        reached.next_back().map_or(0, |step| step.is)
    };
    TallyRowView {
        at: sum.at.clone(),
        points: Span::of((surely..=perhaps).map(worth)),
        most: sum.worth.iter().map(|step| step.is).max().unwrap_or(0),
    }
}
