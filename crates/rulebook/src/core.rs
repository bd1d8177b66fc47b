//! The core: all that is needed before the first question can be answered.

use crate::{
    Act, ActId, ApplicantId, Calendar, Cite, Closed, CodeList, Condition, DateId, Dated, Day, DocumentSetId, Expr, Knower, Numbering,
    PackName, Part, PartId, ProcedureId, Source, SourceId, StatusId, ValueId,
};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fingerprint of the whole rulebook: drafts and packets record it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(transparent)]
pub struct Edition(pub String);

/// Applicants, procedures, statuses, dates, fees, and the questions that decide whether one can file online.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Core {
    /// Fingerprint of the whole rulebook.
    pub edition: Edition,
    /// The newest day on which any of its sources was read: nothing younger is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub read: Option<Day>,
    /// Every other pack and the hash in its file name: `<name>.<hash>.bin`.
    pub packs: BTreeMap<PackName, String>,
    /// Languages that exist, the original first, with their own names for themselves.
    pub languages: Vec<(String, String)>,
    /// Every source that is cited anywhere; they travel in a pack of their own, for whoever asks why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Dated values.
    pub values: Vec<Value>,
    /// The kinds of user.
    pub applicants: Vec<Applicant>,
    /// The procedures.
    pub procedures: Vec<Procedure>,
    /// The statuses of residence.
    pub statuses: Vec<Status>,
    /// The questions before the form.
    pub start: Part,
    /// Days that follow from the answers.
    pub dates: Vec<DateRule>,
    /// Fees.
    pub fees: Vec<Fee>,
    /// What would change an answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<Act>,
    /// When the offices are closed.
    #[serde(default)]
    pub closed: Closed,
    /// The short lists that `start` uses.
    pub codes: Vec<CodeList>,
    /// Calendars that count their years in another way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<Calendar>,
    /// How numbers of a kind begin and how long they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Numbering>,
    /// Ids that changed: they move the answers of old drafts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renames: Vec<Rename>,
}

/// An id that changed. Ids are never used again for something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The id in old drafts.
    pub old: String,
    /// The id now; itself renamed later, perhaps.
    pub new: String,
    /// The first day of the new id.
    #[borsh(serialize_with = "crate::dated::write_day", deserialize_with = "crate::dated::read_day")]
    pub since: Day,
}

impl Core {
    /// The source with this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|it| it.id == *id)
    }

    /// The how-manieth language it is; the original where there is no such one.
    pub fn language_at(&self, lang: &str) -> usize {
        self.languages.iter().position(|(code, _)| code == lang).unwrap_or_default()
    }

    /// The value with this id.
    pub fn value(&self, id: &ValueId) -> Option<&Value> {
        self.values.iter().find(|it| it.id == *id)
    }

    /// The act with this id.
    pub fn act(&self, id: &ActId) -> Option<&Act> {
        self.acts.iter().find(|it| it.id == *id)
    }

    /// The value that code asks for by this use (`paper-max-bytes`).
    pub fn value_for(&self, use_: &str) -> Option<&Value> {
        self.values.iter().find(|it| it.for_code == use_)
    }

    /// The procedure with this id.
    pub fn procedure(&self, id: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|it| it.id.as_str() == id)
    }

    /// The pack that brings a list which came neither with the core nor with a form part; nothing if no pack holds such a list.
    ///
    /// A list is a pack of its own. But lists linked to one answer (`<base>_<code of that answer>`) travel as one pack with the
    /// name of the base: a request for one of them would tell the answer.
    pub fn pack_of_list(&self, list: &str) -> Option<PackName> {
        if self.packs.contains_key(list) {
            return Some(PackName::new(list));
        }
        let base = base_of_list(list)?;
        self.packs.contains_key(base).then(|| PackName::new(base))
    }

    /// The pack with the words of a part or of a set of documents, where it has any of its own.
    pub fn words_of(&self, lang: &str, pack: &str) -> Option<PackName> {
        let name = format!("text.{lang}.{}", base_of_pack(pack));
        self.packs.contains_key(name.as_str()).then(|| PackName::new(name))
    }

    /// The packs of words that belong to no part and no set of documents, but for those of [`WORDS_ON_REQUEST`](crate::WORDS_ON_REQUEST).
    pub fn common_words<'a>(&'a self, lang: &str) -> impl Iterator<Item = &'a PackName> {
        let prefix = format!("text.{lang}.");
        let of_road = |rest: &str| {
            rest.starts_with(PartId::PREFIX) || rest.starts_with(DocumentSetId::PREFIX) || crate::WORDS_ON_REQUEST.contains(&rest)
        };
        self.packs
            .keys()
            .filter(move |name| name.as_str().strip_prefix(&prefix).is_some_and(|rest| !of_road(rest)))
    }

    /// The id that an old draft or packet means. An id may have been renamed more than once, but never in a circle: ids are not used again.
    pub fn now(&self, id: &str) -> String {
        let mut id = id.to_owned();
        while let Some(rename) = self.renames.iter().find(|rename| rename.old == id) {
            id.clone_from(&rename.new);
        }
        id
    }

    /// Every variant, with its procedure.
    pub fn variants(&self) -> impl Iterator<Item = (&Procedure, &Variant)> {
        variants_of(&self.procedures)
    }
}

