//! Lengths and ranges of a packet, before anything in it is looked at. What they mean is judged later, by the engine.

use engine::RowId;
use engine::wire::{PACKET_VERSION, Packet};
use serde::Serialize;
use std::collections::BTreeSet;
use validator::Validate;

#[derive(Serialize, Validate)]
struct Shape<'a> {
    #[validate(range(min = PACKET_VERSION, max = PACKET_VERSION))]
    version: u32,
    #[validate(length(max = 64))]
    edition: &'a str,
    #[validate(length(max = 64))]
    applicant: &'a str,
    #[validate(length(max = 64))]
    procedure: &'a str,
    #[validate(length(max = 64))]
    status: &'a str,
    #[validate(length(max = 5000), nested)]
    answers: Vec<Answer<'a>>,
    #[validate(length(max = 1000), nested)]
    rows: Vec<Group<'a>>,
    #[validate(length(max = 100), nested)]
    files: Vec<File<'a>>,
    #[validate(length(max = 2000))]
    accepted: &'a [String],
}

#[derive(Serialize, Validate)]
struct Answer<'a> {
    #[validate(length(min = 1, max = 128))]
    field: &'a str,
    #[validate(length(min = 1, max = 20000))]
    typed: Option<&'a str>,
}

#[derive(Serialize, Validate)]
struct Group<'a> {
    #[validate(length(min = 1, max = 128))]
    id: &'a str,
    #[validate(length(max = 1000))]
    rows: &'a [RowId],
}

#[derive(Serialize, Validate)]
struct File<'a> {
    #[validate(length(min = 1, max = 128))]
    key: &'a str,
    #[validate(length(min = 1, max = 128))]
    document: &'a str,
    #[validate(length(min = 1, max = 255))]
    name: &'a str,
    #[validate(length(min = 1, max = 127))]
    media_type: &'a str,
}

/// Says what is wrong with the shape of a packet, without repeating an answer.
pub(crate) fn fault(packet: &Packet) -> Option<String> {
    if let Err(wrong) = view(packet).validate() {
        let fields: Vec<&str> = wrong.errors().keys().map(AsRef::as_ref).collect();
        return Some(format!("packet: length or range of {}", fields.join(", ")));
    }
    let mut slots = BTreeSet::new();
    if let Some(twice) = packet.answers.iter().find(|answer| !slots.insert(&answer.slot)) {
        return Some(format!("packet: two answers to {}", twice.slot.field));
    }
    let mut keys = BTreeSet::from([crate::parcel::PACKET]);
    if let Some(twice) = packet.files.iter().find(|file| !keys.insert(&file.key)) {
        return Some(format!("packet: the file key {} stands there twice or is reserved", twice.key));
    }
    let mut rows = BTreeSet::from([&RowId::NONE]);
    if packet.rows.values().flatten().any(|row| !rows.insert(row)) {
        return Some("packet: a row stands there twice, or is 0".into());
    }
    None
}

fn view(packet: &Packet) -> Shape<'_> {
    Shape {
        version: packet.version,
        edition: &packet.edition.0,
        applicant: &packet.applicant,
        procedure: &packet.procedure,
        status: &packet.status,
        answers: packet
            .answers
            .iter()
            .map(|answer| Answer {
                field: answer.slot.field.as_str(),
                typed: answer.typed.as_deref(),
            })
            .collect(),
        rows: packet.rows.iter().map(|(id, rows)| Group { id: id.as_str(), rows }).collect(),
        files: packet
            .files
            .iter()
            .map(|file| File {
                key: &file.key,
                document: file.document.as_str(),
                name: &file.name,
                media_type: &file.media_type,
            })
            .collect(),
        accepted: &packet.accepted,
    }
}
