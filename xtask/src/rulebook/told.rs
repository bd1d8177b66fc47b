//! An assessment as a person reads it, in the words that the desk has.

use crate::words::Words;
use engine::cases::verdict;
use engine::{
    Answers, Asked, Assessment, At, DateView, DocumentView, FeeTotal, FeeView, Finding, ItemView, Need, Slot, StepState, StepView, Truth,
    Value, in_words,
};
use rulebook::{Loaded, Tongue, Worded};
use std::fmt::{self, Display, Formatter};

/// What is told of a case; if not the whole of it, what is told before any form.
pub fn told<'a>(book: &'a Loaded, answers: &'a Answers, seen: &'a Assessment, words: &'a Words, whole: bool) -> impl Display + 'a {
    Told {
        whole,
        book,
        answers,
        seen,
        words,
    }
}

struct Told<'a> {
    whole: bool,
    book: &'a Loaded,
    answers: &'a Answers,
    seen: &'a Assessment,
    words: &'a Words,
}

impl Display for Told<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (seen, words) = (self.seen, self.words);
        if let Some(day) = seen.eligibility.old {
            writeln!(f, "{}", words.get("verdict.old"))?;
            writeln!(f, "{}\n", words.fill("verdict.old.says", "day", day))?;
        }
        writeln!(f, "{}", words.get(&format!("verdict.{}", self.answer())))?;
        if seen.eligibility.built == Truth::No {
            writeln!(f, "{}", words.get("verdict.not_built"))?;
        }
        self.findings(f, Finding::is_about_filing)?;
        for open in &seen.eligibility.open {
            writeln!(f, "  ? {}", self.asks(open))?;
        }
        if !seen.dates.is_empty() {
            writeln!(f, "\n{}", words.get("verdict.when"))?;
        }
        seen.dates.iter().try_for_each(|it| self.date(f, it))?;
        if !seen.fees.is_empty() {
            writeln!(f, "\n{}", words.get("verdict.cost"))?;
        }
        seen.fees.iter().try_for_each(|it| self.fee(f, it))?;
        self.total(f)?;
        let here = |it: &&StepView| self.whole || seen.parts.first() == Some(&it.part);
        for step in seen.steps.iter().filter(|it| it.asked != Truth::No).filter(here) {
            self.step(f, step)?;
        }
        self.documents(f, "papers.needed", DocumentView::is_needed)?;
        self.documents(f, "papers.perhaps", |it| it.need == Need::Perhaps)?;
        if !self.whole {
            return Ok(());
        }
        self.documents(f, "papers.optional", |it| it.need == Need::Optional)?;
        self.documents(f, "papers.gone", |it| it.need == Need::NotNeeded && it.files > 0)?;
        self.findings(f, |it| it.at == At::Papers)?;
        for pack in &seen.needs {
            writeln!(f, "  ... {pack}")?;
        }
        write!(f, "\nready: {}", seen.ready)
    }
}

