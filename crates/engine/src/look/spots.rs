//! A place for each answer that there can be on a road: one for a field outside groups, one for each row inside.

use crate::Truth;
use crate::answers::{Answers, Entry, RowId};
use crate::read::{Fault, Value};
use rulebook::{FieldNo, GroupNo, Road};
use std::cell::{Cell, OnceCell};

/// One answer and what was worked out about it.
#[derive(Default)]
pub(crate) struct Spot<'a> {
    /// The answer, where there is one.
    pub entry: Option<&'a Entry>,
    /// Whether it is asked; nothing known inside while it is being worked out.
    pub asked: Cell<Option<Option<Truth>>>,
    /// What was typed, as it reads.
    pub read: OnceCell<Result<Value, Fault>>,
}

/// All of them.
pub(crate) struct Spots<'a> {
    all: Vec<Spot<'a>>,
    /// Where those of each field begin. Behind the rows of a field in a group is one without a row.
    first: Vec<usize>,
    /// How many rows each field has.
    count: Vec<usize>,
    rows: Vec<&'a [RowId]>,
}

impl<'a> Spots<'a> {
    pub fn new(road: &Road, answers: &'a Answers) -> Self {
        let rows: Vec<&[RowId]> = road.group_names().iter().map(|group| answers.rows(group)).collect();
        let (mut first, mut count, mut next) = (Vec::with_capacity(road.fields.len()), Vec::with_capacity(road.fields.len()), 0);
        for field in &road.fields {
            let of_group = field.group.and_then(|group| rows.get(group)).map_or(0, |rows| rows.len());
            first.push(next);
            count.push(of_group);
            next += of_group + 1;
        }
        let mut all = Vec::new();
        all.resize_with(next, Spot::default);
        let mut spots = Spots { all, first, count, rows };
        spots.fill(road, answers);
        spots
    }

    /// Answers and names are both in order: they are gone through side by side.
    fn fill(&mut self, road: &Road, answers: &'a Answers) {
        let mut names = road.by_name().iter().peekable();
        for (slot, entry) in answers.entries() {
            while names.next_if(|(name, _)| *name < slot.field).is_some() {}
            let Some((_, no)) = names.peek().filter(|(name, _)| *name == slot.field) else {
                continue;
            };
            let row = match road.fields.get(*no).and_then(|field| field.group) {
                None if slot.row == RowId::NONE => None,
                Some(group) => match self.rows(group).iter().position(|row| *row == slot.row) {
                    None => continue,
                    row => row,
                },
                None => continue,
            };
            if let Some(spot) = self.index(*no, row).and_then(|at| self.all.get_mut(at)) {
                spot.entry = Some(entry);
            }
        }
    }

    /// Forgets what is asked; what was typed still reads as it did.
    pub fn forget(&self) {
        self.all.iter().for_each(|spot| spot.asked.set(None));
    }

    pub fn rows(&self, group: GroupNo) -> &'a [RowId] {
        self.rows.get(group).copied().unwrap_or_default()
    }

    pub fn get(&self, no: FieldNo, row: Option<usize>) -> Option<&Spot<'a>> {
        self.all.get(self.index(no, row)?)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The how-manieth the answer to a field is.
    pub fn index(&self, no: FieldNo, row: Option<usize>) -> Option<usize> {
        let (first, count) = (self.first.get(no)?, self.count.get(no)?);
        Some(first + row.map_or(*count, |row| row.min(*count)))
    }
}
