//! Worked people: what they answer and attach, and what is expected to be said about it. One file of `rulebook/cases` each.
//!
//! ```toml
//! title = "Somebody who answers only what must be answered"
//! like = "<procedure>/<case>"   # optional: all is as there, but for what stands here (`like`)
//! without = ["<field>"]         # and these fields, documents, groups and days of it are not
//! today = "2026-11-23"
//! left = false            # pages are still open; else every page was left, and what is optional on it is a decided gap
//!
//! [answers]
//! "<field>" = "as typed"  # nothing typed: seen and left empty
//!
//! [[row]]                 # rows are counted through the file, from 1: the first is `<field>#1` in findings
//! group = "<group>"
//! answers = { "<field>" = "as typed" }
//!
//! [files]
//! "<document>" = [{ name = "photo.jpg", facts = { "<fact>" = 600 } }]
//!
//! [expect]                # only what stands here is compared
//! ready = true
//! eligibility = "yes"     # or "perhaps", "no": by the law
//! built = true            # whether the desk has this road
//! findings = []           # all those that block or warn, as `<place>: <rule>`; a piece of advice may stand here too
//! needed = []             # these are, whatever else is
//! perhaps = []
//! not_needed = []
//! dates = { "<date>" = "2027-01-19" }
//! fee_online = 5500       # all fees together, of what is asked for
//! points = { "<table>" = 75 }
//! asked = []
//! not_asked = []
//! ```

mod like;
mod scenario;

pub use scenario::{Expected, Scenario, Scenarios};

use crate::{Answers, Assessment, Fact, FeeTotal, FileEntry, Need, Slot, Truth, Verdict, leave};
use rulebook::{DateId, Day, DocumentId, FactId, FieldId, GroupId, Loaded, Severity, TallyId};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One worked person.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// Who this is and what is special.
    pub title: String,
    /// The day on which the case is judged.
    pub today: Day,
    /// Whether every page was left, so that what is optional on it is a decided gap.
    #[serde(default = "yes")]
    pub left: bool,
    /// Answers outside groups, as typed.
    #[serde(default)]
    pub answers: BTreeMap<FieldId, String>,
    /// Rows in the person's order.
    #[serde(default, rename = "row")]
    pub rows: Vec<CaseRow>,
    /// Files by document.
    #[serde(default)]
    pub files: BTreeMap<DocumentId, Vec<CaseUpload>>,
    /// What is expected.
    #[serde(default)]
    pub expect: Expect,
}

fn yes() -> bool {
    true
}

/// One row of a group.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRow {
    /// The group.
    pub group: GroupId,
    /// The answers of the row, as typed.
    #[serde(default)]
    pub answers: BTreeMap<FieldId, String>,
}

/// One file that the person attaches.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseUpload {
    /// The name that the person's file has.
    pub name: String,
    /// What is measured of it.
    pub facts: BTreeMap<FactId, Fact>,
}

/// What is expected of the assessment. What is not there is not compared.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Whether it may be sent.
    pub ready: Option<bool>,
    /// `yes`, `perhaps` or `no`.
    pub eligibility: Option<String>,
    /// Whether the desk has the road built.
    pub built: Option<bool>,
    /// The keys of all findings that block or warn, and of advice that must be given too.
    pub findings: Option<BTreeSet<String>>,
    /// Documents that are asked for, alone or as one of a group.
    #[serde(default)]
    pub needed: BTreeSet<DocumentId>,
    /// Documents that depend on open questions.
    #[serde(default)]
    pub perhaps: BTreeSet<DocumentId>,
    /// Documents that are not asked for.
    #[serde(default)]
    pub not_needed: BTreeSet<DocumentId>,
    /// Days that follow.
    #[serde(default)]
    pub dates: BTreeMap<DateId, Day>,
    /// The fees in yen, online and together, if all is granted as it is asked for.
    pub fee_online: Option<u32>,
    /// What tables of points come to, with nothing open.
    #[serde(default)]
    pub points: BTreeMap<TallyId, u16>,
    /// Fields that are asked, in some row if they are in a group.
    #[serde(default)]
    pub asked: BTreeSet<FieldId>,
    /// Fields that are not asked.
    #[serde(default)]
    pub not_asked: BTreeSet<FieldId>,
}

impl CaseFile {
    /// Reads a case that stands alone; the error names the line.
    pub fn read(text: &str) -> Result<CaseFile, String> {
        toml::from_str(text).map_err(|why| why.to_string())
    }

    /// Reads a case of the folder `cases`, and those that it is like.
    pub fn open(file: &Path) -> Result<CaseFile, String> {
        like::whole(file)?.try_into().map_err(|why| format!("{}: {why}", file.display()))
    }

