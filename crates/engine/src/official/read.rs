//! From a file to the answers of its people.

use super::fault::FileFault;
use super::layout::{Input, Layout, slot};
use super::pieces::is_digits;
use super::shape::applicants;
use super::write::written;
use super::{Person, Rest};
use crate::{Answers, Slot};
use rulebook::{Condition, Day, Expr, FieldKind, GroupId, Literal, Loaded, OfficialForm, Piece, Role, Variant};
use std::collections::BTreeMap;

/// The people of a file. Those of a file of the agency's tool give the same bytes when written again, those of a file that was saved in
/// another form the file that the tool would have written: what the answers do not reproduce is kept beside them.
pub fn read(book: &Loaded, form: &OfficialForm, bytes: &[u8], today: Day) -> Result<Vec<Person>, FileFault> {
    let layout = Layout::new(book, form);
    let lines = applicants(form, bytes)?.whole()?;
    let people = lines.iter().enumerate().map(|(at, line)| {
        let answers = answers(&layout, &layout.values(&line.fields));
        let rest = rest(&line.fields, &written(&layout, &answers, at + 1, today));
        Person {
            number: at + 1,
            answers,
            rest,
        }
    });
    Ok(people.collect())
}

fn rest(line: &[String], written: &[String]) -> Vec<Rest> {
    let cells = (1..=u16::MAX).zip(line.iter().zip(written));
    cells
        .filter(|(_, (cell, written))| cell != written)
        .map(|(column, (cell, written))| Rest {
            column,
            cell: cell.clone(),
            over: written.clone(),
        })
        .collect()
}

/// The three columns of a month that may be unknown.
#[derive(Default)]
struct Month<'v> {
    /// Whether the month is unknown, once that is answered with an item of the list.
    unknown: Option<bool>,
    year_month: &'v str,
    year: &'v str,
}

/// The answers that stand in the sheets of one person, and those that are certain because of the application code.
pub(super) fn answers(layout: &Layout<'_>, values: &[String]) -> Answers {
    let mut answers = Answers::default();
    add_rows(layout, values, &mut answers);
    let mut months: BTreeMap<Slot, Month<'_>> = BTreeMap::new();
    for (input, value) in layout.inputs.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        let (Some(to), Some(slot)) = (&input.column.to, slot(layout, input, &answers)) else {
            continue;
        };
        if !to.item.is_empty() {
            let typed = answers.typed(&slot).to_owned();
            let chosen = place_in_list(layout, input, values, value) == Some(0);
            match (chosen, typed.as_str()) {
                (false, _) => {}
                (true, "") => answers.set(slot, to.item.clone()),
                (true, before) => answers.set(slot, format!("{before} {}", to.item)),
            }
            continue;
        }
        match to.piece {
            Piece::Whole => whole(layout, input, values, value, slot, &mut answers),
            Piece::Unknown => {
                months.entry(slot).or_default().unknown = place_in_list(layout, input, values, value).map(|at| at > 0);
            }
            Piece::YearMonth => months.entry(slot).or_default().year_month = value,
            Piece::Year => months.entry(slot).or_default().year = value,
        }
    }
    for (slot, month) in months {
        answers.set(slot, month.typed());
    }
    certain(layout, &mut answers);
    answers
}

/// The how-manieth item of the column's list has this code, from 0.
fn place_in_list(layout: &Layout<'_>, input: &Input<'_>, values: &[String], code: &str) -> Option<usize> {
    let lists = layout.lists(input, values);
    lists.iter().find_map(|list| list.items.iter().position(|item| item.code() == code))
}

impl Month<'_> {
    /// The answer. Where the columns contradict each other, the one that the first of them asks for counts.
    fn typed(&self) -> String {
        let unknown = self.unknown.unwrap_or(self.year_month.is_empty());
        match (unknown, self.year_month, self.year) {
            (true, _, year) if is_digits(year, 4) => format!("{year}-00"),
            (true, _, year) => year.to_owned(),
            (false, text, _) => month(text),
        }
    }
}

/// A group has as many rows as the last one that holds something, so that every row keeps its place.
fn add_rows(layout: &Layout<'_>, values: &[String], answers: &mut Answers) {
    let mut last: BTreeMap<&GroupId, u8> = BTreeMap::new();
    for (input, _) in layout.inputs.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        if let (Some(to), Some(group)) = (&input.column.to, layout.place(input).and_then(|place| place.group)) {
            let last = last.entry(&group.id).or_default();
            *last = to.row.max(*last);
        }
    }
    for (group, count) in last {
        (0..count).for_each(|_| _ = answers.add_row(group));
    }
}

