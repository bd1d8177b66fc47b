//! What a spreadsheet has done to a cell, where the agency's tool has another word for it or none.

use super::eaten::{lost, surely_lost, unwrapped};
use super::layout::{Input, Layout};
use super::pieces::with_zeros;
use crate::Arg;
use rulebook::{FieldKind, Role};

/// The answer is lost.
pub(super) const EATEN: &str = "sheet.eaten";
/// It stands in quotes.
const QUOTED: &str = "sheet.quoted";
/// Zeros before it are gone.
pub(super) const ZEROS: &str = "sheet.zeros";

/// What is wrong with a cell against which the tool has nothing.
pub(super) struct Spoilt {
    /// The check, which is the id of its text.
    pub check: &'static str,
    /// What should stand there.
    pub correction: Option<String>,
}

pub(super) fn spoilt(layout: &Layout<'_>, input: &Input<'_>, line: &[String], value: &str) -> Option<Spoilt> {
    if let Some(all) = zeros(layout, input, line, value) {
        return Some(Spoilt {
            check: ZEROS,
            correction: Some(all),
        });
    }
    if surely_lost(value) {
        return Some(Spoilt {
            check: EATEN,
            correction: None,
        });
    }
    let inner = unwrapped(value).filter(|_| value.ends_with('"'))?;
    Some(Spoilt {
        check: QUOTED,
        correction: Some(inner.to_owned()),
    })
}

/// Whether a spreadsheet has left nothing of what stood there. A day in a column of days is not lost, but in a column of text it is no
/// answer, however it is written.
pub(super) fn is_lost(layout: &Layout<'_>, input: &Input<'_>, value: &str, correction: Option<&str>) -> bool {
    let place = layout.place(input);
    let text = place.is_some_and(|place| matches!(place.field.kind, FieldKind::Text { .. }));
    let word = value.bytes().all(|b| b.is_ascii_alphabetic());
    lost(value) && (correction.is_none() || (text && !word))
}

/// What stood there before a spreadsheet took the zeros from before it, where the tool itself has nothing against what is left: in a
/// column of several pieces, and in a telephone number, which begins with a zero.
fn zeros(layout: &Layout<'_>, input: &Input<'_>, line: &[String], value: &str) -> Option<String> {
    let pieces = with_zeros(input, line).filter(|all| all != value);
    let phone = || {
        let role = layout.place(input)?.field.role.filter(|role| *role == Role::Phone);
        let numbering = layout.book.core.numbers.iter().find(|it| Some(it.role) == role)?;
        let all = format!("0{value}");
        (!numbering.fits(value) && numbering.fits(&all)).then_some(all)
    };
    pieces.or_else(phone)
}

/// What is put into the text.
pub(super) fn shown(value: &str) -> Vec<(String, Arg)> {
    vec![("value".into(), Arg::Text(value.into()))]
}
