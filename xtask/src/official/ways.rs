//! The ways in which one property of a column can be written so that it may hold in other tools and rows as well.

use super::props::{Frame, Spot};
use super::rows::numbers;
use super::text::quoted;
use rulebook::host::folded::{Cell, To, in_row, place};
use rulebook::{AskedWhen, Target, letter, number_of};

/// The letter that the first row would have.
pub fn first_letter(frame: Frame<'_>, spot: &Spot<'_>) -> Vec<String> {
    let back = (spot.row - 1) * frame.step;
    let first = spot.cell.col.checked_sub(back).filter(|col| *col > 0);
    first.map(|col| quoted(&letter(col))).into_iter().collect()
}

/// `8:0+4 8:4+2`
pub fn cuts(cell: &Cell) -> String {
    if cell.pieces.iter().all(|piece| piece.cut.is_none()) {
        return String::new();
    }
    let one = |piece: &rulebook::host::folded::Piece| match piece.cut {
        Some(cut) => format!("{}:{}+{}", cut.digits, cut.from, cut.len),
        None => "*".to_owned(),
    };
    cell.pieces.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// How a text can be written for all rows: as it stands, or with some of its numbers counting with the row.
pub fn counted(frame: Frame<'_>, text: &str, row: u16) -> Vec<String> {
    let mut offers = vec![text.to_owned()];
    if frame.rows < 2 {
        return offers;
    }
    let numbers: Vec<_> = numbers(text).into_iter().filter(|(_, worth)| *worth >= row - 1).take(4).collect();
    for some in 1_u8..1 << numbers.len() {
        let mut out = text.to_owned();
        for (_, (range, worth)) in numbers.iter().enumerate().rev().filter(|(at, _)| some & (1 << at) != 0) {
            let digits = text.get(range.clone()).unwrap_or_default();
            out.replace_range(range.clone(), &format!("{{{}}}", like(digits, worth - (row - 1))));
        }
        offers.push(out);
    }
    // One of whose numbers is read otherwise in its own row is no way to write it.
    offers.retain(|offer| in_row(offer, row) == text);
    offers
}

/// A number written as another is: in full width, or with zeros before it.
fn like(digits: &str, number: u16) -> String {
    let padded = digits.starts_with(['0', '\u{FF10}']) && digits.chars().count() > 1;
    let width = if padded { digits.chars().count() } else { 1 };
    let narrow = format!("{number:0>width$}");
    if digits.is_ascii() {
        narrow
    } else {
        narrow
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) + 0xFF10 - 0x30))
            .collect()
    }
}

/// The same for several texts of one column: each in the same way.
pub fn counted_all(frame: Frame<'_>, texts: &[String], row: u16) -> Vec<Vec<String>> {
    let each: Vec<Vec<String>> = texts.iter().map(|text| counted(frame, text, row)).collect();
    let ways = each.iter().map(Vec::len).min().unwrap_or(0);
    (0..ways)
        .map(|way| each.iter().filter_map(|offers| offers.get(way).cloned()).collect())
        .collect()
}

/// How a column can be named from another: by its letter, or by how far it is.
pub fn refs(frame: Frame<'_>, place: &str, from: u16) -> Vec<String> {
    let Some((_, col)) = place.split_once('.').filter(|(sheet, _)| *sheet == frame.sheet) else {
        return vec![place.to_owned()];
    };
    let far = number_of(col).map(|col| i32::from(col) - i32::from(from));
    let mut offers = vec![col.to_owned()];
    offers.extend(far.filter(|far| *far != 0).map(|far| format!("{far:+}")));
    offers
}

/// When a column is asked, as it is written.
#[derive(Clone)]
pub struct Asked {
    pub of: Vec<String>,
    pub is: Vec<String>,
}

pub fn asked(frame: Frame<'_>, spot: &Spot<'_>) -> Vec<Option<Asked>> {
    let Some(AskedWhen { cols, values }) = &spot.cell.asked else {
        return vec![None];
    };
    let each: Vec<Vec<String>> = cols.iter().map(|col| refs(frame, col, spot.cell.col)).collect();
    let way = |at: usize| {
        each.iter()
            .filter_map(|offers| offers.get(at).or(offers.first()).cloned())
            .collect()
    };
    let ways = each.iter().map(Vec::len).max().unwrap_or(1);
    let offer = |at| {
        Some(Asked {
            of: way(at),
            is: values.clone(),
        })
    };
    (0..ways).map(offer).collect()
}

pub fn same_asked(frame: Frame<'_>, text: Option<&Asked>, spot: &Spot<'_>) -> bool {
    match (text, &spot.cell.asked) {
        (None, None) => true,
        (Some(text), Some(asked)) => {
            let meant: Option<Vec<String>> = text.of.iter().map(|of| place(of, frame.sheet, spot.cell.col)).collect();
            meant.as_ref() == Some(&asked.cols) && text.is == asked.values
        }
        _ => false,
    }
}

pub fn to(frame: Frame<'_>, spot: &Spot<'_>) -> Vec<Option<To>> {
    let Some(Target { field, row, piece, item }) = &spot.cell.to else {
        return vec![None];
    };
    let to = |row| To {
        field: field.clone(),
        row,
        piece: *piece,
        item: item.clone(),
    };
    let own = if frame.rows > 1 { Some(spot.row) } else { None };
    if own.unwrap_or(0) == u16::from(*row) {
        return vec![Some(to(None))];
    }
    let first = if *row == 0 {
        Some(0)
    } else {
        u16::from(*row).checked_sub(spot.row - 1)
    };
    let first = first.and_then(|row| u8::try_from(row).ok());
    vec![Some(to(first.or(Some(*row))))]
}

pub fn show_to(to: &To) -> String {
    let mut words = vec![format!("field = {}", quoted(to.field.as_str()))];
    words.extend(to.row.map(|row| format!("row = {row}")));
    if !to.piece.is_whole() {
        let piece = serde_json::to_value(to.piece).unwrap_or_default();
        words.push(format!("piece = {}", quoted(piece.as_str().unwrap_or_default())));
    }
    if !to.item.is_empty() {
        words.push(format!("item = {}", quoted(&to.item)));
    }
    format!("{{ {} }}", words.join(", "))
}
