//! From bytes to lines, whatever a spreadsheet or an editor has made of the file: another encoding, another separator, quotes, other line
//! breaks. What was done to it is told; which columns a line must have is no matter here.

use super::decode::encode;
use super::fault::{FileFault, Form};
use super::text::text;

const TAB: char = '\t';
/// What can stand between two fields. A tab counts most: the agency's tool writes it.
const SEPARATORS: [char; 3] = [TAB, ',', ';'];
/// How a workbook begins: as a ZIP, or in the older form.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0]];
/// More separators than these within quotes, and the first quote was not meant as one.
const MOST_IN_QUOTES: usize = 20;

/// One line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The how-manieth line of the file it begins on, from 1.
    pub number: usize,
    /// Its fields.
    pub fields: Vec<String>,
}

/// The lines of a file that say something, and what is unlike a file of the agency's tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The lines.
    pub lines: Vec<Line>,
    /// What was found on the way.
    pub faults: Vec<FileFault>,
}

/// Opens a file. An error where there is no table in it.
pub fn open(bytes: &[u8]) -> Result<Opened, FileFault> {
    if WORKBOOKS.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(FileFault::Workbook);
    }
    let (text, encoding, mut faults) = text(bytes)?;
    if text.trim().is_empty() {
        return Err(FileFault::Empty);
    }
    if text.contains('\0') {
        return Err(FileFault::NoTable);
    }
    if let Some(lines) = own(&text, bytes) {
        return Ok(Opened { lines, faults });
    }
    // A spreadsheet can be told the separator by a line before all others.
    let (hint, rest) = hinted(&text);
    let separator = match hint {
        Some(separator) => separator,
        None => separator(rest).ok_or(FileFault::NoTable)?,
    };
    let read = [Break::of(rest), Break::Any].map(|between| Read::of(rest, separator, between, usize::from(hint.is_some())));
    let [first, any] = read;
    let read = if any.regular() > first.regular() { any } else { first };
    let form = Form {
        encoding,
        separator,
        quotes: read.quotes,
    };
    if form != Form::OWN {
        faults.push(FileFault::Form(form));
    }
    faults.extend(read.between.fault());
    faults.extend(read.last_break.then_some(FileFault::LastBreak));
    let (lines, blank): (Vec<Line>, Vec<Line>) = read
        .lines
        .into_iter()
        .partition(|line| line.fields.iter().any(|it| !it.trim().is_empty()));
    if !blank.is_empty() {
        faults.push(FileFault::Blank { lines: blank.len() });
    }
    Ok(Opened { lines, faults })
}

/// The lines of a file that is in everything as the agency's tool writes it: then quotes are letters like others.
fn own(text: &str, bytes: &[u8]) -> Option<Vec<Line>> {
    if !text.contains(Break::CRLF) && text.contains(['\r', '\n']) {
        return None;
    }
    let lines: Vec<Vec<String>> = text
        .split(Break::CRLF)
        .map(|line| line.split(TAB).map(str::to_owned).collect())
        .collect();
    let width = lines.first().map(Vec::len).filter(|width| *width > 1)?;
    let even = lines.iter().all(|line| line.len() == width);
    (even && encode(&lines) == bytes).then(|| {
        let lines = lines.into_iter().zip(1..);
        lines.map(|(fields, number)| Line { number, fields }).collect()
    })
}

/// The separator that a line such as `sep=;` names, and what follows that line.
fn hinted(text: &str) -> (Option<char>, &str) {
    let named = text.strip_prefix("sep=").and_then(|rest| {
        let separator = rest.chars().next().filter(|it| SEPARATORS.contains(it))?;
        let rest = rest.strip_prefix(separator)?;
        let at = Break::Any.at(rest)?;
        Some((Some(separator), rest.get(at..)?))
    });
    named.unwrap_or((None, text))
}

/// The separator that the first line with something in it has most of.
fn separator(text: &str) -> Option<char> {
    let first = text.split(['\r', '\n']).find(|line| !line.trim().is_empty())?;
    let count = |separator: &char| first.matches(*separator).count();
    // The last of equals: a tab wins.
    SEPARATORS.into_iter().rev().filter(|it| count(it) > 0).max_by_key(count)
}

