//! The pieces into which an input column of the agency's tool is cut, and back.

use super::eaten;
use super::layout::Input;
use rulebook::Cut;
use std::collections::BTreeMap;

/// The piece of a text that a column of the file holds; the whole text where it is not so many digits.
pub(super) fn piece(text: &str, cut: Option<Cut>) -> &str {
    let Some(cut) = cut.filter(|cut| is_digits(text, usize::from(cut.digits))) else {
        return text;
    };
    let from = usize::from(cut.from);
    text.get(from..from + usize::from(cut.len)).unwrap_or(text)
}

/// Whether a text is so many digits.
pub(super) fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// The pieces put together again with the zeros before them that a spreadsheet has taken, where it has taken some.
pub(super) fn with_zeros(input: &Input<'_>, line: &[String]) -> Option<String> {
    let mut all = BTreeMap::new();
    for (number, cut) in &input.cells {
        let (cut, cell) = ((*cut)?, line.get(usize::from(*number).checked_sub(1)?)?);
        let length = usize::from(cut.len);
        let whole = is_digits(cell, length).then(|| cell.clone());
        all.insert(cut.from, whole.or_else(|| eaten::with_zeros(cell, length))?);
    }
    Some(all.into_values().collect::<String>()).filter(|text| !text.is_empty())
}

/// Puts the pieces together again. Pieces that do not fit are shown as they stand, one behind the other.
pub(super) fn join<'l>(input: &Input<'_>, cell: impl Fn(u16) -> &'l str) -> String {
    if let [(number, None)] = input.cells.as_slice() {
        return cell(*number).to_owned();
    }
    let texts: Vec<&str> = input.cells.iter().map(|(number, _)| cell(*number)).collect();
    let all: String = input
        .cells
        .iter()
        .map(|(number, cut)| (cut.map_or(0, |cut| cut.from), cell(*number)))
        .collect::<BTreeMap<_, _>>()
        .into_values()
        .collect();
    let cuts = input.cells.iter().zip(&texts).all(|((_, cut), text)| match cut {
        Some(cut) => is_digits(text, usize::from(cut.len)),
        None => false,
    });
    match texts.as_slice() {
        [] => String::new(),
        [first, others @ ..] if !cuts && others.iter().all(|other| other == first) => (*first).to_owned(),
        _ => all,
    }
}
