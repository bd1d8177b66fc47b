//! An assessment as a person reads it, in the words that the desk has.

use crate::words::Words;
use engine::cases::verdict;
use engine::{Answers, Assessment, At, DocumentView, Finding, ItemView, Need, Slot, StepState, StepView, Truth, Value};
use rulebook::Loaded;
use std::fmt::{self, Display, Formatter};

/// What is told of a case.
pub fn told<'a>(book: &'a Loaded, answers: &'a Answers, seen: &'a Assessment, words: &'a Words) -> impl Display + 'a {
    Told {
        book,
        answers,
        seen,
        words,
    }
}

struct Told<'a> {
    book: &'a Loaded,
    answers: &'a Answers,
    seen: &'a Assessment,
    words: &'a Words,
}

impl Display for Told<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (seen, words) = (self.seen, self.words);
        writeln!(f, "{}", words.get(&format!("verdict.{}", verdict(seen.eligibility.verdict))))?;
        if seen.eligibility.built == Truth::No {
            writeln!(f, "{}", words.get("verdict.not_built"))?;
        }
        self.findings(f, |at| *at == At::Eligibility)?;
        for open in &seen.eligibility.open {
            writeln!(f, "  ? {}", words.get(open.field.as_str()))?;
        }
        writeln!(f)?;
        for it in &seen.dates {
            writeln!(f, "{}  {}", it.day, words.get(it.id.as_str()))?;
        }
        for fee in &seen.fees {
            writeln!(
                f,
                "\n{}: {}",
                words.get(fee.procedure.as_str()),
                words.fill("fee.on", "day", fee.on)
            )?;
            for (at, band) in fee.bands.iter().enumerate() {
                let desired = if fee.desired == Some(at) { words.get("fee.desired") } else { "" };
                writeln!(f, "  {:>6}  {}{desired}", band.online, words.get(&band.name))?;
            }
        }
        for step in seen.steps.iter().filter(|it| it.asked != Truth::No) {
            self.step(f, step)?;
        }
        self.documents(f, "papers.needed", DocumentView::is_needed)?;
        self.documents(f, "papers.perhaps", |it| it.need == Need::Perhaps)?;
        self.documents(f, "papers.optional", |it| it.need == Need::Optional)?;
        self.documents(f, "papers.gone", |it| it.need == Need::NotNeeded && it.files > 0)?;
        self.findings(f, |at| *at == At::Papers)?;
        for pack in &seen.needs {
            writeln!(f, "  ... {pack}")?;
        }
        write!(f, "\nready: {}", seen.ready)
    }
}

impl Told<'_> {
    fn findings(&self, f: &mut Formatter<'_>, here: impl Fn(&At) -> bool) -> fmt::Result {
        for it in self.seen.findings.iter().filter(|it| here(&it.at)) {
            self.finding(f, it)?;
        }
        Ok(())
    }

    fn finding(&self, f: &mut Formatter<'_>, it: &Finding) -> fmt::Result {
        let words = self.words;
        let severity = words.get(&format!("severity.{}", it.severity.word())).to_owned();
        writeln!(f, "  ! {severity}: {}", words.says(it))?;
        if let Some(fix) = words.fix(it) {
            writeln!(f, "      {fix}")?;
        }
        let source = self.book.core.source(&it.source).map_or("", |source| source.title.as_str());
        writeln!(f, "      [{} | {} | {source}]", it.rule, it.grade.word())
    }

    /// A page: how far it is, and what stands against its answers.
    fn step(&self, f: &mut Formatter<'_>, step: &StepView) -> fmt::Result {
        let state = match step.state {
            StepState::Untouched => "state.none",
            StepState::Started => "state.begun",
            StepState::Wrong => "state.problem",
            StepState::Done => "state.done",
        };
        let open = if step.asked == Truth::Unknown { "? " } else { "" };
        writeln!(f, "\n{open}{}: {}", self.words.get(step.id.as_str()), self.words.get(state))?;
        for item in &step.items {
            match item {
                ItemView::Heading(_) => {}
                ItemView::Field(slot) => self.field(f, slot)?,
                ItemView::Group(group) if group.asked == Truth::No => {}
                ItemView::Group(group) => {
                    writeln!(f, "  {}: {}", self.words.get(group.id.as_str()), group.rows.len())?;
                    self.findings(f, |at| *at == At::Group(group.id.clone()))?;
                    for slot in group.rows.iter().flat_map(|(_, slots)| slots) {
                        self.field(f, slot)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn field(&self, f: &mut Formatter<'_>, slot: &Slot) -> fmt::Result {
        let Some(view) = self.seen.fields.get(slot).filter(|view| view.asked != Truth::No) else {
            return Ok(());
        };
        let wrong = |it: &&Finding| it.at == At::Field(slot.clone());
        let said = self.seen.findings.iter().any(|it| wrong(&it));
        if !said && view.correction.is_none() && view.asked == Truth::Yes {
            return Ok(());
        }
        let open = if view.asked == Truth::Unknown { "? " } else { "" };
        writeln!(f, "  {open}{} = {}", self.words.get(slot.field.as_str()), self.shown(slot))?;
        self.findings(f, |at| *at == At::Field(slot.clone()))?;
        match &view.correction {
            Some(correction) => writeln!(f, "      -> {}", correction.to),
            None => Ok(()),
        }
    }

    /// An answer: the name of what was chosen, else what was typed.
    fn shown(&self, slot: &Slot) -> String {
        let view = self.seen.fields.get(slot);
        let list = view.and_then(|view| self.book.list(view.list.as_deref()?));
        let name = |id: &String| {
            list.and_then(|list| list.get(id))
                .map_or(id.clone(), |item| item.original().to_owned())
        };
        match view.and_then(|view| view.value.as_ref()) {
            Some(Value::Choice(id)) => name(id),
            Some(Value::Choices(ids)) => ids.iter().map(name).collect::<Vec<_>>().join(", "),
            _ => self.answers.typed(slot).to_owned(),
        }
    }

    fn documents(&self, f: &mut Formatter<'_>, head: &str, of: impl Fn(&DocumentView) -> bool) -> fmt::Result {
        let all: Vec<&DocumentView> = self.seen.documents.iter().filter(|it| of(it)).collect();
        if !all.is_empty() {
            writeln!(f, "\n{}", self.words.fill(head, "n", all.len()))?;
        }
        all.into_iter().try_for_each(|it| self.document(f, it))
    }

    /// A document: which answers make it so, and what stands against its files.
    fn document(&self, f: &mut Formatter<'_>, it: &DocumentView) -> fmt::Result {
        writeln!(f, "  {} ({})", self.words.get(it.id.as_str()), it.files)?;
        if let Some(group) = &it.one_of {
            let label = self.words.get(group.as_str());
            writeln!(f, "      {}", self.words.fill("papers.one_of", "label", label))?;
        }
        for slot in &it.because {
            writeln!(f, "      {} = {}", self.words.get(slot.field.as_str()), self.shown(slot))?;
        }
        self.findings(f, |at| match at {
            At::Document(id) | At::File(id, _) => *id == it.id,
            _ => false,
        })
    }
}
