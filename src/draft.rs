//! The case at rest: what is kept of it on the person's device, with a version and a step up from each older one.
//!
//! It holds no bytes of files and it does not store itself: `ports::drafts` does. What is written here is a promise: what was once
//! written is read for ever. A field may be added with `#[serde(default)]`; anything else is a new version.

mod by_hand;
mod files;
mod over;
mod summary;

use crate::case::{Changes, Judged, Rest};
use engine::RowId;
use engine::wire::{Answer, Receipt};
use rulebook::{Edition, GroupId, TextId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use by_hand::ByHand;
pub use files::{DraftFile, DraftMade};
pub use over::{Hindrance, Over};
pub use summary::{Summary, Title};

/// The form in which a case is kept today.
pub type Draft = DraftV1;

/// The first form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftV1 {
    /// Always 1.
    pub version: u32,
    /// Names the case on this device.
    pub id: String,
    /// Who saved it last, and how many times: whoever saves it next knows by it that nobody else has done so meanwhile.
    #[serde(default)]
    pub stamp: String,
    /// Edition of the rulebook under which it was judged.
    pub edition: Edition,
    /// What was asked, needed, owed and due under that edition: opened under another, the draft says what is different.
    #[serde(default)]
    pub judged: Option<Judged>,
    /// What is different and has not been seen yet.
    #[serde(default)]
    pub changes: Option<Changes>,
    /// When it was last saved, in milliseconds since 1970.
    pub changed_ms: f64,
    /// When it was begun, in milliseconds since 1970.
    pub created_ms: f64,
    /// Language of the interface.
    #[serde(default)]
    pub lang: String,
    /// Where the person was, as the address bar shows it.
    #[serde(default)]
    pub place: String,
    /// Every answer as typed.
    pub answers: Vec<Answer>,
    /// The rows of each group in order.
    #[serde(default)]
    pub rows: BTreeMap<GroupId, Vec<RowId>>,
    /// The files; their bytes lie beside the draft under the same key.
    #[serde(default)]
    pub files: Vec<DraftFile>,
    /// What was made of other files, and those files.
    #[serde(default)]
    pub made: Vec<DraftMade>,
    /// Places whose findings are shown.
    #[serde(default)]
    pub shown: Vec<String>,
    /// Doubts that the person goes on with: keys of findings.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// What the person has looked at and found right: the key of a file, and the text that says what.
    #[serde(default)]
    pub looked: Vec<(String, TextId)>,
    /// What the person did by hand outside of the desk.
    #[serde(default, skip_serializing_if = "ByHand::is_empty")]
    pub by_hand: ByHand,
    /// What came back, once it has been sent.
    #[serde(default)]
    pub sent: Option<Receipt>,
    /// The key under which sending was begun: who comes back in the middle of it tries again with the same one.
    #[serde(default)]
    pub send_key: Option<String>,
    /// By what the person recognises it on the shelf.
    #[serde(default)]
    pub title: Title,
}

impl DraftV1 {
    /// The number of this form.
    pub const VERSION: u32 = 1;

    /// Every file whose bytes lie beside the draft: those that go out, and those that they were made of.
    pub fn all_files(&self) -> impl Iterator<Item = &DraftFile> {
        self.files.iter().chain(self.made.iter().flat_map(|made| &made.of))
    }

    /// What rests of a case. When it was changed, in which language, by what it is recognised and how it is being sent are not the
    /// case's to know.
    pub fn of(rest: Rest) -> DraftV1 {
        DraftV1 {
            id: rest.id,
            edition: rest.edition,
            judged: rest.judged,
            changes: rest.changes,
            created_ms: rest.created_ms,
            place: rest.place,
            answers: rest.answers,
            rows: rest.rows,
            files: rest.files.into_iter().map(DraftFile::of).collect(),
            made: rest.made.into_iter().map(DraftMade::of).collect(),
            shown: rest.shown,
            accepted: rest.accepted,
            looked: rest.looked,
            by_hand: ByHand::of(rest.copied, rest.stages, rest.withdrawn),
            sent: rest.receipt,
            ..DraftV1::default()
        }
    }

