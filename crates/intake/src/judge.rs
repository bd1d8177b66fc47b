//! Judges a submission again: own edition, own clock, every file measured anew. Nothing that the packet says of itself counts. One of an older
//! desk is judged under the ids of today, and kept as it was sent.

use crate::limits::Limits;
use crate::refusal::{Editions, Refusal};
use engine::wire::{self, PacketFile};
use engine::{Answers, Assessment, At, Fact, FileEntry, Finding, Need, Truth};
use media::{Job, Report};
use rulebook::{Day, FactId, Loaded, Takes};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be remembered of a submission that was taken.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Every doubt.
    pub doubts: Vec<Finding>,
    /// Keys of the doubts that the person had not seen.
    pub unseen: Vec<String>,
}

/// What can be said before any file is opened: which of them are to be measured, and how. Refuses what no measurement could mend.
pub(crate) fn orders(book: &Loaded, sent: &wire::Packet, today: Day, limits: &Limits) -> Result<Vec<(usize, Job)>, Refusal> {
    let sent = &sent.now(&book.core);
    let mut answers = answers(book, sent, today);
    let documents = engine::assess(book, &answers, today).documents;
    let mut orders = Vec::new();
    let mut unasked = Vec::new();
    for (at, file) in sent.files.iter().enumerate() {
        let asked = |it: &&engine::DocumentView| it.id == file.document && it.need != Need::NotNeeded;
        match documents.iter().find(asked) {
            // A second photo is as little asked for as a paper that no rule names.
            Some(document) if document.takes == Takes::Photo && !answers.files(&document.id).is_empty() => {
                unasked.push(file.document.to_string());
            }
            Some(document) => {
                orders.push((at, job(book, document.takes, today, limits)));
                let bytes = (FactId::new("file.bytes"), Fact::Number(file.bytes as f64));
                put(&mut answers, file, [bytes].into());
            }
            None => unasked.push(file.document.to_string()),
        }
    }
    let editions = || editions(book, sent);
    let assessment = engine::assess(book, &answers, today);
    // What is wrong with a file is not known yet; what is wrong with the answers, or with all files together, is.
    let against = assessment.blocking().filter(|finding| !matches!(finding.at, At::File(..)));
    let findings: Vec<Finding> = against.cloned().collect();
    if !findings.is_empty() {
        return Err(Refusal::Correct {
            findings,
            open: vec![],
            editions: editions(),
        });
    }
    if assessment.known && !unasked.is_empty() {
        unasked.truncate(50);
        return Err(Refusal::Reload {
            unasked,
            editions: editions(),
        });
    }
    Ok(orders)
}

/// Says whether the submission may be taken, once its files are measured.
pub(crate) fn judge(book: &Loaded, sent: &wire::Packet, reports: Vec<(usize, Report)>, today: Day) -> Result<Judged, Refusal> {
    let sent = &sent.now(&book.core);
    let mut answers = answers(book, sent, today);
    for (at, report) in reports {
        if let Some(file) = sent.files.get(at) {
            let facts = report.facts.into_iter().map(|(name, fact)| (FactId::new(name), plain(fact)));
            put(&mut answers, file, facts.collect());
        }
    }
    let assessment = engine::assess(book, &answers, today);
    // Only what blocks refuses. A doubt that another edition did not show is kept with the submission instead.
    let accepted: BTreeSet<String> = assessment.doubtful().map(Finding::key).collect();
    let ours = engine::packet(book, &answers, &assessment, &accepted).map_err(|findings| Refusal::Correct {
        open: if findings.is_empty() { open(&assessment) } else { vec![] },
        findings,
        editions: editions(book, sent),
    })?;
    let unasked = unasked(ours.wire(), sent);
    if !unasked.is_empty() {
        return Err(Refusal::Reload {
            unasked,
            editions: editions(book, sent),
        });
    }
    agree(ours.wire(), sent)?;
    Ok(Judged {
        doubts: assessment.doubtful().cloned().collect(),
        unseen: accepted.into_iter().filter(|key| !sent.accepted.contains(key)).collect(),
    })
}

/// The answers without facts of files. What need not be answered and is not named was left empty: an older desk could not ask it, and nobody is
/// sent back for what nobody could have told them.
fn answers(book: &Loaded, sent: &wire::Packet, today: Day) -> Answers {
    let mut answers = sent.answers();
    engine::leave(book, &mut answers, today);
    answers
}

