//! What the agency's tool would say about a file, and what our own rules say about the people in it.

use super::decode::{FileFault, applicants};
use super::fix::fix;
use super::layout::{Input, Layout};
use super::read::{answers, slot};
use super::write::whole;
use crate::characters::signs;
use crate::chars::{foreign, length};
use crate::form::checked;
use crate::{Answers, Arg, Assessment, At, Finding, Slot, assess};
use rulebook::{Cite, Day, Field, FieldId, Grade, Limit, Loaded, OfficialForm, Piece, Role, TextId};
use std::collections::BTreeMap;

/// One complaint about one applicant of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// The how-manieth applicant, from 1.
    pub person: usize,
    /// The applicant's name as it stands in the file.
    pub name: String,
    /// Number of the column in the file, from 1.
    pub column: u16,
    /// The sheet of the agency's tool.
    pub sheet: String,
    /// The column in that sheet.
    pub col: String,
    /// The label that the tool gives the column.
    pub label: String,
    /// The answer that fills it, where one of ours does.
    pub field: Option<Slot>,
    /// What stands there.
    pub value: String,
    /// Whether the agency's tool itself refuses this; else it is a rule of our form.
    pub tool: bool,
    /// What is wrong.
    pub finding: Finding,
    /// What should stand there, where that is obvious.
    pub correction: Option<String>,
}

/// Checks a file as the agency's tool does, and then by our own rules between fields, for an applicant of a kind that the file
/// does not tell. In the order of the people and of the columns; at most one complaint of the tool for a column.
pub fn check(book: &Loaded, form: &OfficialForm, bytes: &[u8], today: Day) -> Result<Vec<Complaint>, FileFault> {
    let layout = Layout::new(book, form);
    let mut complaints = Vec::new();
    for (at, line) in applicants(form, bytes)?.iter().enumerate() {
        let values = layout.values(line);
        let person = Checked {
            layout: &layout,
            number: at + 1,
            answers: answers(&layout, &values),
            values,
        };
        person.complain(today, &mut complaints);
    }
    Ok(complaints)
}

/// One applicant under check.
struct Checked<'a> {
    layout: &'a Layout<'a>,
    number: usize,
    answers: Answers,
    values: Vec<String>,
}

impl<'a> Checked<'a> {
    fn complain(&self, today: Day, complaints: &mut Vec<Complaint>) {
        let assessment = assess(self.layout.book, &self.answers, today);
        let name = self.name();
        let best = self.best();
        for (at, (input, value)) in self.layout.inputs.iter().zip(&self.values).enumerate() {
            let slot = slot(self.layout, input, &self.answers);
            let mut say = |tool: bool, finding: Finding, correction: Option<String>| {
                complaints.push(Complaint {
                    person: self.number,
                    name: name.clone(),
                    column: input.cells.first().map_or(0, |(number, _)| *number),
                    sheet: input.sheet.to_owned(),
                    col: input.column.col.clone(),
                    label: input.column.label.clone(),
                    field: slot.clone(),
                    value: value.clone(),
                    tool,
                    finding,
                    correction: correction.filter(|to| to != value),
                });
            };
            let fault = self.fault(input, value);
            let wrong = fault.is_some();
            if let Some((check, args)) = fault {
                say(
                    true,
                    self.finding(input, slot.as_ref(), check, args),
                    fix(self.layout, input, &self.values, value),
                );
            }
            // Our own rules, once for an answer that fills several columns: where most of it stands. What the tool has said is
            // not said twice.
            let Some(slot) = slot.as_ref().filter(|slot| best.get(*slot) == Some(&at)) else {
                continue;
            };
            let ours = assessment.findings.iter().filter(|finding| finding.at == At::Field(slot.clone()));
            for finding in ours.filter(|finding| !(wrong && finding.rule.starts_with("check."))) {
                say(false, finding.clone(), self.corrected(input, slot, &assessment));
            }
        }
    }

    /// For each answer the input column that shows it best: one that holds its text rather than a choice about it, the first
    /// that holds something.
    fn best(&self) -> BTreeMap<Slot, usize> {
        let mut best: BTreeMap<Slot, (bool, usize)> = BTreeMap::new();
        for (at, (input, value)) in self.layout.inputs.iter().zip(&self.values).enumerate() {
            let told = input.column.to.as_ref().is_some_and(|to| to.piece != Piece::Unknown) && !value.is_empty();
            if let Some(slot) = slot(self.layout, input, &self.answers) {
                let so_far = best.entry(slot).or_insert((told, at));
                if told && !so_far.0 {
                    *so_far = (true, at);
                }
            }
        }
        best.into_iter().map(|(slot, (_, at))| (slot, at)).collect()
    }

