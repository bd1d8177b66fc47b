//! What the counter answers before anybody fills a form: many small people, several in one file of `rulebook/scenarios`, written from the law
//! and held against the rulebook.
//!
//! ```toml
//! [[case]]
//! title = "What is special"
//! today = "2026-12-01"
//! answers = { "<field>" = "as typed" }
//! because = "where it is written"
//! [case.expect]           # only what stands here is compared
//! eligibility = "no"      # or "perhaps", "yes"
//! dates = { "<date>" = "2027-01-19" }
//! no_dates = ["<date>"]   # days that there must not be
//! fees = [5500]           # every amount online that may be due, smallest first; none: no fee is told
//! rules = ["<rule>"]      # these speak
//! silent = ["<rule>"]     # these do not
//! acts = ["<act>"]        # these are offered
//! key = "<date>"          # this day must not be missed
//! tells = { "<rule>" = "2026-12-18" }  # the day that is the answer where this rule speaks
//! together = ["<procedure>"]           # these may be filed with it, and no others
//! ```

use super::{CaseFile, Expect, verdict};
use crate::{Answers, Arg, Assessment, Slot, assess, together};
use rulebook::{ActId, DateId, Day, FieldId, Loaded, ProcedureId, RuleId};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A file of them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenarios {
    /// All of them.
    #[serde(rename = "case")]
    pub cases: Vec<Scenario>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What is special.
    pub title: String,
    /// The day on which the person asks.
    pub today: Day,
    /// The answers to the questions before the form.
    pub answers: BTreeMap<FieldId, String>,
    /// Where the right outcome is written.
    #[serde(default)]
    pub because: String,
    /// What is expected.
    pub expect: Expected,
}

/// What is expected; what is not there is not compared.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// `yes`, `perhaps` or `no`.
    pub eligibility: Option<String>,
    /// Days that follow.
    #[serde(default)]
    pub dates: BTreeMap<DateId, Day>,
    /// Days that there must not be.
    #[serde(default)]
    pub no_dates: BTreeSet<DateId>,
    /// Every amount online that may be due, of all fees.
    pub fees: Option<BTreeSet<u32>>,
    /// Rules that speak.
    #[serde(default)]
    pub rules: BTreeSet<RuleId>,
    /// Rules that do not.
    #[serde(default)]
    pub silent: BTreeSet<RuleId>,
    /// What would change it.
    pub acts: Option<BTreeSet<ActId>>,
    /// The day that must not be missed.
    pub key: Option<DateId>,
    /// The days that rules tell.
    #[serde(default)]
    pub tells: BTreeMap<RuleId, Day>,
    /// What may be filed with it.
    pub together: Option<BTreeSet<ProcedureId>>,
}

impl Scenarios {
    /// Reads a file; the error names the line.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|why| why.to_string())
    }
}

/// The same as a worked person of whom nothing is expected.
impl From<Scenario> for CaseFile {
    fn from(it: Scenario) -> CaseFile {
        CaseFile {
            title: it.title,
            today: it.today,
            left: true,
            answers: it.answers,
            rows: Vec::new(),
            files: BTreeMap::new(),
            expect: Expect::default(),
        }
    }
}

impl Scenario {
    /// The answers, every page before the form left.
    pub fn judged(&self, book: &Loaded) -> Answers {
        CaseFile::from(self.clone()).judged(book)
    }

    /// What is said of it.
    pub fn seen(&self, book: &Loaded) -> Assessment {
        assess(book, &self.judged(book), self.today)
    }

