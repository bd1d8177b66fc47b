//! Why something is said: the answers that made it so, where it is written, and when it holds, in words.

use crate::assess::Assessment;
use crate::checklist::DocumentView;
use crate::dates::DateView;
use crate::fees::FeeView;
use crate::finding::{At, Finding};
use crate::{Slot, Truth};
use rulebook::{Arrived, Band, Condition, Document, DocumentSet, Grade, Part, Rule, SourceId, Speaker, Tongue, Worded};

/// Of what somebody asks why.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Of something that is wrong, doubtful or could be better.
    Finding(Finding),
    /// Of a day.
    Day(DateView),
    /// Of what it costs.
    Fee(FeeView),
    /// Of a document.
    Document(DocumentView),
}

impl Asked {
    /// The answers that made it so; of what is open the questions that would settle it. A question that is not asked is neither.
    pub fn because<'a>(&'a self, seen: &'a Assessment) -> impl Iterator<Item = &'a Slot> {
        let all = match self {
            Asked::Finding(it) => &it.because,
            Asked::Day(it) => &it.because,
            Asked::Fee(it) => &it.because,
            Asked::Document(it) => &it.because,
        };
        all.iter()
            .filter(|slot| seen.fields.get(*slot).is_none_or(|view| view.asked != Truth::No))
    }

    /// How it came out: of a document that it is asked for, or that this is open.
    pub fn came_out(&self) -> Option<Truth> {
        match self {
            Asked::Document(it) if it.need == crate::Need::Perhaps => Some(Truth::Unknown),
            Asked::Document(_) => Some(Truth::Yes),
            _ => None,
        }
    }

    /// Where it is written, and how sure that is.
    pub fn cite(&self) -> (&SourceId, Grade) {
        let cite = match self {
            Asked::Finding(it) => return (&it.source, it.grade),
            Asked::Day(it) => &it.cite,
            Asked::Fee(it) => &it.cite,
            Asked::Document(it) => &it.cite,
        };
        (&cite.source, cite.grade())
    }

    /// Its name in the rulebook.
    pub fn name(&self) -> &str {
        match self {
            Asked::Finding(it) => &it.rule,
            Asked::Day(it) => it.id.as_str(),
            Asked::Fee(it) => it.procedure.as_str(),
            Asked::Document(it) => it.id.as_str(),
        }
    }
}

/// When it holds, or how it is found, each sentence behind what leads to it. Nothing where the rulebook has written nothing of it: most of the
/// engine's own checks look at one answer.
pub fn in_words(book: &Arrived, seen: &Assessment, asked: &Asked, tongue: &dyn Tongue) -> Vec<Worded> {
    let why = Why {
        book,
        seen,
        speaker: Speaker {
            book,
            parts: &seen.parts,
            on: seen.filing,
            tongue,
        },
    };
    match asked {
        Asked::Finding(it) => why.finding(it),
        Asked::Day(it) => why.day(it),
        Asked::Fee(it) => why.fee(it),
        Asked::Document(it) => why.document(it),
    }
}

struct Why<'a> {
    book: &'a Arrived,
    seen: &'a Assessment,
    speaker: Speaker<'a>,
}

impl<'a> Why<'a> {
    fn finding(&self, finding: &Finding) -> Vec<Worded> {
        let mut rules = self
            .parts()
            .flat_map(|part| &part.rules)
            .chain(self.sets().flat_map(|set| &set.rules));
        let of = |rule: &&Rule| rule.id.as_str() == finding.rule;
        if let Some(rule) = rules.find(of) {
            return self.holds("why.holds", Condition::And(rule.conditions().map(Clone::clone).into()));
        }
        match &finding.at {
            At::Document(id) => {
                let view = self.seen.documents.iter().find(|it| it.id == *id);
                view.map(|view| self.document(view)).unwrap_or_default()
            }
            At::Field(slot) if finding.rule.starts_with("check.required") => {
                let mut fields = self.parts().flat_map(|part| part.fields());
                let field = fields.find(|field| field.id == slot.field);
                let when = field.map(|field| Condition::And(vec![field.asked.clone(), field.required.clone()]));
                when.map(|when| self.holds("why.required", when)).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn day(&self, view: &DateView) -> Vec<Worded> {
        let Some(rule) = self.book.core.dates.iter().find(|rule| rule.id == view.id) else {
            return Vec::new();
        };
        let mut told = vec![self.led("why.day", self.speaker.expr(&rule.day).into())];
        told.extend(self.holds("why.holds", rule.when.clone()));
        told
    }

    fn fee(&self, view: &FeeView) -> Vec<Worded> {
        let say = |text: &str| Worded::from(self.speaker.fill(text, &[]));
        let mut told = vec![say("fee.by_receipt")];
        told.extend(view.by_period().then(|| say("fee.by_period")));
        // The question that a kind is chosen by may not be asked on this road.
        let kinds = view
            .bands
            .iter()
            .filter(|band| !band.when.is_always() && self.speaker.can_say(&band.when));
        told.extend(kinds.map(|band: &Band| {
            let (name, when) = (self.speaker.fill(&band.name, &[]), self.speaker.condition(&band.when));
            Worded {
                says: self.speaker.fill("why.kind", &[("name", &name), ("it", &when.says)]),
                ..when
            }
        }));
        told
    }

    fn document(&self, view: &DocumentView) -> Vec<Worded> {
        // It may be written several times, in other strengths.
        let same = |it: &&Document| it.id == view.id && it.force() == view.force && it.class == view.class && it.cite == view.cite;
        let when: Vec<Condition> = self
            .sets()
            .flat_map(|set| &set.documents)
            .filter(same)
            .map(|it| it.when.clone())
            .collect();
        let when = Condition::Or(when);
        let said = when != Condition::Or(Vec::new()) && self.speaker.can_say(&when);
        said.then(|| self.led("why.needed", self.speaker.condition(&when)))
            .into_iter()
            .collect()
    }

    /// When something holds; nothing where it always does, or where what it looks at has not arrived.
    fn holds(&self, lead: &str, when: Condition) -> Vec<Worded> {
        let always = match &when {
            Condition::And(all) => all.iter().all(Condition::is_always),
            one => one.is_always(),
        };
        let said = !always && self.speaker.can_say(&when);
        said.then(|| self.led(lead, self.speaker.condition(&when))).into_iter().collect()
    }

    fn led(&self, lead: &str, worded: Worded) -> Worded {
        Worded {
            says: self.speaker.fill(lead, &[]) + &worded.says,
            ..worded
        }
    }

    fn parts(&self) -> impl Iterator<Item = &'a Part> {
        let book = self.book;
        self.seen.parts.iter().filter_map(move |id| book.part(id))
    }

    fn sets(&self) -> impl Iterator<Item = &'a DocumentSet> {
        let book = self.book;
        self.seen.road.iter().filter_map(move |pack| book.documents.get(pack.as_str()))
    }
}
