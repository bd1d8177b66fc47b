//! What is known of columns, written once: for each property the text that holds in most tools and rows, and what holds elsewhere.

use super::rows::numbers;
use super::text::{array, quoted};
use rulebook::host::folded::{Cell, To, in_row, place, target};
use rulebook::{AskedWhen, Target, letter, number_of};
use std::collections::BTreeMap;

/// Longer lists of answers are named.
const SHORT: usize = 8;

/// One column of one tool, with its row and the rest of what is needed to say things from there.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub tool: usize,
    pub row: u16,
    pub cell: &'a Cell,
}

/// Tools and rows, by their numbers.
pub type Where = Vec<(usize, u16)>;

/// What the rows of an entry are.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub sheet: &'a str,
    pub rows: u16,
    pub step: u16,
}

/// Names of long lists of answers, as they come up in a sheet.
#[derive(Default)]
pub struct Answers(pub Vec<Vec<String>>);

impl Answers {
    fn name(&mut self, values: &[String]) -> String {
        let at = self.0.iter().position(|it| it == values).unwrap_or_else(|| {
            self.0.push(values.to_vec());
            self.0.len() - 1
        });
        format!("many{}", at + 1)
    }
}

/// The properties in the order in which they are written: name, what holds in most, and what holds elsewhere.
pub fn properties(frame: Frame<'_>, spots: &[Spot<'_>], answers: &mut Answers) -> Vec<(&'static str, Vec<(String, Where)>)> {
    let mut all = Vec::new();
    let mut add = |name, found: Vec<(String, Where)>| all.push((name, found));
    add(
        "at",
        cover(
            spots,
            |spot| first_letter(frame, spot),
            |text, spot| first_letter(frame, spot).contains(text),
        ),
    );
    let headers = |spot: &Spot<'_>| -> Vec<String> { spot.cell.pieces.iter().map(|piece| piece.header.clone()).collect() };
    add(
        "header",
        shown(
            cover(
                spots,
                |spot| counted_all(frame, &headers(spot), spot.row),
                |texts, spot| texts.iter().map(|text| in_row(text, spot.row)).eq(headers(spot)),
            ),
            |texts| match texts.as_slice() {
                [one] => quoted(one),
                many => array(many),
            },
        ),
    );
    add("cut", shown(plainly(spots, cuts), |text| quoted(text)));
    let label = |spot: &Spot<'_>| counted(frame, &spot.cell.label, spot.row);
    add(
        "label",
        shown(
            cover(spots, label, |text, spot| in_row(text, spot.row) == spot.cell.label),
            |text| quoted(text),
        ),
    );
    add("limit", shown(plainly(spots, |cell| cell.limit.clone()), |text| quoted(text)));
    add("required", plainly(spots, |cell| cell.required.to_string()));
    add("list", shown(plainly(spots, |cell| cell.list.clone()), |text| quoted(text)));
    let by = |spot: &Spot<'_>| {
        if spot.cell.by.is_empty() {
            vec![String::new()]
        } else {
            refs(frame, &spot.cell.by, spot.cell.col)
        }
    };
    let same_by = |text: &String, spot: &Spot<'_>| {
        let meant = if text.is_empty() {
            Some(String::new())
        } else {
            place(text, frame.sheet, spot.cell.col)
        };
        meant.as_ref() == Some(&spot.cell.by)
    };
    add("by", shown(cover(spots, by, same_by), |text| quoted(text)));
    add("menu", shown(plainly(spots, |cell| cell.menu.clone()), |text| quoted(text)));
    let asked = cover(
        spots,
        |spot| asked(frame, spot),
        |text, spot| same_asked(frame, text.as_ref(), spot),
    );
    add(
        "asked",
        shown(asked, |asked| {
            asked.as_ref().map_or_else(|| "false".into(), |asked| show_asked(asked, answers))
        }),
    );
    let to = cover(
        spots,
        |spot| to(frame, spot),
        |text, spot| text.as_ref().map(|to| target(to, frame.rows > 1, spot.row)) == spot.cell.to,
    );
    add("to", shown(to, |to| to.as_ref().map_or_else(|| "false".into(), show_to)));
    all
}