/// Every variant of these procedures, each with its own.
pub(crate) fn variants_of(procedures: &[Procedure]) -> impl Iterator<Item = (&Procedure, &Variant)> {
    procedures
        .iter()
        .flat_map(|procedure| procedure.variants.iter().map(move |variant| (procedure, variant)))
}

/// The name under which a pack was written: a part or a set that differs from road to road has the road behind a second dot
/// (`part.n.04N2`).
pub(crate) fn base_of_pack(name: &str) -> &str {
    let second = name.match_indices('.').nth(1).map(|(at, _)| at);
    second.and_then(|at| name.get(..at)).unwrap_or(name)
}

/// The base of a linked list's name. The code behind the last `_` has no `_` itself.
pub(crate) fn base_of_list(list: &str) -> Option<&str> {
    list.rsplit_once('_').map(|(base, _)| base)
}

/// A dated number: an age, a limit, a size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Its id.
    pub id: ValueId,
    /// The id of the text of its unit (`unit.bytes`).
    pub unit: String,
    /// By which name code asks for it, where code hands it to `media` or to a component.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub for_code: String,
    /// The number over time.
    pub since: Dated<f64>,
}

/// A kind of user of the online system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// Its id; the name is the text of that id, `<id>.help` a line on who that is.
    pub id: ApplicantId,
    /// Where the kind is from.
    #[serde(flatten)]
    pub cite: Cite,
    /// Whether the form asks for an agent (取次者): such a user files for others as a profession or for an organisation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agent: bool,
    /// Which of those who know answers this user is: them it is not told that they know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Knower>,
    /// Whether the user may hand the agency a file for many applicants.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bulk: bool,
}

/// A procedure at the agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Its id; the official name is the text `<id>.official`, the plain one that of the id.
    pub id: ProcedureId,
    /// Where it is from.
    #[serde(flatten)]
    pub cite: Cite,
    /// Whether it can be filed by itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
    /// Those with which it may be filed together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together_with: Vec<ProcedureId>,
    /// The address of the agency's own page about it: where whoever cannot file it online is sent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// What it consists of, for each status that the desk knows.
    #[serde(default, rename = "variant", skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
}

/// What a procedure consists of for some statuses. Where several fit, the first whose condition holds is meant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// The statuses.
    pub statuses: Vec<StatusId>,
    /// When it is this one: over the questions before the form.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// Parts of the form, in order.
    pub parts: Vec<PartId>,
    /// Sets of documents.
    pub documents: Vec<DocumentSetId>,
    /// Application code of the agency's tool (`04N2`), where it has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Name of the agency's tool (`extension`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tool: String,
}

/// A status of residence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// Its id; the name is the text of that id.
    pub id: StatusId,
    /// Code in the agency's list of statuses.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Periods of stay in months that can be granted, longest first; empty where they are fixed one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<u16>,
    /// The longest in months where they are fixed one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<u16>,
    /// Where it is from.
    #[serde(flatten)]
    pub cite: Cite,
}

impl Status {
    /// Whether a period between these lengths, in months and both included, can be granted.
    pub fn grants(&self, min: u16, max: Option<u16>) -> bool {
        let fits = |months: &u16| min <= *months && max.is_none_or(|max| *months <= max);
        let listed = self.periods.is_empty() || self.periods.iter().any(fits);
        listed && self.longest.is_none_or(|longest| min <= longest)
    }
}

/// A day that follows from the answers; the name is the text of its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct DateRule {
    /// Its id.
    pub id: DateId,
    /// Whether it is the day that a person must not miss. Of several the first that has not passed is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key: bool,
    /// Whether it is a day of filing online: there is none where only the counter takes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub online: bool,
    /// When there is such a day.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// The day. In the TOML an expression such as `expiry - 1 days`.
    #[cfg_attr(feature = "host", serde(deserialize_with = "crate::host::expr_or_text"))]
    pub day: Expr,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: Cite,
}

/// The fee of a procedure, by the day of receipt and by what is granted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// The procedures that cost this, whether filed by themselves or together with another: each of them has one fee.
    pub procedures: Vec<ProcedureId>,
    /// The bands over time.
    pub since: Dated<Vec<Band>>,
}

/// What is granted, and what it costs in yen: a period of stay, or a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Text id of the band's name (`fee.up_to_3_months`).
    pub name: String,
    /// When it is this one: a kind that is asked for. A band of which it is settled that it is not is not shown.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// Shortest granted period in months.
    #[serde(default)]
    pub min: u16,
    /// Longest granted period in months; none where there is no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u16>,
    /// At the counter.
    pub counter: u32,
    /// Online.
    pub online: u32,
    /// Charge for paying online, on top.
    #[serde(default)]
    pub charge: u32,
}
