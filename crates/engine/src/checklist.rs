//! Which documents are needed, perhaps needed, not needed, and why.

use crate::broken::broken;
use crate::finding::{Arg, At, Finding, checked};
use crate::look::{Look, Measured, Scope};
use crate::{Answers, Fact, FileEntry, Keeping, Slot, Truth};
use rulebook::{
    Aged, Cite, ClassId, Document, DocumentId, DocumentSet, FactId, Force, OneOfId, Place, Provider, Requirement, Severity, Takes, TextId,
    Wanting,
};
use std::collections::BTreeMap;

/// Whether a document is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// It is asked for.
    Needed,
    /// One of its group is asked for.
    OneOf,
    /// It depends on questions that are still open.
    Perhaps,
    /// It helps and is not asked for.
    Optional,
    /// It is not asked for.
    NotNeeded,
}

/// A document in this case.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentView {
    /// The document.
    pub id: DocumentId,
    /// Whether it is needed.
    pub need: Need,
    /// For a decided document the answers that decided; for an open one the questions that would.
    pub because: Vec<Slot>,
    /// The group of which one is enough.
    pub one_of: Option<OneOfId>,
    /// What kind of file it takes.
    pub takes: Takes,
    /// What asking for it rests on.
    pub force: Force,
    /// The classes of the ordinance that it serves.
    pub class: Vec<ClassId>,
    /// Who gives it.
    pub from_whom: Provider,
    /// Whose paper it is, as a word; empty where it is the applicant's.
    pub holder: String,
    /// Greatest age since issue in months, on the day of filing.
    pub fresh_months: Option<u16>,
    /// Whether the paper itself is asked for, of which online a scan goes out.
    pub original: bool,
    /// How many files have been given for it.
    pub files: usize,
    /// Where it is written.
    pub cite: Cite,
}

impl DocumentView {
    /// Whether it is asked for, alone or as one of a group.
    pub fn is_needed(&self) -> bool {
        matches!(self.need, Need::Needed | Need::OneOf)
    }

    /// What it means for sending that it is missing.
    pub fn weight(&self) -> Severity {
        self.force.weight(&self.cite)
    }

    /// Whether what is given for it is handed in.
    pub fn goes_out(&self) -> bool {
        self.need != Need::NotNeeded
    }
}

/// Sets of documents, each with what was prepared of it.
type Sets<'s> = [(&'s DocumentSet, &'s Wanting)];

/// The documents, each with when it is asked for.
fn documents<'s>(sets: &'s Sets<'s>) -> impl Iterator<Item = (&'s Document, &'s Aged)> {
    sets.iter().flat_map(|(set, wanting)| set.documents.iter().zip(&wanting.documents))
}

/// The documents of this case in the order of the lists.
pub(crate) fn checklist(look: &Look<'_>, sets: &Sets<'_>) -> Vec<DocumentView> {
    let mut views: Vec<DocumentView> = Vec::new();
    for (document, when) in documents(sets) {
        let view = one(look, document, when);
        // The same document may be asked for under several conditions; the strongest need counts, and of equal ones the graver.
        match views.iter_mut().find(|it| it.id == view.id) {
            None => views.push(view),
            Some(same) if (rank(view.need), view.weight()) < (rank(same.need), same.weight()) => *same = view,
            Some(_) => {}
        }
    }
    views
}

/// What is missing, and what is wrong with what was given. Of a file that does not go out nothing is said: it stands in nobody's way.
pub(crate) fn check(look: &Look<'_>, sets: &Sets<'_>, views: &[DocumentView], totals_of: &Totals, findings: &mut Vec<Finding>) {
    for view in views {
        let wanted = view.is_needed() || (view.need == Need::Optional && view.force == Force::Advice);
        let missing = match &view.one_of {
            None => view.files == 0,
            // Said once, at the first of them.
            Some(group) => {
                let mut of_group = views.iter().filter(|it| it.one_of.as_ref() == Some(group) && it.need == view.need);
                of_group.clone().all(|it| it.files == 0) && of_group.next().is_some_and(|first| first.id == view.id)
            }
        };
        if wanted && missing {
            findings.push(without(view));
        }
    }
    for (document, _) in documents(sets).filter(|(_, when)| doubtful_age(look, when)) {
        // As strong as a doubt: whatever its source says of other days.
        let cite = Cite {
            grade: Some(rulebook::Grade::General),
            ..document.cite.clone()
        };
        let args = vec![("label".into(), Arg::Words(TextId::new(document.id.as_str())))];
        findings.push(checked("check.age.eve", At::Document(document.id.clone()), &cite, args));
    }
    let totals = look.measured(&totals_of.0);
    let given: Vec<(&DocumentView, &FileEntry)> = outgoing(look.answers, views).collect();
    let measured: Vec<Option<Measured<'_>>> = given.iter().map(|(_, file)| Some(look.measured(file.facts.as_ref()?))).collect();
    for rule in sets.iter().flat_map(|(set, wanting)| set.rules.iter().zip(&wanting.rules)) {
        let of = |facts| Scope { facts, ..Scope::default() };
        match &rule.0.at {
            Place::Document(id) => broken(look, rule, of(None), &|| At::Document(id.clone()), findings),
            Place::Papers => broken(look, rule, of(Some(&totals)), &|| At::Papers, findings),
            Place::Files(takes) => {
                let files = given.iter().zip(&measured).filter(|((view, _), _)| view.takes == *takes);
                for ((view, file), facts) in files.filter(|(_, facts)| facts.is_some()) {
                    let at = || At::File(view.id.clone(), file.key.clone());
                    broken(look, rule, of(facts.as_ref()), &at, findings);
                }
            }
            Place::Field(_) | Place::Group(_) | Place::Eligibility => {}
        }
    }
    let cite = Cite {
        grade: Some(rulebook::Grade::Own),
        ..Cite::default()
    };
    for (view, file) in given {
        let (check, severity) = match (file.keeping, &file.facts) {
            (Keeping::Lost, _) => ("check.file.lost", Severity::Blocks),
            (Keeping::Pending, _) | (_, None) => ("check.file.pending", Severity::Blocks),
            (Keeping::Loose, _) => ("check.file.loose", Severity::Advises),
            (Keeping::Kept, Some(_)) => continue,
        };
        let at = At::File(view.id.clone(), file.key.clone());
        findings.push(Finding {
            severity,
            ..checked(check, at, &cite, vec![])
        });
    }
}