    /// What the assessment says otherwise than expected.
    pub fn differences(&self, seen: &Assessment) -> Vec<String> {
        let mut found = Vec::new();
        let expect = &self.expect;
        let about: Vec<String> = seen
            .findings
            .iter()
            .filter(|it| it.is_about_filing())
            .map(|it| format!("{} {}", it.severity.word(), it.rule))
            .chain(seen.eligibility.open.iter().map(|slot| format!("open {}", slot.field)))
            .collect();
        let says = verdict(seen.eligibility.verdict);
        if let Some(expected) = expect.eligibility.as_ref().filter(|it| *it != says) {
            found.push(format!("{says} instead of {expected} ({})", about.join(", ")));
        }
        for (id, expected) in &expect.dates {
            match seen.dates.iter().find(|it| it.id == *id) {
                Some(view) if view.day == *expected => {}
                Some(view) => found.push(format!("{id}: {} instead of {expected}", view.day)),
                None => found.push(format!("{id}: there is no such day, instead of {expected}")),
            }
        }
        let there = seen.dates.iter().filter(|it| expect.no_dates.contains(&it.id));
        found.extend(there.map(|it| format!("{}: {} though there should be no such day", it.id, it.day)));
        if let Some(expected) = &expect.fees {
            let fees = seen.fees.iter().filter(|_| !seen.eligibility.offline);
            let amounts: BTreeSet<u32> = fees.flat_map(|fee| &fee.bands).map(|band| band.online).collect();
            if amounts != *expected {
                found.push(format!("fees: {amounts:?} instead of {expected:?}"));
            }
        }
        let speaks = |id: &RuleId| seen.findings.iter().any(|it| it.rule == id.as_str());
        found.extend(expect.rules.iter().filter(|id| !speaks(id)).map(|id| format!("{id} is silent")));
        found.extend(expect.silent.iter().filter(|id| speaks(id)).map(|id| format!("{id} speaks")));
        if let Some(expected) = &expect.acts {
            let acts: BTreeSet<ActId> = seen.eligibility.acts.iter().map(|it| it.id.clone()).collect();
            if acts != *expected {
                found.push(format!("acts: {acts:?} instead of {expected:?}"));
            }
        }
        if let Some(expected) = &expect.key {
            let key = seen.dates.iter().find(|it| it.key).map(|it| &it.id);
            if key != Some(expected) {
                found.push(format!("key: {key:?} instead of {expected}"));
            }
        }
        for (id, expected) in &expect.tells {
            let args = seen.findings.iter().filter(|it| it.rule == id.as_str()).flat_map(|it| &it.args);
            let told = args.into_iter().find_map(|(name, arg)| match arg {
                Arg::Day(day) if name.starts_with(DateId::PREFIX) => Some(day),
                _ => None,
            });
            if told != Some(expected) {
                found.push(format!("{id} tells {told:?} instead of {expected}"));
            }
        }
        let unknown = self
            .answers
            .keys()
            .filter(|id| !seen.fields.contains_key(&Slot::from((*id).clone())));
        found.extend(unknown.map(|id| format!("{id} is no question before the form")));
        let missing = seen.fields.iter().filter(|(slot, view)| {
            view.asked == crate::Truth::Yes
                && view.required == crate::Truth::Yes
                && view.value.is_none()
                && self.is_before_the_form(seen, slot)
        });
        found.extend(missing.map(|(slot, _)| format!("{} is asked and not answered", slot.field)));
        found
    }

    /// What may be filed with it otherwise than expected.
    pub fn beside(&self, book: &Loaded) -> Option<String> {
        let expected = self.expect.together.as_ref()?;
        let seen = together(book, &self.judged(book), self.today);
        let seen: BTreeSet<ProcedureId> = seen.into_iter().map(|it| it.procedure).collect();
        (seen != *expected).then(|| format!("together: {seen:?} instead of {expected:?}"))
    }

    fn is_before_the_form(&self, seen: &Assessment, slot: &Slot) -> bool {
        let Some(start) = seen.parts.first() else { return false };
        let items = seen.steps.iter().filter(|step| step.part == *start).flat_map(|step| &step.items);
        items
            .into_iter()
            .any(|item| matches!(item, crate::ItemView::Field(it) if it == slot))
    }
}
