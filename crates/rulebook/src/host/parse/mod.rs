//! Reads conditions as people write them: `f.job filled and age(birth-date, filing) >= 16`.
//!
//! The grammar, for those who write rules, stands in `docs/rulebook.md`. `Display` of a condition is its inverse.

mod atom;
mod term;
mod words;

#[cfg(test)]
mod tests;

use crate::{Condition, Expr};
use serde::{Deserialize, Deserializer};
use words::Words;

/// Reads a condition. The error names the column and what was expected there.
pub fn parse_condition(text: &str) -> Result<Condition, String> {
    whole(text, atom::either)
}

/// Reads an expression such as `expiry - 3 months`.
pub fn parse_expr(text: &str) -> Result<Expr, String> {
    whole(text, term::expr)
}

fn whole<T>(text: &str, read: impl FnOnce(&mut Words<'_>) -> Result<T, words::Wrong>) -> Result<T, String> {
    let mut words = Words::new(text);
    let read = read(&mut words).and_then(|it| words.end().map(|()| it));
    read.map_err(|wrong| format!("column {} of `{text}`: {}", wrong.column(text), wrong.say))
}

/// For serde: an expression as people write it, or as it is packed.
pub fn some_expr_or_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Expr>, D::Error> {
    expr_or_text(from).map(Some)
}

/// The same where there is one in any case.
pub fn expr_or_text<'de, D: Deserializer<'de>>(from: D) -> Result<Expr, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Packed(Expr),
    }
    match Either::deserialize(from)? {
        Either::Text(text) => parse_expr(&text).map_err(serde::de::Error::custom),
        Either::Packed(expr) => Ok(expr),
    }
}
