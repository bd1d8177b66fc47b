//! Which columns of several tools, or of two editions of one, mean the same: by their names in the file, their labels and their order.

use super::facts::{ColumnFacts, ToolFacts};
use crate::run::Outcome;
use rulebook::host::folded::{Cell, Common, Grid, Merged, Piece};
use rulebook::{AskedWhen, Cut, number_of};

/// How a column of another sheet is written where one of `main` is meant.
const MAIN: (char, &str) = ('\u{5728}', "main");
/// The sheet in which the choices of the menu stand.
const CONTROL: &str = "control";

/// The written columns of a sheet of a tool.
pub fn cells(common: &Common, tool: &ToolFacts, sheet: &str, columns: &[ColumnFacts]) -> Outcome<Vec<Cell>> {
    let mut cells: Vec<Cell> = Vec::new();
    for column in columns.iter().filter(|column| !column.csv.is_empty()) {
        let why = |why: String| format!("{}/{sheet}, column {}: {why}", tool.procedure, column.col);
        let col = number_of(&column.col).ok_or_else(|| why("no column".into()))?;
        let piece = Piece {
            header: column.header.clone(),
            cut: column.part.as_deref().map(cut).transpose().map_err(why)?,
            file: column.csv.clone(),
        };
        match cells.last_mut().filter(|last| last.col == col) {
            // What the tool checks, it checks at the first piece.
            Some(last) => last.pieces.push(piece),
            None => cells.push(cell(common, tool, sheet, column, col, piece).map_err(why)?),
        }
    }
    Ok(cells)
}

fn cell(common: &Common, tool: &ToolFacts, sheet: &str, column: &ColumnFacts, col: u16, piece: Piece) -> Result<Cell, String> {
    let (mut by, mut menu) = (String::new(), String::new());
    match &column.list_parent {
        Some(parent) if parent.sheet == CONTROL => {
            let list = tool.control_lists.get(&parent.col);
            menu = list.cloned().ok_or_else(|| format!("the menu has no list {}", parent.col))?;
        }
        Some(parent) => by = format!("{}.{}", parent.sheet, parent.col),
        None => {}
    }
    let place = |col: &String| match col.strip_prefix(MAIN.0) {
        Some(col) => format!("{}.{col}", MAIN.1),
        None => format!("{sheet}.{col}"),
    };
    Ok(Cell {
        col,
        pieces: vec![piece],
        label: column.label.clone(),
        limit: limit(common, column)?,
        required: column.required,
        list: column.codes.clone().unwrap_or_default(),
        by,
        menu,
        asked: column.asked_when.as_ref().map(|asked| AskedWhen {
            cols: asked.cols.iter().map(place).collect(),
            values: asked.values.clone(),
        }),
        to: None,
    })
}

/// `digits 8!`
fn limit(common: &Common, column: &ColumnFacts) -> Result<String, String> {
    // A class that has no name of ours is all characters.
    let classes = column.charset.iter().map(|name| common.classes.get(name).copied());
    let classes: Vec<_> = classes.collect::<Option<_>>().unwrap_or_default();
    let unknown = column.charset.iter().find(|name| !common.classes.contains_key(*name));
    if let Some(name) = unknown.filter(|name| !common.any.contains(name)) {
        return Err(format!("there is no class of characters `{name}` in official/common.toml"));
    }
    let mut words = Vec::new();
    if !classes.is_empty() {
        let set = common.chars.iter().find(|(_, set)| **set == classes);
        let (name, _) = set.ok_or_else(|| format!("no set of characters in official/common.toml is {:?}", column.charset))?;
        words.push(name.clone());
    }
    if let Some(max) = column.max {
        words.push(format!("{max}{}", if column.exact { "!" } else { "" }));
    }
    Ok(words.join(" "))
}

/// The piece that a regular expression of digits takes: `^\d{4}(\d{2})\d{2}$` is `8:4+2`.
fn cut(part: &str) -> Result<Cut, String> {
    let wrong = || format!("`{part}` is no piece of digits");
    let (mut digits, mut taken) = (0, None);
    let inner = part.strip_prefix('^').and_then(|part| part.strip_suffix('$')).ok_or_else(wrong)?;
    for group in inner.split_inclusive('}') {
        // The bracket behind a group leads the next one, or ends the text.
        let opens = group.trim_start_matches(')').starts_with('(');
        let number = group
            .trim_start_matches([')', '('])
            .strip_prefix("\\d{")
            .and_then(|it| it.strip_suffix('}'));
        let Some(number) = number.and_then(|it| it.parse::<u8>().ok()) else {
            if group == ")" {
                continue;
            }
            return Err(wrong());
        };
        if opens {
            taken = Some((digits, number));
        }
        digits += number;
    }
    let (from, len) = taken.ok_or_else(wrong)?;
    Ok(Cut { digits, from, len })
}