fn editions(book: &Loaded, sent: &wire::Packet) -> Editions {
    Editions {
        ours: book.core.edition.clone(),
        packet: sent.edition.clone(),
    }
}

fn put(answers: &mut Answers, file: &PacketFile, mut facts: BTreeMap<FactId, Fact>) {
    // No machine can see it: what the person says is judged as it is in their own browser.
    engine::set_issued(&mut facts, file.issued);
    let entry = FileEntry {
        key: file.key.clone(),
        name: file.name.clone(),
        facts: Some(facts),
        ..FileEntry::default()
    };
    answers.put_file(&file.document, entry);
}

fn job(book: &Loaded, takes: Takes, today: Day, limits: &Limits) -> Job {
    let number = |name: &str, else_: u64| {
        let value = book.core.value_for(name).and_then(|value| value.since.on(today));
        value.map_or(else_, |number| *number as u64)
    };
    match takes {
        Takes::Photo => Job::Photo {
            max_bytes: number("photo-max-bytes", limits.file_bytes),
            max_pixels: number("photo-max-pixels", limits.pixels),
            // A server sees no faces: it has no models, and nothing that it must refuse depends on one.
            frame: None,
        },
        Takes::Paper => Job::Paper {
            max_bytes: number("paper-max-bytes", limits.file_bytes),
            max_pixels: number("paper-max-pixels", limits.pixels),
            // Nothing is joined here, and whoever sends has been told of damage by the page.
            decode: false,
        },
    }
}

fn plain(fact: media::Fact) -> Fact {
    match fact {
        media::Fact::Bool(is) => Fact::Bool(is),
        media::Fact::Number(number) => Fact::Number(number),
        media::Fact::Text(text) => Fact::Text(text),
    }
}

/// The ids of what keeps a case open in which nothing is wrong.
fn open(assessment: &Assessment) -> Vec<String> {
    let fields = assessment
        .fields
        .iter()
        .filter(|(_, field)| field.asked == Truth::Unknown || field.required == Truth::Unknown);
    let documents = assessment.documents.iter().filter(|document| document.need == Need::Perhaps);
    let mut open: Vec<String> = fields.map(|(slot, _)| slot.field.to_string()).collect();
    open.extend(documents.map(|document| document.id.to_string()));
    open.extend(assessment.eligibility.open.iter().map(|because| because.field.to_string()));
    open.extend(assessment.needs.iter().map(ToString::to_string));
    if !assessment.known {
        open.push("procedure".into());
    }
    open.truncate(50);
    open
}

/// The ids of what was sent although by our rules it is not asked for.
fn unasked(ours: &wire::Packet, sent: &wire::Packet) -> Vec<String> {
    let answers: BTreeSet<_> = ours.answers.iter().map(|answer| &answer.slot).collect();
    let files: BTreeSet<&str> = ours.files.iter().map(|file| file.key.as_str()).collect();
    let mut unasked: Vec<String> = Vec::new();
    let slots = sent
        .answers
        .iter()
        .map(|answer| &answer.slot)
        .filter(|slot| !answers.contains(slot));
    unasked.extend(slots.map(|slot| slot.field.to_string()));
    let groups = sent
        .rows
        .iter()
        .filter(|(group, rows)| ours.rows.get(*group).map_or(!rows.is_empty(), |of| of != *rows));
    unasked.extend(groups.map(|(group, _)| group.to_string()));
    let documents = sent.files.iter().filter(|file| !files.contains(file.key.as_str()));
    unasked.extend(documents.map(|file| file.document.to_string()));
    unasked.truncate(50);
    unasked
}

/// What the packet says of itself must be what we find.
fn agree(ours: &wire::Packet, sent: &wire::Packet) -> Result<(), Refusal> {
    let wrong = |what: &str| Err(Refusal::Mend(format!("packet: {what} is not as found")));
    if ours.applicant != sent.applicant {
        return wrong("applicant");
    }
    if ours.procedure != sent.procedure {
        return wrong("procedure");
    }
    if ours.status != sent.status {
        return wrong("status");
    }
    let alike = |ours: &PacketFile, sent: &PacketFile| {
        ours.document == sent.document && ours.bytes == sent.bytes && ours.media_type == sent.media_type
    };
    let differs = |file: &&PacketFile| !ours.files.iter().any(|it| it.key == file.key && alike(it, file));
    match sent.files.iter().position(|file| differs(&file)) {
        Some(at) => wrong(&format!("size, document or media_type of file {at}")),
        None => Ok(()),
    }
}
