//! The form: parts, steps, fields and groups, in the order of the official form.

#[cfg(feature = "host")]
use crate::{But, By, Roads};
use crate::{Cite, CodesId, Condition, Day, FieldId, GroupId, Limit, PartId, ProcedureId, Role, Rule, StepId, Tally, TextId, Years};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A part of an official form. One part may serve many procedures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its id.
    pub id: PartId,
    /// Where the questions are from, unless a field says otherwise.
    #[serde(default)]
    pub source: crate::SourceId,
    /// The sheet of the agency's tools whose columns limit and receive the answers: `main`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub official: String,
    /// Its pages, in order.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Tables in which answers count points.
    #[serde(default, rename = "tally", skip_serializing_if = "Vec::is_empty")]
    pub tallies: Vec<Tally>,
    /// Rules between its fields.
    #[serde(default, rename = "rule", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

impl Part {
    /// Every field of it, in order, with its page and its group if it is in one.
    pub fn places(&self) -> impl Iterator<Item = (&Step, Option<&Group>, &Field)> {
        self.steps.iter().flat_map(|step| {
            step.items.iter().flat_map(move |item| {
                let (group, fields) = item.fields();
                fields.iter().map(move |field| (step, group, field))
            })
        })
    }

    /// Every field of it, in order, also those of groups.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.places().map(|(.., field)| field)
    }

    /// Every group of it, in order.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.steps.iter().flat_map(|step| &step.items).filter_map(|item| match item {
            Item::Group(group) => Some(group),
            Item::Heading(_) | Item::Field(_) => None,
        })
    }

    /// Every field of it, to be changed.
    #[cfg(feature = "host")]
    pub fn fields_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        self.steps.iter_mut().flat_map(|step| &mut step.items).flat_map(|item| match item {
            Item::Heading(_) => [].iter_mut(),
            Item::Field(field) => std::slice::from_mut(&mut **field).iter_mut(),
            Item::Group(group) => group.fields.iter_mut(),
        })
    }
}

impl Item {
    /// The fields of an item, and its group if it is one.
    pub fn fields(&self) -> (Option<&Group>, &[Field]) {
        match self {
            Item::Heading(_) => (None, &[]),
            Item::Field(field) => (None, std::slice::from_ref(&**field)),
            Item::Group(group) => (Some(group), &group.fields),
        }
    }
}

/// One page of the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id; the title is the text of that id.
    pub id: StepId,
    /// When the page is shown at all.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub asked: Condition,
    /// Who knows the answers, where that is not the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knows: Option<Knower>,
    /// The roads on which the page exists.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub only: Roads,
    /// What stands on it, in order.
    #[serde(default, rename = "item", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
}

/// What can stand on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Item {
    /// A heading between fields, with the id of its text, shown when the next field is.
    Heading(Heading),
    /// A field.
    Field(Box<Field>),
    /// A group that repeats.
    Group(Group),
}

/// A heading. In the TOML the id of its text alone, or a table where it stands on some roads only.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(feature = "host"), derive(Deserialize), serde(transparent))]
pub struct Heading {
    /// The id of its text.
    pub text: TextId,
    /// The roads on which it stands.
    #[cfg(feature = "host")]
    #[borsh(skip)]
    pub only: Roads,
}

impl Serialize for Heading {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&self.text, to)
    }
}

/// Fields that repeat in rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id; the title is the text of that id.
    pub id: GroupId,
    /// When the group is asked.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub asked: Condition,
    /// How few rows are enough when it is asked.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub min: u8,
    /// How many rows the official form has.
    pub max: u8,
    /// The field whose answer names a row in the list of rows.
    pub title: FieldId,
    /// The roads on which the group exists.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub only: Roads,
    /// Where the group is from.
    #[serde(flatten)]
    pub cite: Cite,
    /// The fields of one row.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

