//! The one function: everything about a case at once.

use crate::checklist::{DocumentView, Totals, check, checklist};
use crate::dates::{DateView, dates};
use crate::eligibility::{Eligibility, Verdict, eligibility, is_unpaid};
use crate::fees::{FeeView, fees};
use crate::form::{FieldView, StepView, form};
use crate::look::Look;
use crate::tally::{TallyView, tallies};
use crate::{Answers, At, Finding, Slot, Truth};
use rulebook::{Day, Loaded, PackName, PartId, Role, Severity, Variant};
use std::collections::{BTreeMap, BTreeSet};

/// All that can be said about a case on a day. Plain data.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The day on which the person looks.
    pub today: Day,
    /// The day of filing that was assumed.
    pub filing: Day,
    /// The kind of user, once chosen.
    pub applicant: Option<String>,
    /// The procedure, once chosen.
    pub procedure: Option<String>,
    /// The status of residence, once chosen.
    pub status: Option<String>,
    /// The application code of the agency's tool, where the road is built.
    pub code: Option<String>,
    /// Whether the desk knows the form and the documents of this procedure and status.
    pub known: bool,
    /// The parts that the pages come from and that have arrived, the questions before the form first.
    pub parts: Vec<PartId>,
    /// The packs of this road, its parts and its sets of documents, whether they have arrived or not.
    pub road: Vec<PackName>,
    /// The pages of the form, the questions before it included, asked or not.
    pub steps: Vec<StepView>,
    /// Every field of those pages.
    pub fields: BTreeMap<Slot, FieldView>,
    /// The documents in the order of the lists.
    pub documents: Vec<DocumentView>,
    /// Whether one can file online.
    pub eligibility: Eligibility,
    /// The days that follow from the answers, earliest first.
    pub dates: Vec<DateView>,
    /// The tables of points of this road.
    pub tallies: Vec<TallyView>,
    /// What it costs on the day of filing: the procedure first, then what is filed together with it.
    pub fees: Vec<FeeView>,
    /// All that is wrong, doubtful or could be better, in the order of the pages.
    pub findings: Vec<Finding>,
    /// Packs that are missing for a full judgement.
    pub needs: BTreeSet<PackName>,
    /// Whether nothing stands against sending: nothing blocks, nothing is missing, nothing is unknown.
    pub ready: bool,
}

impl Assessment {
    /// The findings at a place.
    pub fn at<'a>(&'a self, at: &'a At) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| finding.at == *at)
    }

    /// The findings that stop the sending.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.blocks())
    }

    /// The findings that a person must have seen before sending.
    pub fn doubtful(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Warns)
    }
}

fn packs_of(variant: &Variant) -> Vec<PackName> {
    let parts = variant.parts.iter().map(|id| id.as_str());
    parts
        .chain(variant.documents.iter().map(|id| id.as_str()))
        .map(PackName::new)
        .collect()
}

/// Judges everything at once. Never fails: what is missing or wrong stands in `findings`, what has not arrived in `needs`.
pub fn assess(book: &Loaded, answers: &Answers, today: Day) -> Assessment {
    let look = Look::new(book, answers, today);
    let view = form(&look);
    let mut findings = view.findings;
    // Advice about filing online is for whoever can.
    if findings.iter().any(|finding| finding.is_about_filing() && finding.blocks()) {
        findings.retain(|finding| finding.at != At::Eligibility || finding.severity != Severity::Advises);
    }
    // Every list of every question, asked or not: what is fetched may depend on the road, and on no other answer.
    let mut needs = look.road.needs.clone();
    let (applicant, procedure, status) = (look.named(Role::Applicant), look.named(Role::Procedure), look.named(Role::Status));
    let variant = look.variant;
    if let Some(variant) = variant {
        let parts = variant.parts.iter().filter(|part| book.part(part).is_none());
        needs.extend(parts.map(|part| PackName::new(part.as_str())));
        needs.extend(book.pack_for_characters());
        let sets = variant.documents.iter().filter(|set| !book.documents.contains_key(*set));
        needs.extend(sets.map(|set| PackName::new(set.as_str())));
    }
    let eligibility = eligibility(&look, &findings, variant.is_some());
    let sets: Vec<_> = look.sets().filter(|_| eligibility.exists).collect();
    let documents = checklist(&look, &sets);
    let totals = Totals::of(answers, &documents);
    check(&look, &sets, &documents, &totals, &mut findings);
    let settled = view.steps.iter().all(|step| step.asked != Truth::Unknown)
        && view
            .fields
            .values()
            .all(|field| field.asked != Truth::Unknown && field.required != Truth::Unknown)
        && documents.iter().all(|document| document.need != crate::Need::Perhaps);
    let ready = variant.is_some()
        && needs.is_empty()
        && settled
        && eligibility.open.is_empty()
        && eligibility.verdict != Verdict::No
        && !findings.iter().any(Finding::blocks);
    Assessment {
        today,
        filing: look.filing,
        applicant,
        procedure,
        status,
        code: variant.map(|variant| variant.code.clone()).filter(|code| !code.is_empty()),
        known: variant.is_some(),
        parts: look.parts.iter().map(|part| part.id.clone()).collect(),
        road: variant.map(packs_of).unwrap_or_default(),
        steps: view.steps,
        fields: view.fields,
        documents,
        dates: if eligibility.exists {
            dates(&look, eligibility.offline)
        } else {
            Vec::new()
        },
        tallies: tallies(&look),
        fees: if eligibility.exists && !is_unpaid(&look) {
            fees(&look)
        } else {
            Vec::new()
        },
        eligibility,
        findings,
        needs,
        ready,
    }
}