    /// The first check of the tool that an input column fails.
    fn fault(&self, input: &Input<'a>, value: &str) -> Option<(&'static str, Vec<(String, Arg)>)> {
        let column = input.column;
        if !self.asked(input) {
            return None;
        }
        if value.is_empty() {
            let check = if column.list.is_some() {
                "check.required.choice"
            } else {
                "check.required"
            };
            return column.required.then(|| (check, vec![]));
        }
        let parent = column.list.as_ref().and_then(|list| self.layout.value(&self.values, &list.parent));
        if parent.is_some_and(str::is_empty) {
            return Some(("check.parent", vec![]));
        }
        let wrong = foreign(&column.chars, value);
        if !wrong.is_empty() {
            let of = Field {
                limit: Limit {
                    chars: column.chars.clone(),
                    ..Limit::default()
                },
                role: self.layout.place(input).and_then(|place| place.field.role),
                ..Field::default()
            };
            let signs = signs(&of, value, &wrong, &self.layout.book.characters);
            return Some(("check.chars", vec![("chars".into(), Arg::Signs(signs))]));
        }
        if let Some(max) = column.max.map(usize::from) {
            let now = length(value);
            let args = || vec![("max".into(), Arg::Number(max as f64)), ("now".into(), Arg::Number(now as f64))];
            if column.exact && now != max {
                return Some(("check.exact", args()));
            }
            if now > max {
                return Some(("check.length", args()));
            }
        }
        // A list that has not arrived cannot convict.
        let known = !self.layout.lists(input, &self.values).is_empty();
        (known && self.layout.item(input, &self.values, value).is_none()).then(|| ("check.list", vec![]))
    }

    /// Whether the tool asks for a column.
    fn asked(&self, input: &Input<'a>) -> bool {
        let Some(when) = &input.column.asked_when else { return true };
        when.cols.iter().any(|place| {
            // What is not in play decides nothing.
            let Some(label) = self.label(place) else { return true };
            match when.values.as_slice() {
                [only] if only.is_empty() => label.is_empty(),
                values => values
                    .iter()
                    .any(|value| if value.is_empty() { !label.is_empty() } else { *value == label }),
            }
        })
    }

    /// What the tool shows in a column: the label of a choice, else the text.
    fn label(&self, place: &str) -> Option<String> {
        let (sheet, col) = place.split_once('.')?;
        let mut all = self.layout.inputs.iter().zip(&self.values);
        let (input, value) = all.find(|(input, _)| input.sheet == sheet && input.column.col == col)?;
        let item = self.layout.item(input, &self.values, value).map(|(_, item)| item);
        Some(item.map_or_else(|| value.clone(), super::fix::label))
    }

    /// As strong as a finding can be: the agency's own tool refuses such a file.
    fn finding(&self, input: &Input<'a>, slot: Option<&Slot>, check: &str, mut args: Vec<(String, Arg)>) -> Finding {
        let field = self.layout.place(input).map(|place| place.field);
        let label = match field {
            Some(field) => Arg::Words(TextId::new(field.id.as_str())),
            None => Arg::Text(input.column.label.clone()),
        };
        args.push(("label".into(), label));
        let cite = Cite {
            grade: Some(Grade::Official),
            ..field.map(|field| field.cite.clone()).unwrap_or_default()
        };
        // Where no answer of ours fills the column, its place in the tool stands for the field.
        let place = || Slot::of(FieldId::new(format!("{}.{}", input.sheet, input.column.col)));
        checked(check, At::Field(slot.cloned().unwrap_or_else(place)), &cite, args)
    }

    /// The correction that the form offers for an answer, as it is written in the file.
    fn corrected(&self, input: &Input<'a>, slot: &Slot, assessment: &Assessment) -> Option<String> {
        let to = assessment.fields.get(slot)?.correction.as_ref()?;
        let kind = &self.layout.place(input)?.field.kind;
        let target = input.column.to.as_ref().filter(|target| target.piece.is_whole())?;
        Some(whole(self.layout, input, kind, &self.values, &to.to, target.row))
    }

    fn name(&self) -> String {
        let mut all = self.layout.inputs.iter().zip(&self.values);
        let named = all.find(|(input, _)| {
            let place = self.layout.place(input);
            place.is_some_and(|place| place.group.is_none() && place.field.role == Some(Role::RomanName))
        });
        named.map(|(_, name)| name.clone()).unwrap_or_default()
    }
}
