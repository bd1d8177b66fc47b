//! Points: what each answer is worth, what they come to, and whether that is enough. Whoever has not answered everything is told the span.

use crate::look::{Look, Scope, Seen};
use crate::{Slot, Truth};
use rulebook::{Cite, FieldId, RuleId, Sum, Tally, TallyId, TallyNo, TallyRow, Tallying, Term, Test};

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
    pub bar: Option<BarView>,
}

/// What is to be reached, on the day of filing.
#[derive(Clone, Debug, PartialEq)]
pub struct BarView {
    /// How many points.
    pub points: f64,
    /// The rule that says what it means to stay below.
    pub rule: RuleId,
    /// Where the number is written.
    pub cite: Cite,
}

/// One row of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyRowView {
    /// The question that names the row.
    pub at: FieldId,
    /// Every question that it counts, the one that names it first.
    pub of: Vec<Slot>,
    /// Whether one of them is asked.
    pub asked: Truth,
    /// What its answer is worth.
    pub points: Span,
    /// The most that this row can be worth, whatever is answered.
    pub most: u16,
    /// While it is open: the questions, asked by now, whose answers would settle it or bring up those that do.
    pub open: Vec<Slot>,
}

/// Whether the points are enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// They are, whatever is answered to what is open.
    Reached,
    /// That hangs on questions that are open.
    Open,
    /// They are not, whatever is answered to what is open: so many are missing at least.
    Missed(f64),
}

impl TallyView {
    /// Whether it counts for this person, as far as is known: one of its questions is asked.
    pub fn asked(&self) -> Truth {
        self.rows.iter().fold(Truth::No, |asked, row| asked.or(row.asked))
    }

    /// Whether the points are enough; nothing where there is nothing to reach.
    pub fn outcome(&self) -> Option<Outcome> {
        let bar = self.bar.as_ref()?.points;
        Some(if f64::from(self.points.low) >= bar {
            Outcome::Reached
        } else if f64::from(self.points.high) < bar {
            Outcome::Missed(bar - f64::from(self.points.high))
        } else {
            Outcome::Open
        })
    }

    /// The open questions on which its points hang, each once.
    pub fn open(&self) -> Vec<Slot> {
        let mut open: Vec<Slot> = Vec::new();
        for slot in self.rows.iter().flat_map(|row| &row.open) {
            if !open.contains(slot) {
                open.push(slot.clone());
            }
        }
        open
    }
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
    let Some(points) = all(look).nth(no).map(|(tally, prepared)| together(spans(look, tally, prepared))) else {
        return Seen::Unknown;
    };
    if points.is_settled() {
        Seen::Number(f64::from(points.low))
    } else {
        Seen::Between(f64::from(points.low), f64::from(points.high))
    }
}

fn view(look: &Look<'_>, (tally, prepared): (&Tally, &Tallying)) -> TallyView {
    let rows = tally.rows.iter().map(|row| (&row.at, most(row.worth.iter().map(|worth| worth.is))));
    let sums = tally.sums.iter().map(|sum| (&sum.at, most(sum.worth.iter().map(|step| step.is))));
    let tests = prepared.rows.iter().chain(&prepared.sums);
    let rows = rows.chain(sums).zip(tests).zip(spans(look, tally, prepared));
    let rows: Vec<_> = rows
        .map(|(((at, most), tests), points)| row(look, at, tests, points, most))
        .collect();
    let bar = tally.bar.as_ref().and_then(|bar| {
        let stage = look.book.core.value(&bar.value)?.since.cited_on(look.filing)?;
        Some(BarView {
            points: stage.is?,
            rule: bar.rule.clone(),
            cite: stage.cite.clone(),
        })
    });
    TallyView {
        id: tally.id.clone(),
        points: together(rows.iter().map(|row| row.points)),
        rows,
        bar,
    }
}

fn most(worth: impl Iterator<Item = u16>) -> u16 {
    worth.max().unwrap_or(0)
}

fn together(rows: impl Iterator<Item = Span>) -> Span {
    rows.fold(Span::default(), |sum, points| Span {
        low: sum.low.saturating_add(points.low),
        high: sum.high.saturating_add(points.high),
    })
}

/// What each row is worth, and after them each sum.
fn spans<'l>(look: &'l Look<'_>, tally: &'l Tally, prepared: &'l Tallying) -> impl Iterator<Item = Span> + 'l {
    let rows = tally.rows.iter().zip(&prepared.rows).map(|(row, when)| of_row(look, row, when));
    let sums = tally.sums.iter().zip(&prepared.sums);
    rows.chain(sums.map(|(sum, of)| of_sum(look, sum, of)))
}

fn of_row(look: &Look<'_>, row: &TallyRow, when: &[Test]) -> Span {
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
    Span::of(possible.into_iter())
}

fn of_sum(look: &Look<'_>, sum: &Sum, of: &[Test]) -> Span {
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
    Span::of((surely..=perhaps).map(worth))
}

/// The row of these points, with the questions that its conditions look at.
fn row(look: &Look<'_>, at: &FieldId, tests: &[Test], points: Span, most: u16) -> TallyRowView {
    let mut of: Vec<Slot> = Vec::new();
    let mut asked = Truth::No;
    let mut add = |no| {
        let slot = look.slot(no, Scope::default());
        if let Some(slot) = slot.filter(|slot| !of.contains(slot)) {
            asked = asked.or(look.asked(no, Scope::default()));
            of.push(slot);
        }
    };
    look.road.field(at).into_iter().for_each(&mut add);
    for test in tests {
        test.each_term(&mut |term| {
            if let Term::Field(no) = term {
                add(*no);
            }
        });
    }
    let mut open = Vec::new();
    if !points.is_settled() {
        let unknown = tests.iter().filter(|test| look.truth(test, Scope::default()) == Truth::Unknown);
        let hang = unknown.flat_map(|test| look.because(test, Scope::default()));
        hang.for_each(|slot| askable(look, slot, &mut Vec::new(), &mut open));
    }
    TallyRowView {
        at: at.clone(),
        of,
        asked,
        points,
        most,
        open,
    }
}

/// An open question that is asked; in place of one of which that is not known yet, those on which it hangs.
fn askable(look: &Look<'_>, slot: Slot, seen: &mut Vec<Slot>, open: &mut Vec<Slot>) {
    if seen.contains(&slot) {
        return;
    }
    seen.push(slot.clone());
    let Some((no, scope)) = look.place(&slot) else { return };
    match look.asked(no, scope) {
        Truth::No => {}
        Truth::Yes if open.contains(&slot) => {}
        Truth::Yes => open.push(slot),
        Truth::Unknown => look
            .unasked_for(no, scope)
            .into_iter()
            .for_each(|slot| askable(look, slot, seen, open)),
    }
}
