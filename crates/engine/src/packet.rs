//! What may be sent.

use crate::characters::sendable;
use crate::wire::{self, PacketFile};
use crate::{Answers, Assessment, Fact, FileEntry, Finding, Truth};
use rulebook::{DocumentId, FieldKind, Loaded};
use std::collections::BTreeSet;

/// A packet that was judged and may be sent. There is no other way to make one than [`packet`].
#[derive(Clone, Debug, PartialEq)]
pub struct Packet(wire::Packet);

impl Packet {
    /// The form in which it travels.
    pub fn wire(&self) -> &wire::Packet {
        &self.0
    }

    /// The same, naming the hash of a file by its key, so that no other file can take its place on the way.
    pub fn with_hash(mut self, key: &str, sha256: String) -> Packet {
        if let Some(file) = self.0.files.iter_mut().find(|file| file.key == key) {
            file.sha256 = Some(sha256);
        }
        self
    }
}

/// Makes the packet of a case, or says what stands against it: everything that blocks, and every doubt whose key is not in `accepted`.
pub fn packet(book: &Loaded, answers: &Answers, assessment: &Assessment, accepted: &BTreeSet<String>) -> Result<Packet, Vec<Finding>> {
    let against: Vec<Finding> = assessment
        .blocking()
        .chain(assessment.doubtful().filter(|finding| !accepted.contains(&finding.key())))
        .cloned()
        .collect();
    let (Some(applicant), Some(procedure), Some(status), true) = (
        &assessment.applicant,
        &assessment.procedure,
        &assessment.status,
        assessment.ready && against.is_empty(),
    ) else {
        return Err(against);
    };
    let asked = |slot: &crate::Slot| assessment.fields.get(slot).is_some_and(|field| field.asked == Truth::Yes);
    let rows: BTreeSet<_> = assessment
        .fields
        .iter()
        .filter(|(_, view)| view.asked == Truth::Yes)
        .map(|(slot, _)| slot.row)
        .collect();
    let files = assessment
        .documents
        .iter()
        .filter(|document| document.goes_out())
        .flat_map(|document| {
            answers
                .files(&document.id)
                .iter()
                .enumerate()
                .map(move |(at, file)| (document, at, file))
        })
        .map(|(document, at, file)| {
            let (media_type, _) = media_type(format_of(file));
            PacketFile {
                key: file.key.clone(),
                document: document.id.clone(),
                name: file_name(&document.id, at, file),
                bytes: file.number("file.bytes").unwrap_or(0.0) as u64,
                media_type: media_type.into(),
                issued: file.facts.as_ref().and_then(crate::issued),
                sha256: None,
            }
        })
        .collect();
    Ok(Packet(wire::Packet {
        version: wire::PACKET_VERSION,
        edition: book.core.edition.clone(),
        judged_on: assessment.today,
        applicant: applicant.clone(),
        procedure: procedure.clone(),
        status: status.clone(),
        answers: wire::entries(answers)
            .into_iter()
            .filter(|answer| asked(&answer.slot))
            .map(|answer| sent(book, answer))
            .collect(),
        rows: wire::rows(answers)
            .into_iter()
            .map(|(group, of)| (group, of.into_iter().filter(|row| rows.contains(row)).collect::<Vec<_>>()))
            .filter(|(_, of)| !of.is_empty())
            .collect(),
        files,
        accepted: assessment.doubtful().map(Finding::key).collect(),
    }))
}

/// What the file that is the `at`th of its document, from 0, is called when it leaves the desk: whatever the person calls it, nothing of that is told.
pub fn file_name(document: &DocumentId, at: usize, file: &FileEntry) -> String {
    let (_, extension) = media_type(format_of(file));
    let stem = document.as_str().split_once('.').map_or(document.as_str(), |(_, stem)| stem);
    let number = if at == 0 { String::new() } else { format!("-{}", at + 1) };
    format!("{stem}{number}.{extension}")
}

fn format_of(file: &FileEntry) -> &str {
    match file.facts.as_ref().and_then(|facts| facts.get("file.format")) {
        Some(Fact::Text(format)) => format,
        _ => "",
    }
}

/// An answer as it is sent: as typed, but without control characters, which nobody sees and a receiver may stumble over.
fn sent(book: &Loaded, answer: wire::Answer) -> wire::Answer {
    let lines = book
        .field(&answer.slot.field)
        .is_some_and(|field| matches!(field.kind, FieldKind::Text { lines } if lines > 1));
    wire::Answer {
        typed: answer.typed.map(|typed| sendable(&typed, lines)),
        ..answer
    }
}

/// The media type and the usual extension of a format that `media` names.
pub fn media_type(format: &str) -> (&'static str, &'static str) {
    match format {
        "jpeg" => ("image/jpeg", "jpg"),
        "png" => ("image/png", "png"),
        "webp" => ("image/webp", "webp"),
        "gif" => ("image/gif", "gif"),
        "bmp" => ("image/bmp", "bmp"),
        "tiff" => ("image/tiff", "tif"),
        "heic" => ("image/heic", "heic"),
        "avif" => ("image/avif", "avif"),
        "pdf" => ("application/pdf", "pdf"),
        _ => ("application/octet-stream", "bin"),
    }
}