    /// The answers as they stand in the file.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        let fill = |answers: &mut Answers, slot: Slot, typed: &String| match typed.as_str() {
            "" => answers.leave_blank(slot),
            typed => answers.set(slot, typed),
        };
        for (field, typed) in &self.answers {
            fill(&mut answers, Slot::from(field.clone()), typed);
        }
        for row in &self.rows {
            let id = answers.add_row(&row.group);
            for (field, typed) in &row.answers {
                let slot = Slot {
                    field: field.clone(),
                    row: id,
                };
                fill(&mut answers, slot, typed);
            }
        }
        for (document, files) in &self.files {
            for (at, file) in files.iter().enumerate() {
                let entry = FileEntry {
                    key: format!("{document}-{}", at + 1),
                    name: file.name.clone(),
                    facts: Some(file.facts.clone()),
                    ..FileEntry::default()
                };
                answers.put_file(document, entry);
            }
        }
        answers
    }

    /// The answers as they are judged: with the gaps of the pages that were left.
    pub fn judged(&self, book: &Loaded) -> Answers {
        let mut answers = self.answers();
        if self.left {
            leave(book, &mut answers, self.today);
        }
        answers
    }

    /// What the assessment says otherwise than expected; nothing if all is as expected.
    pub fn differences(&self, seen: &Assessment) -> Vec<String> {
        let mut found = Vec::new();
        let expect = &self.expect;
        if let Some(ready) = expect.ready.filter(|ready| *ready != seen.ready) {
            found.push(format!("ready: {} instead of {ready}{}", seen.ready, open(seen)));
        }
        let verdict = verdict(seen.eligibility.verdict);
        if let Some(expected) = expect.eligibility.as_ref().filter(|it| *it != verdict) {
            found.push(format!("eligibility: {verdict} instead of {expected}"));
        }
        if let Some(expected) = expect.built {
            let built = seen.eligibility.built;
            if built != (if expected { Truth::Yes } else { Truth::No }) {
                found.push(format!("built: {built:?} instead of {expected}"));
            }
        }
        if let Some(expected) = &expect.findings {
            let keys = |weakest| -> BTreeSet<String> {
                let strong = seen.findings.iter().filter(|finding| finding.severity <= weakest);
                strong.map(crate::Finding::key).collect()
            };
            let unexpected = |key: &&String| !expected.contains(*key);
            let strong = keys(Severity::Warns);
            found.extend(
                strong
                    .iter()
                    .filter(unexpected)
                    .map(|key| format!("findings: `{key}` is not expected")),
            );
            let missing = expected.difference(&keys(Severity::Advises)).cloned().collect::<Vec<_>>();
            found.extend(missing.iter().map(|key| format!("findings: `{key}` is missing")));
        }
        let documents = [
            (&expect.needed, "needed"),
            (&expect.perhaps, "perhaps"),
            (&expect.not_needed, "not needed"),
        ];
        for (id, expected) in documents.into_iter().flat_map(|(ids, word)| ids.iter().map(move |id| (id, word))) {
            let word = seen
                .documents
                .iter()
                .find(|it| it.id == *id)
                .map_or("not in any list", |it| need(it.need));
            if word != expected {
                found.push(format!("{id}: {word} instead of {expected}"));
            }
        }
        for (id, expected) in &expect.dates {
            match seen.dates.iter().find(|it| it.id == *id) {
                Some(view) if view.day == *expected => {}
                Some(view) => found.push(format!("{id}: {} instead of {expected}", view.day)),
                None => found.push(format!("{id}: there is no such day, instead of {expected}")),
            }
        }
        if let Some(expected) = expect.fee_online {
            let total = FeeTotal::of(&seen.fees).map(|total| total.online);
            if total != Some(expected) {
                found.push(format!("fee_online: {total:?} instead of {expected}"));
            }
        }
        for (id, expected) in &expect.points {
            match seen.tallies.iter().find(|it| it.id == *id).map(|it| it.points) {
                Some(points) if (points.low, points.high) == (*expected, *expected) => {}
                Some(points) => found.push(format!("{id}: {} to {} points instead of {expected}", points.low, points.high)),
                None => found.push(format!("{id}: there is no such table, instead of {expected} points")),
            }
        }
        let asked = |id: &FieldId| seen.fields.iter().any(|(slot, view)| slot.field == *id && view.asked == Truth::Yes);
        let doubtful = |id: &FieldId| seen.fields.iter().any(|(slot, view)| slot.field == *id && view.asked != Truth::No);
        found.extend(expect.asked.iter().filter(|id| !asked(id)).map(|id| format!("{id}: is not asked")));
        found.extend(
            expect
                .not_asked
                .iter()
                .filter(|id| doubtful(id))
                .map(|id| format!("{id}: is asked")),
        );
        found
    }
}

fn open(seen: &Assessment) -> String {
    let mut why: Vec<String> = seen.blocking().map(|finding| format!("`{}`", finding.key())).collect();
    let unknown = |view: &&crate::FieldView| view.asked == Truth::Unknown || view.required == Truth::Unknown;
    why.extend(
        seen.fields
            .iter()
            .filter(|(_, view)| unknown(view))
            .map(|(slot, _)| format!("{} open", slot.field)),
    );
    why.extend(
        seen.documents
            .iter()
            .filter(|it| it.need == Need::Perhaps)
            .map(|it| format!("{} perhaps", it.id)),
    );
    why.extend(seen.eligibility.open.iter().map(|it| format!("{} open", it.field)));
    why.extend(seen.needs.iter().map(|pack| format!("pack {pack} missing")));
    if why.is_empty() {
        String::new()
    } else {
        format!(" ({})", why.join(", "))
    }
}

/// The word of a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::Perhaps => "perhaps",
        Verdict::No => "no",
    }
}

/// The words for whether a document is needed.
pub fn need(need: Need) -> &'static str {
    match need {
        Need::Needed | Need::OneOf => "needed",
        Need::Perhaps => "perhaps",
        Need::Optional => "optional",
        Need::NotNeeded => "not needed",
    }
}
