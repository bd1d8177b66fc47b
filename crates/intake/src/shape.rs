//! Lengths and ranges of a packet, before anything in it is looked at. What they mean is judged later, by the engine.

use engine::RowId;
use engine::wire::{PACKET_VERSION, Packet};
use serde::Serialize;
use std::collections::BTreeSet;
use validator::{Validate, ValidationError};

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
    #[validate(length(max = 2000), custom(function = "keys"))]
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
    #[validate(custom(function = "hash"))]
    sha256: Option<&'a str>,
}

/// The key of a doubt is two ids and a few signs.
fn keys(accepted: &[String]) -> Result<(), ValidationError> {
    let fits = |key: &String| key.len() <= 512;
    if accepted.iter().all(fits) {
        Ok(())
    } else {
        Err(ValidationError::new("key"))
    }
}

/// In hex, in small letters, as everywhere here.
fn hash(text: &str) -> Result<(), ValidationError> {
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if text.len() == 64 && text.bytes().all(hex) {
        Ok(())
    } else {
        Err(ValidationError::new("hash"))
    }
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
                sha256: file.sha256.as_deref(),
            })
            .collect(),
        accepted: &packet.accepted,
    }
}