fn is_zero(number: &u8) -> bool {
    *number == 0
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id; the label is the text of that id, help is `<id>.help`, an example `<id>.example`.
    pub id: FieldId,
    /// What kind of answer it takes.
    pub kind: FieldKind,
    /// Its meaning, where code must find it by meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Number on the printed form.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub no: String,
    /// When it is asked.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub asked: Condition,
    /// When an answer must be given, if it is asked.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub required: Condition,
    /// Characters and length. Taken from the official column; what is written here can only be narrower.
    #[serde(default, skip_serializing_if = "Limit::is_free")]
    pub limit: Limit,
    /// Which years an answer can have, for days and months; left out, those of the whole rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<Years>,
    /// First day on which the question is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub from: Option<Day>,
    /// Last day on which the question is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub until: Option<Day>,
    /// The id of its words, where that is not its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextId>,
    /// What its answer is called where it stands among others, by the procedure: before the form there is no road yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub called: Vec<Called>,
    /// Who knows the answer, where that is not whoever knows the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knows: Option<Knower>,
    /// The roads on which the question exists.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub only: Roads,
    /// What it is like on some roads; of several that fit, each is applied, in this order.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub but: Vec<But>,
    /// By what its list is narrowed.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub by: Option<By>,
    /// The token of HTML's `autocomplete`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub autocomplete: String,
    /// Where the question is from.
    #[serde(flatten)]
    pub cite: Cite,
}

/// What the answer to a question is called with some procedures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Called {
    /// The procedures.
    pub procedures: Vec<ProcedureId>,
    /// The id of its words there.
    pub text: TextId,
}

impl Field {
    /// The id of what its answer is called with this procedure.
    pub fn called(&self, procedure: Option<&str>) -> &str {
        let fits = |called: &&Called| called.procedures.iter().any(|id| Some(id.as_str()) == procedure);
        self.called.iter().find(fits).map_or(self.words(), |called| called.text.as_str())
    }

    /// The id of its words: label, and with `.help` and `.example` what stands beside it.
    pub fn words(&self) -> &str {
        self.text.as_ref().map_or(self.id.as_str(), TextId::as_str)
    }

    /// Whether the question exists on this day.
    pub fn in_force(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Who knows an answer. One day a part of the form is handed to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Knower {
    /// The applicant.
    Applicant,
    /// The organisation that the applicant belongs to, or will.
    Organization,
    /// The school.
    School,
    /// Who supports the applicant.
    Supporter,
    /// The guarantor.
    Guarantor,
    /// Who files for the applicant as an office.
    Office,
}

impl Knower {
    /// The word, as in the rulebook and in text ids.
    pub fn word(self) -> &'static str {
        match self {
            Knower::Applicant => "applicant",
            Knower::Organization => "organization",
            Knower::School => "school",
            Knower::Supporter => "supporter",
            Knower::Guarantor => "guarantor",
            Knower::Office => "office",
        }
    }
}

/// The kinds of answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "as", rename_all = "kebab-case", deny_unknown_fields)]
pub enum FieldKind {
    /// Free text.
    Text {
        /// Lines of the box; 1 is a single line.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        lines: u8,
    },
    /// A whole number of at most the limit's digits.
    Number {
        /// The id of the text of the unit (`unit.yen`), shown beside the box.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
    },
    /// A day.
    Date {
        /// Whether day, or month and day, or all may be unknown.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unknown: bool,
    },
    /// A month of a year.
    Month {
        /// Whether the month may be unknown.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unknown: bool,
    },
    /// One item of a list.
    Choice {
        /// The list.
        list: CodesId,
        /// The field on whose answer the list depends; the list is then `<list>_<code of that answer>`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<FieldId>,
        /// How it is shown.
        shape: Shape,
    },
    /// Any number of items of a list.
    Choices {
        /// The list.
        list: CodesId,
    },
}

impl FieldKind {
    /// The field on whose answer the list depends.
    pub fn parent(&self) -> Option<&FieldId> {
        match self {
            FieldKind::Choice { parent, .. } => parent.as_ref(),
            _ => None,
        }
    }
}

impl Default for FieldKind {
    fn default() -> Self {
        FieldKind::Text { lines: 1 }
    }
}

fn one() -> u8 {
    1
}
fn is_one(number: &u8) -> bool {
    *number == 1
}

/// How a choice is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// All items side by side or below each other.
    Radio,
    /// A list to open.
    Select,
    /// A box to type in, for long lists.
    Search,
    /// One box to tick: the list has one item.
    Confirm,
    /// Cards with a title and a line of explanation.
    Cards,
}

#[cfg(feature = "host")]
mod of_a_file {
    //! Reads a heading as people write it, and as it travels.

    use super::Heading;
    use crate::{Roads, TextId};
    use serde::{Deserialize, Deserializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(TextId),
        Table(Table),
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Table {
        text: TextId,
        only: Roads,
    }

    impl<'de> Deserialize<'de> for Heading {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            Ok(match Written::deserialize(from)? {
                Written::Text(text) => Heading {
                    text,
                    only: Roads::default(),
                },
                Written::Table(Table { text, only }) => Heading { text, only },
            })
        }
    }
}
