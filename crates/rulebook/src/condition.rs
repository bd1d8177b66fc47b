//! Conditions as data: a closed set of shapes that can be listed, linted, explained and printed.

use crate::{Day, FactId, FieldId, GroupId, Role, TallyId, ValueId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::fmt;

/// When something holds. Written in the TOML as a short expression (`docs/rulebook.md`), parsed on the host.
#[derive(Clone, Debug, Default, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
#[cfg_attr(not(feature = "host"), derive(Deserialize))]
pub enum Condition {
    /// Always.
    #[default]
    Always,
    /// Never.
    Never,
    /// The other way round.
    Not(Box<Condition>),
    /// All of them.
    And(Vec<Condition>),
    /// At least one of them.
    Or(Vec<Condition>),
    /// The answer is one of these.
    In(Expr, Vec<Literal>),
    /// The text contains this, or the list has this item.
    Contains(Expr, String),
    /// There is no answer. The only test that is never unknown.
    Empty(Expr),
    /// One is less than, equal to, greater than the other.
    Compare(Expr, Cmp, Expr),
    /// At least one row of the group fulfils the condition; fields in it are those of the row.
    Any(GroupId, Box<Condition>),
    /// Every row of the group fulfils it; true for no rows.
    All(GroupId, Box<Condition>),
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub enum Expr {
    /// The answer to a field; inside `Any` and `All` the answer of that row.
    Field(FieldId),
    /// The answer to the field with this meaning.
    Role(Role),
    /// A measurement of the file under judgement.
    Fact(FactId),
    /// A dated value, as it stands on the day of filing.
    Value(ValueId),
    /// A number.
    Number(f64),
    /// A fixed day.
    Day(#[borsh(serialize_with = "crate::dated::write_day", deserialize_with = "crate::dated::read_day")] Day),
    /// The day on which the person looks.
    Today,
    /// The day of filing: the planned one, else today.
    Filing,
    /// The place of the row in its group, from 1.
    Row,
    /// The length in months of a chosen period of stay; nothing where it is counted in days.
    Months(Box<Expr>),
    /// The length in days of a chosen period of stay, a month as thirty; nothing where it has no end or is fixed one by one.
    Days(Box<Expr>),
    /// Half of that, a day that is left over not counted.
    Half(Box<Expr>),
    /// The day itself if the offices are open, else the next on which they are.
    OfficeDay(Box<Expr>),
    /// Full years from a date of birth to a day.
    Age(Box<Expr>, Box<Expr>),
    /// A day moved forward or, with a negative factor, back.
    Shift {
        /// The day to start from.
        day: Box<Expr>,
        /// How many units.
        by: Box<Expr>,
        /// Days, months or years.
        unit: Unit,
        /// Earlier instead of later.
        back: bool,
    },
    /// The sum of numbers.
    Sum(Vec<Expr>),
    /// The sum of one field over the rows of a group.
    SumRows(GroupId, FieldId),
    /// How many rows a group has.
    Count(GroupId),
    /// The points of a table.
    Tally(TallyId),
}

/// Units of time for [`Expr::Shift`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Calendar months; the last day of the month where the day does not exist.
    Months,
    /// Months as periods of the law are counted (民法140条、143条): the first day is the one behind, and they are over on the eve of the day with
    /// the same number, or with the month where it has none. Two of them from the end of November are over with January.
    CivilMonths,
    /// Calendar years.
    Years,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub enum Cmp {
    /// Less than, or earlier.
    Lt,
    /// At most, or not later.
    Le,
    /// Equal.
    Eq,
    /// Different.
    Ne,
    /// At least, or not earlier.
    Ge,
    /// Greater, or later.
    Gt,
}

/// A constant in a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub enum Literal {
    /// A choice by its id, or a text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no of a measurement.
    Bool(bool),
}

impl Condition {
    /// Whether nothing needs to be looked at.
    pub fn is_always(&self) -> bool {
        *self == Condition::Always
    }

    /// Whether nothing can make it hold.
    pub fn is_never(&self) -> bool {
        *self == Condition::Never
    }

    /// What the condition looks at and what is no constant: the values, facts and fields that words about it can name.
    pub fn compared(&self) -> Vec<&Expr> {
        let mut all = Vec::new();
        self.expressions(&mut all);
        all.retain(|part| !matches!(part, Expr::Number(_) | Expr::Day(_)));
        all
    }

    /// Every expression that the condition looks at, inner ones included.
    pub fn expressions<'a>(&'a self, found: &mut Vec<&'a Expr>) {
        match self {
            Condition::Always | Condition::Never => {}
            Condition::Not(inner) | Condition::Any(_, inner) | Condition::All(_, inner) => inner.expressions(found),
            Condition::And(all) | Condition::Or(all) => all.iter().for_each(|one| one.expressions(found)),
            Condition::In(what, _) | Condition::Contains(what, _) | Condition::Empty(what) => what.parts(found),
            Condition::Compare(left, _, right) => {
                left.parts(found);
                right.parts(found);
            }
        }
    }
}

impl Expr {
    /// The expression and all that it is made of.
    pub fn parts<'a>(&'a self, found: &mut Vec<&'a Expr>) {
        found.push(self);
        match self {
            Expr::Months(of) | Expr::Days(of) | Expr::Half(of) | Expr::OfficeDay(of) => of.parts(found),
            Expr::Age(of, on) => {
                of.parts(found);
                on.parts(found);
            }
            Expr::Shift { day, by, .. } => {
                day.parts(found);
                by.parts(found);
            }
            Expr::Sum(all) => all.iter().for_each(|one| one.parts(found)),
            _ => {}
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |f: &mut fmt::Formatter<'_>, all: &[Condition], word: &str| {
            for (at, one) in all.iter().enumerate() {
                if at > 0 {
                    write!(f, " {word} ")?;
                }
                match one {
                    Condition::And(_) | Condition::Or(_) => write!(f, "({one})")?,
                    _ => write!(f, "{one}")?,
                }
            }
            Ok(())
        };
        match self {
            Condition::Always => f.write_str("always"),
            Condition::Never => f.write_str("never"),
            Condition::Not(inner) => match &**inner {
                Condition::Empty(what) => write!(f, "{what} filled"),
                Condition::In(what, values) if values.len() == 1 => write!(f, "{what} is not {}", values[0]),
                other => write!(f, "not ({other})"),
            },
            Condition::And(all) => join(f, all, "and"),
            Condition::Or(all) => join(f, all, "or"),
            Condition::In(what, values) => match values.as_slice() {
                [one] => write!(f, "{what} is {one}"),
                many => {
                    write!(f, "{what} in [")?;
                    for (at, one) in many.iter().enumerate() {
                        write!(f, "{}{one}", if at > 0 { ", " } else { "" })?;
                    }
                    f.write_str("]")
                }
            },
            Condition::Contains(what, text) => write!(f, "{what} contains {}", Quoted(text)),
            Condition::Empty(what) => write!(f, "{what} empty"),
            Condition::Compare(left, cmp, right) => write!(f, "{left} {cmp} {right}"),
            Condition::Any(group, inner) => write!(f, "any {group} ({inner})"),
            Condition::All(group, inner) => write!(f, "all {group} ({inner})"),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Field(id) => write!(f, "{id}"),
            Expr::Role(role) => f.write_str(role.word()),
            Expr::Fact(id) => write!(f, "{id}"),
            Expr::Value(id) => write!(f, "{id}"),
            Expr::Tally(id) => write!(f, "{id}"),
            Expr::Number(number) => write!(f, "{number}"),
            Expr::Day(day) => write!(f, "{day}"),
            Expr::Today => f.write_str("today"),
            Expr::Filing => f.write_str("filing"),
            Expr::Row => f.write_str("row"),
            Expr::Months(of) => write!(f, "months({of})"),
            Expr::Days(of) => write!(f, "days({of})"),
            Expr::Half(of) => write!(f, "half({of})"),
            Expr::OfficeDay(of) => write!(f, "office-day({of})"),
            Expr::Age(of, on) => write!(f, "age({of}, {on})"),
            Expr::Shift { day, by, unit, back } => {
                let unit = match unit {
                    Unit::Days => "days",
                    Unit::Months => "months",
                    Unit::CivilMonths => "civil-months",
                    Unit::Years => "years",
                };
                let sign = if *back { "-" } else { "+" };
                match **by {
                    Expr::Shift { .. } => write!(f, "{day} {sign} ({by}) {unit}"),
                    _ => write!(f, "{day} {sign} {by} {unit}"),
                }
            }
            Expr::Sum(all) => {
                f.write_str("sum(")?;
                for (at, one) in all.iter().enumerate() {
                    write!(f, "{}{one}", if at > 0 { ", " } else { "" })?;
                }
                f.write_str(")")
            }
            Expr::SumRows(group, field) => write!(f, "sum({group}, {field})"),
            Expr::Count(group) => write!(f, "count({group})"),
        }
    }
}