    /// The case as it rested in this draft.
    pub fn rest(self) -> Rest {
        let (copied, stages, withdrawn) = self.by_hand.rest();
        Rest {
            id: self.id,
            edition: self.edition,
            judged: self.judged,
            changes: self.changes,
            created_ms: self.created_ms,
            answers: self.answers,
            rows: self.rows,
            files: self.files.into_iter().map(DraftFile::rest).collect(),
            made: self.made.into_iter().map(DraftMade::rest).collect(),
            shown: self.shown,
            accepted: self.accepted,
            looked: self.looked,
            copied,
            stages,
            withdrawn,
            place: self.place,
            receipt: self.sent,
        }
    }
}

impl Default for DraftV1 {
    fn default() -> DraftV1 {
        DraftV1 {
            version: DraftV1::VERSION,
            id: String::new(),
            stamp: String::new(),
            edition: Edition::default(),
            judged: None,
            changes: None,
            changed_ms: 0.0,
            created_ms: 0.0,
            lang: String::new(),
            place: String::new(),
            answers: Vec::new(),
            rows: BTreeMap::new(),
            files: Vec::new(),
            made: Vec::new(),
            shown: Vec::new(),
            accepted: Vec::new(),
            looked: Vec::new(),
            by_hand: ByHand::default(),
            sent: None,
            send_key: None,
            title: Title::default(),
        }
    }
}

/// Why a draft cannot be opened. It is never deleted for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftFault {
    /// It was saved by a newer desk: reload the page to get that one.
    FromTheFuture {
        /// The version that it names.
        version: u32,
    },
    /// It is damaged: nothing is left but to begin again or to delete it.
    Unreadable,
}

/// The first form as it may lie on a device. Once, answers without a place had a list of their own. It was always written empty;
/// should there be something in it, they are answers like the others, and the case knows which of them have no place.
#[derive(Deserialize)]
struct WrittenV1 {
    #[serde(flatten)]
    draft: DraftV1,
    #[serde(default)]
    kept: Vec<Answer>,
}

/// Every form that was ever written.
enum Any {
    V1(WrittenV1),
}

impl Any {
    /// One step up from each form to the next, down to today's.
    fn into_draft(self) -> Draft {
        match self {
            Any::V1(WrittenV1 { mut draft, kept }) => {
                draft.answers.extend(kept);
                draft
            }
        }
    }
}

/// Reads a draft of any version.
pub fn read(json: &str) -> Result<Draft, DraftFault> {
    #[derive(Deserialize)]
    struct Head {
        version: u32,
    }
    let head: Head = decoded(json)?;
    let any = match head.version {
        0 => return Err(DraftFault::Unreadable),
        DraftV1::VERSION => Any::V1(decoded(json)?),
        version => return Err(DraftFault::FromTheFuture { version }),
    };
    Ok(any.into_draft())
}

fn decoded<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, DraftFault> {
    // What the decoder says quotes the draft; it is dropped here, so that it can never reach a log.
    serde_json::from_str(json).map_err(|_| DraftFault::Unreadable)
}