/// The fewest values that give every spot its own: first the one that fits most, and of equals the one that was offered first.
fn cover<'a, T: Clone>(spots: &[Spot<'a>], offers: impl Fn(&Spot<'a>) -> Vec<T>, fits: impl Fn(&T, &Spot<'a>) -> bool) -> Vec<(T, Where)> {
    let mut rest: Vec<Spot<'a>> = spots.to_vec();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let mut best: Option<(T, usize)> = None;
        for offer in rest.iter().flat_map(&offers) {
            let count = rest.iter().filter(|spot| fits(&offer, spot)).count();
            if best.as_ref().is_none_or(|(_, most)| count > *most) {
                best = Some((offer, count));
            }
        }
        let Some((value, _)) = best else { break };
        let (here, elsewhere) = rest.into_iter().partition::<Vec<_>, _>(|spot| fits(&value, spot));
        rest = elsewhere;
        if here.is_empty() {
            break;
        }
        found.push((value, here.iter().map(|spot| (spot.tool, spot.row)).collect()));
    }
    found
}

/// The same for what does not change with the row.
fn plainly<'a>(spots: &[Spot<'a>], of: impl Fn(&Cell) -> String) -> Vec<(String, Where)> {
    cover(spots, |spot| vec![of(spot.cell)], |text, spot| of(spot.cell) == *text)
}

fn shown<T>(found: Vec<(T, Where)>, mut show: impl FnMut(&T) -> String) -> Vec<(String, Where)> {
    found.into_iter().map(|(value, here)| (show(&value), here)).collect()
}

/// The letter that the first row would have.
fn first_letter(frame: Frame<'_>, spot: &Spot<'_>) -> Vec<String> {
    let back = (spot.row - 1) * frame.step;
    let first = spot.cell.col.checked_sub(back).filter(|col| *col > 0);
    first.map(|col| quoted(&letter(col))).into_iter().collect()
}

/// `8:0+4 8:4+2`
fn cuts(cell: &Cell) -> String {
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
fn counted(frame: Frame<'_>, text: &str, row: u16) -> Vec<String> {
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
fn counted_all(frame: Frame<'_>, texts: &[String], row: u16) -> Vec<Vec<String>> {
    let each: Vec<Vec<String>> = texts.iter().map(|text| counted(frame, text, row)).collect();
    let ways = each.iter().map(Vec::len).min().unwrap_or(0);
    (0..ways)
        .map(|way| each.iter().filter_map(|offers| offers.get(way).cloned()).collect())
        .collect()
}

/// How a column can be named from another: by its letter, or by how far it is.
fn refs(frame: Frame<'_>, place: &str, from: u16) -> Vec<String> {
    let Some((sheet, col)) = place.split_once('.').filter(|(sheet, _)| *sheet == frame.sheet) else {
        return vec![place.to_owned()];
    };
    let _ = sheet;
    let far = number_of(col).map(|col| i32::from(col) - i32::from(from));
    let mut offers = vec![col.to_owned()];
    offers.extend(far.filter(|far| *far != 0).map(|far| format!("{far:+}")));
    offers
}

#[derive(Clone)]
struct Asked {
    of: Vec<String>,
    is: Vec<String>,
}

fn asked(frame: Frame<'_>, spot: &Spot<'_>) -> Vec<Option<Asked>> {
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

fn same_asked(frame: Frame<'_>, text: Option<&Asked>, spot: &Spot<'_>) -> bool {
    match (text, &spot.cell.asked) {
        (None, None) => true,
        (Some(text), Some(asked)) => {
            let meant: Option<Vec<String>> = text.of.iter().map(|of| place(of, frame.sheet, spot.cell.col)).collect();
            meant.as_ref() == Some(&asked.cols) && text.is == asked.values
        }
        _ => false,
    }
}

fn show_asked(asked: &Asked, answers: &mut Answers) -> String {
    let several = |names: &[String]| match names {
        [one] => quoted(one),
        many => array(many),
    };
    let is = if asked.is.len() > SHORT {
        format!("any = {}", quoted(&answers.name(&asked.is)))
    } else {
        format!("is = {}", several(&asked.is))
    };
    format!("{{ of = {}, {is} }}", several(&asked.of))
}

fn to(frame: Frame<'_>, spot: &Spot<'_>) -> Vec<Option<To>> {
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
    if own.map_or(0, |own| own) == u16::from(*row) {
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

fn show_to(to: &To) -> String {
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

/// What need not be written, because it holds where nothing is said.
pub fn unsaid(name: &str) -> Option<&'static str> {
    BTreeMap::from([
        ("cut", "\"\""),
        ("limit", "\"\""),
        ("required", "false"),
        ("list", "\"\""),
        ("by", "\"\""),
        ("menu", "\"\""),
        ("asked", "false"),
        ("to", "false"),
    ])
    .get(name)
    .copied()
}