impl fmt::Display for Cmp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Cmp::Lt => "<",
            Cmp::Le => "<=",
            Cmp::Eq => "==",
            Cmp::Ne => "!=",
            Cmp::Ge => ">=",
            Cmp::Gt => ">",
        })
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Text(text) if is_bare(text) => f.write_str(text),
            Literal::Text(text) => write!(f, "{}", Quoted(text)),
            Literal::Number(number) => write!(f, "{number}"),
            Literal::Bool(is) => write!(f, "{is}"),
        }
    }
}

/// Words that mean something in a condition: as a text they need quotes.
pub(crate) const RESERVED: [&str; 14] = [
    "always", "never", "not", "and", "or", "is", "in", "contains", "empty", "filled", "any", "all", "true", "false",
];

/// Whether a text can stand in a condition without quotes: it is a word, not a number, and means nothing else.
pub(crate) fn is_bare(text: &str) -> bool {
    let word = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    word && !number && !text.starts_with('-') && !RESERVED.contains(&text)
}

/// A text in quotes, with `"` and `\` escaped.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// On the host a condition may also be the text that people write.
#[cfg(feature = "host")]
mod as_text {
    use super::{Cmp, Condition, Expr, Literal};
    use crate::GroupId;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer};

    #[derive(Deserialize)]
    #[serde(remote = "Condition")]
    #[allow(dead_code)]
    enum Packed {
        Always,
        Never,
        Not(Box<Condition>),
        And(Vec<Condition>),
        Or(Vec<Condition>),
        In(Expr, Vec<Literal>),
        Contains(Expr, String),
        Empty(Expr),
        Compare(Expr, Cmp, Expr),
        Any(GroupId, Box<Condition>),
        All(GroupId, Box<Condition>),
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Packed(#[serde(with = "Packed")] Condition),
    }

    impl<'de> Deserialize<'de> for Condition {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            match Either::deserialize(from)? {
                Either::Text(text) => crate::host::parse_condition(&text).map_err(D::Error::custom),
                Either::Packed(condition) => Ok(condition),
            }
        }
    }
}
