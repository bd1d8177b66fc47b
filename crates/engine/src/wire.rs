//! The versioned, serializable forms of what crosses an edge: packet, receipt, refusal.

use crate::{Answers, Entry, Finding, RowId, Slot, key_now};
use rulebook::{Core, Day, DocumentId, Edition, FieldId, GroupId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the packet's form.
pub const PACKET_VERSION: u32 = 1;

/// What is sent, without the bytes of the files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Packet {
    /// Version of this form.
    pub version: u32,
    /// Edition of the rulebook by which it was judged.
    pub edition: Edition,
    /// The day on which it was judged, in Asia/Tokyo.
    pub judged_on: Day,
    /// The kind of user.
    pub applicant: String,
    /// The procedure.
    pub procedure: String,
    /// The status of residence.
    pub status: String,
    /// Every asked answer, as typed.
    pub answers: Vec<Answer>,
    /// The rows of each group in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<GroupId, Vec<RowId>>,
    /// The files that belong to it.
    pub files: Vec<PacketFile>,
    /// Doubts that the person has seen and sends with: keys of findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Where.
    #[serde(flatten)]
    pub slot: Slot,
    /// As typed; absent where it was seen and left empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
}

/// One file of a packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketFile {
    /// Name of its part in the request.
    pub key: String,
    /// The document that it is given for.
    pub document: DocumentId,
    /// A readable file name, made by us.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Media type by content.
    pub media_type: String,
    /// The day on which the paper was issued, as the person said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Day>,
    /// SHA-256 of its bytes, in hex; absent where the sender could not reckon it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What a receiving side answers when it has taken a packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Number to name the submission by.
    pub number: String,
    /// Secret that a status query needs.
    pub secret: String,
    /// When it was taken: RFC 3339 with offset.
    pub received_at: String,
    /// SHA-256 over what was received, in hex.
    pub digest: String,
    /// Until which day it is kept.
    pub kept_until: Day,
    /// Where to ask for its state, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_url: Option<String>,
}

/// Why a packet was not taken: problem details (RFC 9457) with findings in our own shape.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// A URI that names the kind of problem.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// What it is, in English, for the log of a web master.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// More about this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong with the packet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The edition by which the receiving side judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<Edition>,
    /// The edition that the packet names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packet_edition: Option<Edition>,
}

impl Packet {
    /// The same under the ids of today: one that an older desk has sent is judged as one of this desk.
    pub fn now(&self, core: &Core) -> Packet {
        let now = |id: &str| core.now(id);
        let answer = |answer: &Answer| Answer {
            slot: Slot {
                field: FieldId::new(now(answer.slot.field.as_str())),
                row: answer.slot.row,
            },
            typed: answer.typed.as_deref().map(now),
        };
        let file = |file: &PacketFile| PacketFile {
            document: DocumentId::new(now(file.document.as_str())),
            ..file.clone()
        };
        let rows = self.rows.iter();
        Packet {
            applicant: now(&self.applicant),
            procedure: now(&self.procedure),
            status: now(&self.status),
            answers: self.answers.iter().map(answer).collect(),
            rows: rows.map(|(group, of)| (GroupId::new(now(group.as_str())), of.clone())).collect(),
            files: self.files.iter().map(file).collect(),
            accepted: self.accepted.iter().map(|key| key_now(key, now)).collect(),
            edition: self.edition.clone(),
            ..*self
        }
    }

    /// The answers as the engine judges them, without facts of files.
    pub fn answers(&self) -> Answers {
        answers_of(&self.rows, &self.answers)
    }
}

/// The answers that rest or travel as these rows and entries.
pub fn answers_of(rows: &BTreeMap<GroupId, Vec<RowId>>, entries: &[Answer]) -> Answers {
    let mut answers = Answers::default();
    for (group, rows) in rows {
        rows.iter().for_each(|row| answers.put_row(group, *row));
    }
    for entry in entries {
        match &entry.typed {
            Some(typed) => answers.set(entry.slot.clone(), typed.clone()),
            None => answers.leave_blank(entry.slot.clone()),
        }
    }
    answers
}

/// All entries of a case in the form in which they rest and travel.
pub fn entries(answers: &Answers) -> Vec<Answer> {
    answers
        .entries()
        .map(|(slot, entry)| Answer {
            slot: slot.clone(),
            typed: match entry {
                Entry::Typed(typed) => Some(typed.clone()),
                Entry::Blank => None,
            },
        })
        .collect()
}

/// The rows of all groups in the form in which they rest and travel.
pub fn rows(answers: &Answers) -> BTreeMap<GroupId, Vec<RowId>> {
    answers
        .groups()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(group, rows)| (group.clone(), rows.to_vec()))
        .collect()
}
