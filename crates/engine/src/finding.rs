//! The one kind of complaint in the whole system.

use crate::{RowId, Sign, Slot};
use rulebook::{Cite, DocumentId, Field, Grade, GroupId, Severity, SourceId, TextId};
use serde::{Deserialize, Serialize};

/// Something that is wrong, doubtful or could be better. Names its rule, its place, its way out and its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule, as in the rulebook, or the check (`check.length`).
    pub rule: String,
    /// Where.
    pub at: At,
    /// What it means for sending.
    pub severity: Severity,
    /// How sure we are.
    pub grade: Grade,
    /// Text that says what is wrong.
    pub text: TextId,
    /// What to put into the texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Arg)>,
    /// Text that says how to mend it.
    pub hint: TextId,
    /// Where the rule is written; empty for a limit of ours.
    #[serde(default)]
    pub source: SourceId,
    /// The answers that made it so. A condition looks at slots, so there is no other name for them here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Slot>,
    /// Whether it decides about filing, though it stands at an answer. Only within one judgement: it does not travel.
    #[serde(skip)]
    pub decides: bool,
}

impl Finding {
    /// Whether the answer to "can I file online" hangs on it.
    pub fn is_about_filing(&self) -> bool {
        self.decides || self.at == At::Eligibility
    }

    /// Names the finding across assessments: the rule and the place.
    pub fn key(&self) -> String {
        format!("{}: {}", self.at, self.rule)
    }

    /// Whether it stops the sending.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Blocks
    }
}

/// The key of a finding under other ids. A key begins with the id of its place, and ends with that of its rule.
pub fn key_now(key: &str, now: impl Fn(&str) -> String) -> String {
    let (place, rule) = key.rsplit_once(": ").unwrap_or((key, ""));
    let end = place.find(['#', '/']).unwrap_or(place.len());
    let (id, rest) = place.split_at(end);
    let colon = if rule.is_empty() { "" } else { ": " };
    format!("{}{rest}{colon}{}", now(id), now(rule))
}

/// A finding of one of the engine's own checks at a field, as strong as the source of the question.
pub(crate) fn at_field(check: &str, slot: &Slot, field: &Field, args: Vec<(String, Arg)>) -> Finding {
    cited(check, slot, field, &field.cite, args)
}

/// A finding at a field that rests on another source than the question does.
pub(crate) fn cited(check: &str, slot: &Slot, field: &Field, cite: &Cite, mut args: Vec<(String, Arg)>) -> Finding {
    args.push(("label".into(), Arg::Words(TextId::new(field.words()))));
    checked(check, At::Field(slot.clone()), cite, args)
}

/// A finding of one of the engine's own checks, as strong as its source.
pub(crate) fn checked(check: &str, at: At, cite: &Cite, args: Vec<(String, Arg)>) -> Finding {
    let grade = cite.grade();
    Finding {
        rule: check.into(),
        at,
        severity: if grade.may_block() { Severity::Blocks } else { Severity::Warns },
        grade,
        text: TextId::new(check),
        args,
        hint: TextId::new(format!("{check}.fix")),
        source: cite.source.clone(),
        because: vec![],
        decides: false,
    }
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum At {
    /// At an answer.
    Field(Slot),
    /// At a group.
    Group(GroupId),
    /// At a document.
    Document(DocumentId),
    /// At one file of a document.
    File(DocumentId, String),
    /// At all files together.
    Papers,
    /// At the answer to "can I file online".
    Eligibility,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            At::Field(Slot { field, row: RowId::NONE }) => write!(f, "{field}"),
            At::Field(Slot { field, row }) => write!(f, "{field}#{}", row.0),
            At::Group(group) => write!(f, "{group}"),
            At::Document(document) => write!(f, "{document}"),
            At::File(document, key) => write!(f, "{document}/{key}"),
            At::Papers => f.write_str("papers"),
            At::Eligibility => f.write_str("eligibility"),
        }
    }
}

/// What is put into a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arg {
    /// As it is.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, shown in the reader's way.
    Day(rulebook::Day),
    /// Another text: the label of a field, the name of a document.
    Words(TextId),
    /// Characters, each told by itself, its name or both.
    Signs(Vec<Sign>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_finding_follows_its_place() {
        let now = |id: &str| if id == "f.old" { "f.new".to_owned() } else { id.to_owned() };
        for (before, after) in [
            ("f.old: check.required", "f.new: check.required"),
            ("f.old#2: r.rule", "f.new#2: r.rule"),
            ("d.one/k: r.rule", "d.one/k: r.rule"),
            ("papers: r.rule", "papers: r.rule"),
            ("f.other: f.old", "f.other: f.new"),
            ("f.old", "f.new"),
        ] {
            assert_eq!(key_now(before, now), after);
        }
    }

    /// How the answers behind a finding travel: `docs/openapi.yaml` lets the row be absent, and `row: 0` was written once.
    #[test]
    fn the_answers_behind_a_finding_are_read_with_and_without_a_row() {
        let json = r#"{"rule":"a","at":"papers","severity":"warns","grade":"own","text":"t","hint":"h",
            "because":[{"field":"x"},{"field":"x","row":0},{"field":"y","row":2}]}"#;
        let finding: Finding = serde_json::from_str(json).unwrap();
        let (none, second) = (Slot::of("x"), RowId(2));
        let y = Slot {
            field: "y".into(),
            row: second,
        };
        assert_eq!(finding.because, [none.clone(), none, y]);
        let written = serde_json::to_value(&finding).unwrap();
        let expected = serde_json::json!([{"field": "x"}, {"field": "x"}, {"field": "y", "row": 2}]);
        assert_eq!(written.get("because"), Some(&expected));
    }
}