/// What stands between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// As the agency's tool has it. A line feed alone is then a letter.
    Both,
    Feed,
    Return,
    /// One as another, as in a file that was put together from several.
    Any,
}

impl Break {
    const CRLF: &str = "\r\n";

    fn of(text: &str) -> Break {
        if text.contains(Break::CRLF) {
            Break::Both
        } else if text.contains('\n') {
            Break::Feed
        } else if text.contains('\r') {
            Break::Return
        } else {
            // There is one line.
            Break::Both
        }
    }

    /// How long the break is with which a text begins.
    fn at(self, text: &str) -> Option<usize> {
        let found = match self {
            Break::Both => text.starts_with(Break::CRLF).then_some(2),
            Break::Feed => text.starts_with('\n').then_some(1),
            Break::Return => text.starts_with('\r').then_some(1),
            Break::Any => None,
        };
        if self != Break::Any {
            return found;
        }
        [Break::Both, Break::Feed, Break::Return].into_iter().find_map(|it| it.at(text))
    }

    fn fault(self) -> Option<FileFault> {
        (self != Break::Both).then_some(FileFault::Breaks)
    }
}

/// A text, read in one way.
struct Read {
    between: Break,
    lines: Vec<Line>,
    /// How many fields stood in quotes.
    quotes: usize,
    /// Whether the last line ends with a break.
    last_break: bool,
}

impl Read {
    fn of(text: &str, separator: char, between: Break, before: usize) -> Read {
        let mut read = Read {
            between,
            lines: Vec::new(),
            quotes: 0,
            last_break: false,
        };
        let (mut rest, mut number) = (text, before + 1);
        let mut line = Line {
            number,
            fields: Vec::new(),
        };
        loop {
            let (field, quoted, after) = field(rest, separator, between);
            read.quotes += usize::from(quoted);
            number += field.matches('\n').count();
            line.fields.push(field);
            if let Some(after) = after.strip_prefix(separator) {
                rest = after;
                continue;
            }
            let end = between.at(after).and_then(|at| after.get(at..));
            number += usize::from(end.is_some());
            let done = std::mem::replace(
                &mut line,
                Line {
                    number,
                    fields: Vec::new(),
                },
            );
            read.lines.push(done);
            match end {
                None => return read,
                Some("") => {
                    read.last_break = true;
                    return read;
                }
                Some(after) => rest = after,
            }
        }
    }

    /// How many lines have as many fields as the first.
    fn regular(&self) -> usize {
        let width = self.lines.first().map_or(0, |line| line.fields.len());
        self.lines.iter().filter(|line| line.fields.len() == width).count()
    }
}

/// The field with which a text begins, whether it stood in quotes, and what follows it.
fn field(text: &str, separator: char, between: Break) -> (String, bool, &str) {
    let closed = |rest: &str| rest.is_empty() || rest.starts_with(separator) || Break::Any.at(rest).is_some();
    if let Some((field, rest)) = text.strip_prefix('"').and_then(|rest| quoted(rest, separator, closed)) {
        return (field, true, rest);
    }
    let mut from = 0;
    loop {
        let found = text.get(from..).and_then(|rest| rest.find([separator, '\r', '\n']));
        let at = found.map_or(text.len(), |at| from + at);
        let (field, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        if rest.is_empty() || rest.starts_with(separator) || between.at(rest).is_some() {
            return (field.to_owned(), false, rest);
        }
        from = at + 1;
    }
}

/// What stands between quotes, of which two mean one, and what follows. Nothing where no quote closes it.
fn quoted(text: &str, separator: char, closed: impl Fn(&str) -> bool) -> Option<(String, &str)> {
    let (mut field, mut rest) = (String::new(), text);
    loop {
        let (before, after) = rest.split_once('"')?;
        field.push_str(before);
        if field.matches(separator).count() > MOST_IN_QUOTES {
            return None;
        }
        match after.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None if closed(after) => return Some((field, after)),
            None => return None,
        }
    }
}
