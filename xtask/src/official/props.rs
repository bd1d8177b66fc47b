//! What is known of columns, written once: for each property the text that holds in most tools and rows, and what holds elsewhere.

use super::text::{array, quoted};
use super::ways::{Asked, asked, counted, counted_all, cuts, first_letter, refs, same_asked, show_to, to};
use rulebook::host::folded::{Cell, in_row, place, target};

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

/// What need not be written, because it holds where nothing is said.
pub fn unsaid(name: &str) -> Option<&'static str> {
    match name {
        "cut" | "limit" | "list" | "by" | "menu" => Some("\"\""),
        "required" | "asked" | "to" => Some("false"),
        _ => None,
    }
}