fn whole(layout: &Layout<'_>, input: &Input<'_>, values: &[String], value: &str, slot: Slot, answers: &mut Answers) {
    let Some(place) = layout.place(input) else { return };
    let kind = &place.field.kind;
    let id = || layout.item(input, values, value).map_or(value, |(_, item)| item.id.as_str());
    let typed = match kind {
        FieldKind::Text { .. } | FieldKind::Number { .. } => value.to_owned(),
        FieldKind::Date { .. } => day(value),
        FieldKind::Month { .. } => month(value),
        FieldKind::Choice { .. } => id().to_owned(),
        FieldKind::Choices { .. } => match answers.typed(&slot) {
            "" => id().to_owned(),
            before => format!("{before} {}", id()),
        },
    };
    // What cannot be understood is kept as it stands: it is then written as it stands, and the form says what is wrong.
    let typed = if crate::read::read(kind, &typed).is_ok() {
        typed
    } else {
        value.to_owned()
    };
    let several = matches!(kind, FieldKind::Choices { .. });
    if several || answers.get(&slot).is_none() {
        answers.set(slot, typed);
    }
}

/// `YYYYMMDD` with dashes; nines stand for a day of which nothing is known.
fn day(digits: &str) -> String {
    let digits = if digits == "99999999" { "00000000" } else { digits };
    match (digits.get(..4), digits.get(4..6), digits.get(6..)) {
        (Some(year), Some(month), Some(day)) if is_digits(digits, 8) => format!("{year}-{month}-{day}"),
        _ => digits.to_owned(),
    }
}

fn month(digits: &str) -> String {
    match digits.split_at_checked(4) {
        Some((year, month)) if is_digits(digits, 6) => format!("{year}-{month}"),
        _ => digits.to_owned(),
    }
}

/// The application code names the procedure, the status where it serves only one, and what all of its variants for that status demand.
fn certain(layout: &Layout<'_>, answers: &mut Answers) {
    let fill = |role, id: &str, answers: &mut Answers| {
        if let Some(field) = layout.role(role) {
            let slot = Slot::from(field.id.clone());
            if answers.get(&slot).is_none() {
                answers.set(slot, id);
            }
        }
    };
    let variants = layout.book.core.variants();
    let found: Vec<_> = variants.filter(|(_, variant)| variant.code == layout.form.entry.code).collect();
    let [(first, _), others @ ..] = found.as_slice() else { return };
    if others.iter().all(|(procedure, _)| procedure.id == first.id) {
        fill(Role::Procedure, first.id.as_str(), answers);
    }
    let mut statuses = found.iter().flat_map(|(_, variant)| &variant.statuses);
    if let Some(status) = statuses.next().filter(|first| statuses.all(|other| other == *first)) {
        fill(Role::Status, status.as_str(), answers);
    }
    let mut demands = serving(layout, answers).into_iter().map(|variant| {
        let mut demands = Vec::new();
        demanded(&variant.when, answers, false, &mut demands);
        demands
    });
    let mut all = demands.next().unwrap_or_default();
    demands.for_each(|more| all.retain(|one| more.contains(one)));
    all.into_iter().for_each(|(slot, text)| answers.set(slot, text));
}

/// The answers with what would put them onto one of the roads of the code, where the file does not tell which of several it is: what these roads
/// have in common can be judged so.
pub(super) fn on_some_road(layout: &Layout<'_>, answers: &Answers) -> Answers {
    let mut answers = answers.clone();
    if let Some(variant) = serving(layout, &answers).first() {
        let mut demands = Vec::new();
        demanded(&variant.when, &answers, true, &mut demands);
        demands.into_iter().for_each(|(slot, text)| answers.set(slot, text));
    }
    answers
}

/// The variants with the code of the file that serve the status which it names, if it names one.
fn serving<'a>(layout: &Layout<'a>, answers: &Answers) -> Vec<&'a Variant> {
    let status = layout
        .role(Role::Status)
        .map(|field| answers.typed(&Slot::from(field.id.clone())).to_owned());
    let named = |status: &String, variant: &Variant| status.is_empty() || variant.statuses.iter().any(|it| it.as_str() == status);
    let variants = layout.book.core.variants().map(|(_, variant)| variant);
    let of_code = variants.filter(|variant| variant.code == layout.form.entry.code);
    of_code
        .filter(|variant| status.as_ref().is_none_or(|status| named(status, variant)))
        .collect()
}

/// What must be answered so that a condition of the kind "this is that, and .." holds, where nothing is. Of several that would do it is the one that another
/// answer of the file names: a kind that is asked before the form has a column only where the form asks it again. Or with `any` the first of them.
fn demanded(when: &Condition, answers: &Answers, any: bool, found: &mut Vec<(Slot, String)>) {
    match when {
        Condition::And(all) => all.iter().for_each(|one| demanded(one, answers, any, found)),
        Condition::In(Expr::Field(id), values) => {
            let slot = Slot::from(id.clone());
            let texts = values
                .iter()
                .filter_map(|value| if let Literal::Text(text) = value { Some(text) } else { None });
            let all: Vec<&String> = texts.collect();
            let named = |text: &&String| values.len() == 1 || answers.entries().any(|(at, _)| answers.typed(at) == text.as_str());
            let mut meant = all.iter().copied().filter(named);
            match (meant.next(), meant.next(), answers.get(&slot)) {
                (Some(text), None, None) => found.push((slot, text.clone())),
                (_, _, None) if any => found.extend(all.first().map(|text| (slot, (*text).clone()))),
                _ => {}
            }
        }
        _ => {}
    }
}