/// Adds the columns of one more tool to those of others.
pub fn merge(grid: &mut Grid, tool: &str, cells: Vec<Cell>) {
    let pairs = {
        let before: Vec<Vec<&Cell>> = grid.columns.iter().map(|column| column.cells.values().collect()).collect();
        pair(&before, &cells)
    };
    let mut before = std::mem::take(&mut grid.columns).into_iter().map(Some).collect::<Vec<_>>();
    let mut cells = cells.into_iter().map(Some).collect::<Vec<_>>();
    for (old, new) in pairs {
        let mut column = old.and_then(|at| before.get_mut(at)?.take()).unwrap_or_default();
        if let Some(cell) = new.and_then(|at| cells.get_mut(at)?.take()) {
            column.cells.insert(tool.to_owned(), cell);
        }
        grid.columns.push(column);
    }
    grid.tools.push(tool.to_owned());
}

/// An empty sheet.
pub fn grid(sheet: &str) -> Grid {
    Grid {
        sheet: sheet.to_owned(),
        columns: Vec::<Merged>::new(),
        ..Grid::default()
    }
}

/// Which of one belongs to which of the other, in the order of both: the pairs whose likenesses add up to most.
pub fn pair(ones: &[Vec<&Cell>], others: &[Cell]) -> Vec<(Option<usize>, Option<usize>)> {
    let names: Vec<Vec<Named<'_>>> = ones
        .iter()
        .map(|cells| cells.iter().map(|cell| Named::of(cell)).collect())
        .collect();
    let other_names: Vec<Named<'_>> = others.iter().map(Named::of).collect();
    let alike = |one: usize, other: usize| -> u32 {
        let likeness = names[one].iter().map(|cell| cell.likeness(&other_names[other]));
        likeness.max().unwrap_or(0)
    };
    let mut best = vec![vec![0_u32; others.len() + 1]; ones.len() + 1];
    let mut known = vec![vec![0_u32; others.len()]; ones.len()];
    for one in (0..ones.len()).rev() {
        for other in (0..others.len()).rev() {
            let skipped = best[one + 1][other].max(best[one][other + 1]);
            let like = alike(one, other);
            known[one][other] = like;
            let together = if like > 0 { best[one + 1][other + 1] + like } else { 0 };
            best[one][other] = skipped.max(together);
        }
    }
    let (mut one, mut other, mut pairs) = (0, 0, Vec::new());
    while one < ones.len() && other < others.len() {
        let like = known[one][other];
        if like > 0 && best[one][other] == best[one + 1][other + 1] + like {
            pairs.push((Some(one), Some(other)));
            one += 1;
            other += 1;
        } else if best[one][other] == best[one + 1][other] {
            pairs.push((Some(one), None));
            one += 1;
        } else {
            pairs.push((None, Some(other)));
            other += 1;
        }
    }
    pairs.extend((one..ones.len()).map(|one| (Some(one), None)));
    pairs.extend((other..others.len()).map(|other| (None, Some(other))));
    pairs
}

/// A column by what it is known again.
struct Named<'a> {
    name: &'a str,
    /// The name without brackets and dots, which the tools do not set alike.
    plain: String,
    label: &'a str,
    col: u16,
}

impl<'a> Named<'a> {
    fn of(cell: &'a Cell) -> Self {
        let name = bare(cell);
        Named {
            name,
            plain: name.chars().filter(char::is_ascii_alphanumeric).collect(),
            label: &cell.label,
            col: cell.col,
        }
    }

    /// How much two columns are alike; 0 where they cannot be the same.
    fn likeness(&self, other: &Self) -> u32 {
        let by_name = match () {
            () if self.name == other.name => 12,
            () if self.plain == other.plain => 8,
            () => 0,
        };
        let by_label = if self.label == other.label { 4 } else { 0 };
        match by_name + by_label {
            0 => 0,
            likeness => likeness + u32::from(self.col == other.col),
        }
    }
}

/// The name of a column without the form of which it is.
pub fn bare(cell: &Cell) -> &str {
    let header = cell.pieces.first().map_or("", |piece| &piece.header);
    header.rsplit_once(':').map_or(header, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_digits_are_read() {
        let check = |part: &str, digits, from, len| assert_eq!(cut(part), Ok(Cut { digits, from, len }), "{part}");
        check(r"^(\d{4})\d{2}$", 6, 0, 4);
        check(r"^\d{4}(\d{2})$", 6, 4, 2);
        check(r"^\d{4}(\d{2})\d{2}$", 8, 4, 2);
        check(r"^\d{4}\d{2}(\d{2})$", 8, 6, 2);
        assert!(cut(r"^(\w+)$").is_err() && cut(r"\d{4}").is_err() && cut(r"^\d{4}$").is_err());
    }
}