/// The text in which a draft rests.
pub fn write(draft: &Draft) -> Result<String, DraftFault> {
    serde_json::to_string(draft).map_err(|_| DraftFault::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As version 1 is written: this text must be readable for ever.
    const V1: &str = r#"{"version":1,"id":"abc","edition":"e1","changed_ms":2.5,"created_ms":1.0,"lang":"ja","place":"tasks",
        "answers":[{"field":"x","typed":"1"},{"field":"y","row":2}],"rows":{"rows":[2]},
        "files":[{"key":"k1","document":"doc","name":"a.jpg","bytes":100,"facts":{"file.bytes":100.0,"file.format":"jpeg","ok":true}}],
        "shown":["tasks"],"accepted":["doc/k1: rule"],"sent":null,"send_key":"key","kept":[{"field":"z","typed":"old"}],
        "title":{"procedure":"a","status":null,"name":"N"}}"#;

    /// What was added to version 1 later: readable for ever as well.
    const JUDGED: &str = r#""judged":{"asked":["x"],"needed":["doc"],"fee":{"up to 1 year":5500},"dates":{"last":"2027-01-19"},
        "blocking":["x: rule"]},"changes":{"unknown":false,"asked":{"new":["y"],"gone":[]},"needed":{"new":[],"gone":["old"]},
        "fee":{"up to 1 year":{"was":5500,"is":6000}},"dates":{"last":{"was":null,"is":"2027-01-19"}},"blocking":[]}"#;

    fn check(json: &str, expected: Result<&str, DraftFault>) {
        assert_eq!(read(json).map(|draft| draft.id), expected.map(str::to_owned), "{json}");
    }

    #[test]
    fn a_draft_of_the_first_version_opens() {
        check(V1, Ok("abc"));
        check(
            r#"{"version":1,"id":"b","edition":"","changed_ms":0,"created_ms":0,"answers":[],"added later":1}"#,
            Ok("b"),
        );
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        check(
            r#"{"version":2,"all":"else is new"}"#,
            Err(DraftFault::FromTheFuture { version: 2 }),
        );
        for broken in [
            "",
            "{}",
            "null",
            "[1]",
            r#"{"version":0}"#,
            r#"{"version":1}"#,
            r#"{"version":"1"}"#,
            &V1[..50],
        ] {
            check(broken, Err(DraftFault::Unreadable));
        }
    }

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let draft = read(V1).unwrap();
        assert_eq!(draft.files[0].facts.as_ref().unwrap().len(), 3);
        let answers: Vec<_> = draft
            .answers
            .iter()
            .map(|answer| (answer.slot.field.as_str(), answer.slot.row.0))
            .collect();
        assert_eq!(answers, [("x", 0), ("y", 2), ("z", 0)], "those that were kept apart are answers");
        assert!(!write(&draft).unwrap().contains("kept"));
        assert_eq!(read(&write(&draft).unwrap()), Ok(draft));
        check(&write(&Draft::default()).unwrap(), Ok(""));
    }

    #[test]
    fn what_was_said_when_it_was_saved_comes_back() {
        let before = V1.replacen('{', &format!("{{{JUDGED},"), 1);
        let draft = read(&before).unwrap();
        assert!(draft.judged.is_some() && draft.changes.is_some());
        let written: serde_json::Value = serde_json::from_str(&write(&draft).unwrap()).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&format!("{{{JUDGED}}}")).unwrap();
        for name in ["judged", "changes"] {
            assert_eq!(written[name], expected[name]);
        }
    }

    /// What was added to version 1 after that.
    const MADE: &str = r#""made":[{"key":"k1","of":[{"key":"k0","document":"doc","name":"b.png","bytes":50,"facts":null}],
        "pages":[{"key":"k0","page":1,"turn":90}],"facts":{"made.bytes":100.0}}]"#;

    #[test]
    fn what_a_file_was_made_of_comes_back() {
        let text = V1.replacen('{', &format!("{{{MADE},"), 1);
        let draft = read(&text).unwrap();
        let keys: Vec<_> = draft.all_files().map(|file| file.key.as_str()).collect();
        assert_eq!(keys, ["k1", "k0"]);
        assert_eq!(Summary::of("abc".into(), &text).bytes, text.len() as u64 + 150);
        let written: serde_json::Value = serde_json::from_str(&write(&draft).unwrap()).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&format!("{{{MADE}}}")).unwrap();
        assert_eq!(written["made"], expected["made"]);
        let again = DraftV1::of(draft.clone().rest());
        assert_eq!(again.made, draft.made);
    }

    /// What was added to version 1 after that.
    const BY_HAND: &str = r#""by_hand":{"copied":[["x",0,"1"],["y",2,"2"]],"stages":[["guide.a",true,"AB-12"]],"withdrawn":true}"#;

    #[test]
    fn what_was_done_by_hand_comes_back() {
        let text = V1.replacen('{', &format!("{{{BY_HAND},"), 1);
        let draft = read(&text).unwrap();
        let rest = draft.clone().rest();
        assert_eq!((rest.copied.len(), rest.stages.len(), rest.withdrawn), (2, 1, true));
        let written: serde_json::Value = serde_json::from_str(&write(&DraftV1::of(rest)).unwrap()).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&format!("{{{BY_HAND}}}")).unwrap();
        assert_eq!(written["by_hand"], expected["by_hand"]);
        // Where nothing was done, nothing of it is written: an older desk reads what it always read.
        assert!(!write(&read(V1).unwrap()).unwrap().contains("by_hand"));
    }

    #[test]
    fn the_shelf_lists_the_broken_ones_too() {
        let good = Summary::of("abc".into(), V1);
        assert_eq!((good.bytes, good.sent, good.fault), (V1.len() as u64 + 100, false, None));
        let bad = Summary::of("other".into(), "{");
        assert_eq!((bad.id.as_str(), bad.fault), ("other", Some(DraftFault::Unreadable)));
    }
}
