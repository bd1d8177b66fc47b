//! Judges a submission again: own edition, own clock, every file measured anew. Nothing that the packet says of itself counts.

use crate::limits::Limits;
use crate::measure;
use crate::parcel::Parcel;
use crate::refusal::{Editions, Refusal};
use crate::store::StoreError;
use engine::wire::{self, PacketFile};
use engine::{Answers, Assessment, Fact, FileEntry, Finding, Need, Truth};
use media::{Job, Report, Unreadable};
use rulebook::{Day, FactId, Loaded, Takes};
use std::collections::BTreeSet;
use std::path::Path;

/// What is to be remembered of a submission that was taken.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Every doubt.
    pub doubts: Vec<Finding>,
    /// Keys of the doubts that the person had not seen.
    pub unseen: Vec<String>,
}

/// Says whether the submission may be taken. Slow: it waits for `measurer`, the program that reads each file.
pub(crate) fn judge(book: &Loaded, parcel: &Parcel, today: Day, limits: &Limits, measurer: &Path) -> Result<Judged, Refusal> {
    let sent = &parcel.packet;
    let editions = || Editions {
        ours: book.core.edition.clone(),
        packet: sent.edition.clone(),
    };
    let mut answers = sent.answers();
    put_facts(book, parcel, &mut answers, today, limits, measurer)?;
    let assessment = engine::assess(book, &answers, today);
    // Only what blocks refuses. A doubt that another edition did not show is kept with the submission instead.
    let accepted: BTreeSet<String> = assessment.doubtful().map(Finding::key).collect();
    let ours = engine::packet(book, &answers, &assessment, &accepted).map_err(|findings| Refusal::Correct {
        open: if findings.is_empty() { open(&assessment) } else { vec![] },
        findings,
        editions: editions(),
    })?;
    let unasked = unasked(ours.wire(), sent);
    if !unasked.is_empty() {
        return Err(Refusal::Reload {
            unasked,
            editions: editions(),
        });
    }
    agree(ours.wire(), sent)?;
    Ok(Judged {
        doubts: assessment.doubtful().cloned().collect(),
        unseen: accepted.into_iter().filter(|key| !sent.accepted.contains(key)).collect(),
    })
}

/// Measures the files of the documents that are asked for, and puts them to the answers.
fn put_facts(book: &Loaded, parcel: &Parcel, answers: &mut Answers, today: Day, limits: &Limits, measurer: &Path) -> Result<(), Refusal> {
    let documents = engine::assess(book, answers, today).documents;
    for (at, file) in parcel.packet.files.iter().enumerate() {
        // A file for anything else is left out here, and missed when the manifests are compared.
        let asked = |it: &&engine::DocumentView| it.id == file.document && it.need != Need::NotNeeded;
        let Some(document) = documents.iter().find(asked) else { continue };
        let job = job(book, document.takes, today, limits);
        let measured = measure::measure(measurer, limits, job, &file.name, &parcel.folder.file(at)).map_err(StoreError::from)?;
        // A file that no honest reader gets through is as good as damaged.
        let report = measured.unwrap_or_else(|| Report::unreadable(&file.name, file.bytes, Unreadable::Damaged));
        let facts = report.facts.into_iter().map(|(name, fact)| (FactId::new(name), plain(fact)));
        let mut facts = facts.collect();
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
    Ok(())
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
