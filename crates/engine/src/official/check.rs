//! What the agency's tool would say about a file, and what our own rules say about the people in it.

use super::alone::excused;
use super::fault::{FileFault, Weight};
use super::fix::fix;
use super::layout::{Input, Layout, slot};
use super::read::{answers, on_some_road};
use super::shape::applicants;
use super::spoilt::{EATEN, ZEROS, is_lost, shown, spoilt};
use super::write::whole;
use crate::chars::{foreign, length};
use crate::faults::not_taken;
use crate::finding::checked;
use crate::look::Look;
use crate::{Answers, Arg, Assessment, At, Finding, Slot, Truth, assess};
use rulebook::{Cite, Code, Day, Expr, Field, FieldId, Grade, Limit, Loaded, OfficialForm, Piece, Role, Severity, TextId};
use std::collections::{BTreeMap, BTreeSet};

/// What there is to say about a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What is unlike a file of the agency's tool.
    pub faults: Vec<FileFault>,
    /// What is wrong with the people in it, in the order of the people and of the columns.
    pub complaints: Vec<Complaint>,
}

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
/// does not tell. At most one complaint of the tool for a column. However the file was saved, the people in it are checked who can be read;
/// an error only where there is nobody to be read.
pub fn check(book: &Loaded, form: &OfficialForm, bytes: &[u8], today: Day) -> Result<Report, FileFault> {
    let layout = Layout::new(book, form);
    let all = applicants(form, bytes)?;
    let mut report = Report {
        faults: all.faults,
        complaints: Vec::new(),
    };
    if all.lines.is_empty() && !report.faults.iter().any(|fault| fault.weight() == Weight::Lost) {
        report.faults.push(FileFault::Nobody);
    }
    for (number, line) in all.lines {
        let values = layout.values(&line.fields);
        let answers = answers(&layout, &values);
        let mut out = match form.when.is_empty() {
            true => BTreeSet::new(),
            false => layout.out(&Look::new(book, &answers, today)),
        };
        // A sheet that says something was in play, whatever else is answered.
        for (input, _) in layout.inputs.iter().zip(&values).filter(|(_, value)| !value.is_empty()) {
            out.remove(input.sheet);
        }
        let person = Checked {
            layout: &layout,
            number,
            answers,
            values,
            line: line.fields,
            out,
        };
        if person.complain(today, &mut report.complaints) {
            report.faults.push(FileFault::Alone { line: line.number });
        }
    }
    Ok(report)
}

/// One applicant under check.
struct Checked<'a> {
    layout: &'a Layout<'a>,
    number: usize,
    answers: Answers,
    values: Vec<String>,
    line: Vec<String>,
    /// The sheets that are not in play.
    out: BTreeSet<&'a str>,
}

impl<'a> Checked<'a> {
    /// Adds what is wrong. Whether this is somebody who files alone, so that what the tool asks of an agent is missing rightly.
    fn complain(&self, today: Day, complaints: &mut Vec<Complaint>) -> bool {
        let assessment = assess(self.layout.book, &self.answers, today);
        // The file may leave open which of several roads it is: which columns belong together is the same on all of them.
        let elsewhere = (!assessment.known).then(|| {
            let answers = on_some_road(self.layout, &self.answers);
            let assessment = assess(self.layout.book, &answers, today);
            (answers, assessment)
        });
        let (of_road, on_road) = elsewhere
            .as_ref()
            .map_or((&self.answers, &assessment), |(answers, assessment)| (answers, assessment));
        let excused = excused(self.layout, of_road, on_road, today);
        let mut alone = false;
        let name = self.name();
        let best = self.best();
        for (at, (input, value)) in self.played() {
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
            let missing = value.is_empty() && slot.as_ref().is_some_and(|slot| excused.contains(slot));
            if missing && fault.is_some() {
                alone = true;
                continue;
            }
            if value.is_empty() && slot.as_ref().is_some_and(|slot| self.is_of_another(input, slot, on_road)) {
                continue;
            }
            let cell = |check: &str, args| self.finding(input, slot.as_ref(), check, args);
            let line = &self.line;
            let spoilt = spoilt(self.layout, input, line, value).filter(|_| fault.is_none());
            let wrong = fault.is_some() || spoilt.as_ref().is_some_and(|spoilt| spoilt.check == ZEROS);
            if let Some((check, args)) = fault {
                let correction = fix(self.layout, input, &self.values, line, value);
                if is_lost(self.layout, input, value, correction.as_deref()) {
                    say(true, cell(EATEN, shown(value)), None);
                } else {
                    say(true, cell(check, args), correction);
                }
            } else if let Some(spoilt) = spoilt {
                // The agency's tool says nothing of it.
                let finding = Finding {
                    severity: Severity::Warns,
                    ..cell(spoilt.check, shown(value))
                };
                say(false, finding, spoilt.correction);
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
        alone
    }

    /// The input columns that are in play and what stands in them, each with its place among all.
    fn played(&self) -> impl Iterator<Item = (usize, (&Input<'a>, &String))> {
        let all = self.layout.inputs.iter().zip(&self.values).enumerate();
        all.filter(|(_, (input, _))| !self.out.contains(input.sheet))
    }

    /// Whether a column belongs to something that could be applied for together, and is not: one sheet holds all of these, each with its own
    /// columns and a mark that says whether it is applied for. The tool's data names the columns, not that they hang on the mark.
    fn is_of_another(&self, input: &Input<'a>, slot: &Slot, assessment: &Assessment) -> bool {
        let Some(together) = self.layout.role(Role::Together) else {
            return false;
        };
        let mut looked_at = Vec::new();
        let when = self.layout.form.when.get(input.sheet);
        when.into_iter().for_each(|when| when.expressions(&mut looked_at));
        let shared = looked_at.iter().any(|expr| matches!(expr, Expr::Field(id) if *id == together.id));
        shared && assessment.fields.get(slot).is_some_and(|view| view.asked == Truth::No)
    }

    /// For each answer the input column that shows it best: one that holds its text rather than a choice about it, the first
    /// that holds something.
    fn best(&self) -> BTreeMap<Slot, usize> {
        let mut best: BTreeMap<Slot, (bool, usize)> = BTreeMap::new();
        for (at, (input, value)) in self.played() {
            let told = input
                .column
                .to
                .as_ref()
                .is_some_and(|to| to.piece != Piece::Unknown && to.item.is_empty())
                && !value.is_empty();
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
            return Some(not_taken(&of, value, &wrong, &self.layout.book.characters));
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
        // What is not in play decides nothing; where none of it is, the column is asked for.
        let mut labels = when.cols.iter().filter_map(|place| self.label(place)).peekable();
        labels.peek().is_none()
            || labels.any(|label| match when.values.as_slice() {
                [only] if only.is_empty() => label.is_empty(),
                values => values
                    .iter()
                    .any(|value| if value.is_empty() { !label.is_empty() } else { *value == label }),
            })
    }

    /// What the tool shows in a column: the label of a choice, else the text.
    fn label(&self, place: &str) -> Option<String> {
        let at = self.layout.at(place)?;
        let (input, value) = self.layout.inputs.get(at).zip(self.values.get(at))?;
        if self.out.contains(input.sheet) {
            return None;
        }
        let item = self.layout.item(input, &self.values, value).map(|(_, item)| item);
        Some(item.map_or_else(|| value.clone(), Code::label))
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
        let target = input
            .column
            .to
            .as_ref()
            .filter(|target| target.piece.is_whole() && target.item.is_empty())?;
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