/// That a document is not there: how grave it is says its force, and what can be done about it too.
fn without(view: &DocumentView) -> Finding {
    let (check, name) = match (&view.one_of, view.takes) {
        (Some(group), _) => ("check.one_of", group.as_str()),
        (None, Takes::Photo) => ("check.photo", view.id.as_str()),
        (None, Takes::Paper) => ("check.document", view.id.as_str()),
    };
    let args = vec![("label".into(), Arg::Words(TextId::new(name)))];
    let mut finding = checked(check, At::Document(view.id.clone()), &view.cite, args);
    finding.severity = view.weight();
    match view.force {
        Force::Absolute | Force::List => {}
        Force::Class => finding.hint = TextId::new("check.class.fix"),
        Force::Advice => {
            finding.text = TextId::new("check.advice");
            finding.hint = TextId::new("check.advice.fix");
        }
    }
    finding.because = view.because.clone();
    finding
}

/// The files that go out, in the order of the lists.
pub fn outgoing<'a, 'v>(answers: &'a Answers, views: &'v [DocumentView]) -> impl Iterator<Item = (&'v DocumentView, &'a FileEntry)> {
    let views = views.iter().filter(|view| view.goes_out());
    views.flat_map(|view| answers.files(&view.id).iter().map(move |file| (view, file)))
}

/// Facts of all files together that go out.
pub(crate) struct Totals(BTreeMap<FactId, Fact>);

impl Totals {
    pub fn of(answers: &Answers, views: &[DocumentView]) -> Self {
        Self(totals(
            outgoing(answers, views).map(|(view, file)| (view.takes == Takes::Photo, file)),
        ))
    }
}

/// Facts of all files together, for the rules about the whole; each file with whether it is a photo.
fn totals<'a>(files: impl Iterator<Item = (bool, &'a FileEntry)>) -> BTreeMap<FactId, Fact> {
    let files: Vec<(bool, &FileEntry)> = files.collect();
    let count = |of: &dyn Fn(bool) -> bool| files.iter().filter(|(photo, _)| of(*photo)).count() as f64;
    let bytes = |of: &dyn Fn(bool) -> bool| {
        let some = files.iter().filter(|(photo, _)| of(*photo));
        some.filter_map(|(_, file)| file.number("file.bytes")).sum::<f64>()
    };
    let (all, papers) = (|_| true, |photo: bool| !photo);
    BTreeMap::from([
        (FactId::new("case.files"), Fact::Number(count(&all))),
        (FactId::new("case.bytes"), Fact::Number(bytes(&all))),
        (FactId::new("case.papers"), Fact::Number(count(&papers))),
        (FactId::new("case.paper_bytes"), Fact::Number(bytes(&papers))),
    ])
}

fn rank(need: Need) -> u8 {
    match need {
        Need::Needed => 0,
        Need::OneOf => 1,
        Need::Perhaps => 2,
        Need::Optional => 3,
        Need::NotNeeded => 4,
    }
}

/// Whether it hangs on an age that is reached when this day ends.
fn doubtful_age(look: &Look<'_>, when: &Aged) -> bool {
    when.age && {
        let both = [look.truth(&when.test, Scope::default()), look.truth_on_eve(when, Scope::default())];
        both.contains(&Truth::Yes) && both.contains(&Truth::No)
    }
}

fn one(look: &Look<'_>, document: &Document, when: &Aged) -> DocumentView {
    let mut truth = look.truth(&when.test, Scope::default());
    if !document.in_force(look.filing) {
        truth = Truth::No;
    }
    let eve = doubtful_age(look, when);
    let (yes, one_of) = match &document.requirement {
        // Nobody is stopped by an age that is reached as the day ends.
        Requirement::Needed | Requirement::OneOf(_) if eve => (Need::Optional, None),
        // What only helps is needed by nobody.
        Requirement::Needed if document.force() == Force::Advice => (Need::Optional, None),
        Requirement::OneOf(group) if document.force() == Force::Advice => (Need::Optional, Some(group.clone())),
        Requirement::Needed => (Need::Needed, None),
        Requirement::OneOf(group) => (Need::OneOf, Some(group.clone())),
        Requirement::Optional => (Need::Optional, None),
    };
    DocumentView {
        id: document.id.clone(),
        need: match truth {
            Truth::Yes => yes,
            Truth::No if eve => yes,
            Truth::Unknown => Need::Perhaps,
            Truth::No => Need::NotNeeded,
        },
        because: look.because(&when.test, Scope::default()),
        one_of,
        takes: document.takes,
        force: document.force(),
        class: document.class.clone(),
        from_whom: document.from_whom.clone(),
        holder: document.holder.clone(),
        fresh_months: document
            .fresh
            .as_ref()
            .and_then(|id| look.book.core.value(id))
            .and_then(|value| value.since.on(look.filing))
            .map(|months| *months as u16),
        original: document.original,
        files: look.answers.files(&document.id).len(),
        cite: document.cite.clone(),
    }
}