impl Told<'_> {
    /// The word of the answer as the page has it: where nothing is open, a doubt is something to make sure of.
    fn answer(&self) -> &'static str {
        match verdict(self.seen.eligibility.verdict) {
            "perhaps" if self.seen.eligibility.open.is_empty() => "care",
            word => word,
        }
    }

    fn findings(&self, f: &mut Formatter<'_>, here: impl Fn(&Finding) -> bool) -> fmt::Result {
        self.seen
            .findings
            .iter()
            .filter(|it| here(it))
            .try_for_each(|it| self.finding(f, it))
    }

    fn finding(&self, f: &mut Formatter<'_>, it: &Finding) -> fmt::Result {
        let words = self.words;
        let severity = words.get(&format!("severity.{}", it.severity.word())).to_owned();
        writeln!(f, "  ! {severity}: {}", words.says(it))?;
        if let Some(fix) = words.fix(it) {
            writeln!(f, "      {fix}")?;
        }
        let acts: Vec<_> = self
            .seen
            .eligibility
            .acts
            .iter()
            .filter(|act| act.rule.as_str() == it.rule)
            .collect();
        if !acts.is_empty() {
            writeln!(f, "      {}", words.get("acts.head"))?;
        }
        for act in acts {
            let day = act.day.map_or(String::new(), |day| day.to_string());
            writeln!(f, "      * {}", words.fill(act.id.as_str(), "day", day))?;
        }
        self.why(f, &Asked::Finding(it.clone()))
    }

    /// Why: when it holds, the answers that made it so, the source.
    fn why(&self, f: &mut Formatter<'_>, asked: &Asked) -> fmt::Result {
        for worded in in_words(self.book, self.seen, asked, self.words) {
            lines(f, &worded, 3)?;
        }
        for slot in asked.because(self.seen) {
            writeln!(f, "      = {}: {}", self.asks(slot), self.shown(slot))?;
        }
        let (source, grade) = asked.cite();
        let found = self.book.core.source(source);
        let (title, read) = found.map_or(("", String::new()), |it| (it.title.as_str(), it.read.to_string()));
        writeln!(f, "      [{} | {} | {title} | {read}]", asked.name(), grade.word())
    }

    fn date(&self, f: &mut Formatter<'_>, it: &DateView) -> fmt::Result {
        writeln!(f, "  {}  {}", it.day, self.words.get(it.id.as_str()))?;
        self.why(f, &Asked::Day(it.clone()))
    }

    /// A fee, in the columns of the page: of what only the counter takes there is only its own.
    fn fee(&self, f: &mut Formatter<'_>, it: &FeeView) -> fmt::Result {
        let words = self.words;
        let name = words.get(&format!("{}.official", it.procedure)).to_owned();
        writeln!(f, "  {name}: {}", words.fill("fee.on", "day", it.on))?;
        for (at, band) in it.bands.iter().enumerate() {
            let desired = if it.bands.len() > 1 && it.desired == Some(at) {
                words.get("fee.desired")
            } else {
                ""
            };
            let counter = format!("{} {:>6}", words.get("fee.counter"), band.counter);
            let amounts = if self.seen.eligibility.offline {
                counter
            } else {
                let (online, charge) = (words.get("fee.online"), words.get("fee.charge.head"));
                format!("{online} {:>6}  {counter}  {charge} {:>3}", band.online, band.charge)
            };
            writeln!(f, "    {amounts}  {}{desired}", words.get(&band.name))?;
        }
        self.why(f, &Asked::Fee(it.clone()))
    }

    /// What all of it costs, where it is several.
    fn total(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let several = self.seen.fees.len() > 1;
        let Some(total) = FeeTotal::of(&self.seen.fees).filter(|_| several) else {
            return Ok(());
        };
        let text = if self.seen.eligibility.offline {
            "fee.total.counter"
        } else {
            "fee.total"
        };
        let sum = self
            .words
            .fill(text, "counter", total.counter)
            .replace("{online}", &total.online.to_string());
        writeln!(f, "  {sum}")
    }

    /// What a question asks, on this road.
    fn asks(&self, slot: &Slot) -> &str {
        let parts = self.seen.parts.iter().filter_map(|id| self.book.part(id));
        let field = parts.flat_map(|part| part.fields()).find(|field| field.id == slot.field);
        field.map_or("", |field| self.words.get(field.words()))
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
                    self.findings(f, |it| it.at == At::Group(group.id.clone()))?;
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
        writeln!(f, "  {open}{} = {}", self.asks(slot), self.shown(slot))?;
        // What is about filing stands above already.
        self.findings(f, |it| it.at == At::Field(slot.clone()) && !it.is_about_filing())?;
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
            let item = list.and_then(|list| list.get(id));
            item.map_or(id.clone(), |item| self.words.name(item).to_owned())
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
        self.why(f, &Asked::Document(it.clone()))?;
        self.findings(f, |finding| match &finding.at {
            At::Document(id) | At::File(id, _) => self.whole && *id == it.id,
            _ => false,
        })
    }
}

/// A sentence and what stands below it, each further in.
fn lines(f: &mut Formatter<'_>, it: &Worded, depth: usize) -> fmt::Result {
    writeln!(f, "{}- {}", "  ".repeat(depth), it.says)?;
    it.parts.iter().try_for_each(|part| lines(f, part, depth + 1))
}
