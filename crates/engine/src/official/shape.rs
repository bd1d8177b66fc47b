//! From the lines of a file to its applicants: whether each line has the columns of this form.
//!
//! Every line of the agency's tool ends with an empty field, so a line that has lost a tab still ends with one, and one whose end is
//! missing does not: that tells what stands in the wrong column from what only stops early.

use super::fault::{FileFault, Weight};
use super::open::{Line, Opened, open};
use rulebook::{Loaded, OfficialForm};
use std::collections::BTreeSet;

/// Where a line tells the application code, counted from 0.
const CODE_AT: usize = 2;
/// More names than these that are not those of the form, and the file is of another one.
const MOST_RENAMED: usize = 10;

/// The lines that can be read as those of applicants of this form, each with the how-manieth applicant it is, from 1.
pub(super) struct Applicants {
    pub lines: Vec<(usize, Line)>,
    pub faults: Vec<FileFault>,
}

/// The form that a file is of: by the code of its applicants, else by the names of its columns.
pub fn form_of(book: &Loaded, bytes: &[u8]) -> Result<Option<OfficialForm>, FileFault> {
    let lines = open(bytes)?.lines;
    let known = codes(book);
    let here = |line: &Line| known.get(line.fields.get(CODE_AT)?.trim()).copied();
    if let Some(code) = lines.iter().find_map(here) {
        return Ok(book.official(code));
    }
    let same = |form: &OfficialForm| lines.first().is_some_and(|line| named(form, line).is_empty());
    let mut by_names = known.into_iter().filter_map(|code| book.official(code)).filter(same);
    Ok(by_names.next().filter(|_| by_names.next().is_none()))
}

/// The application codes for which we have a form.
pub fn codes(book: &Loaded) -> BTreeSet<&str> {
    let variants = book.core.variants().map(|(_, variant)| variant);
    let codes = variants.map(|variant| variant.code.as_str()).filter(|code| !code.is_empty());
    codes.collect()
}

/// The applicants of a file of this form, and all that is unlike a file of the agency's tool.
pub(super) fn applicants(form: &OfficialForm, bytes: &[u8]) -> Result<Applicants, FileFault> {
    let Opened { mut lines, mut faults } = open(bytes)?;
    if let Some(header) = lines.first_mut() {
        rejoin(form, header, &faults);
    }
    let expected = usize::from(form.width);
    // How many fields the lines have, if all were cut or filled alike.
    let common = lines.first().map_or(0, |line| line.fields.len());
    let headless = lines
        .first()
        .is_some_and(|line| line.fields.get(CODE_AT).is_some_and(|code| code.trim() == form.entry.code));
    let people = lines.split_off(usize::from(!headless).min(lines.len()));
    match lines.first() {
        None => faults.push(FileFault::NoHeader),
        Some(header) => {
            let wrong = named(form, header);
            let count = wrong.len();
            if let Some(first) = wrong.into_iter().next() {
                if count > MOST_RENAMED {
                    return Err(first);
                }
                faults.push(first);
            }
        }
    }
    if common != expected {
        faults.push(FileFault::Padded);
    }
    let mut aligned = Vec::new();
    for (at, line) in people.into_iter().enumerate() {
        let found = line.fields.len();
        let number = line.number;
        let ends = line.fields.last().is_some_and(|last| !last.is_empty());
        let (fits, alike) = (found == expected, found == common);
        let fault = || FileFault::Fields {
            line: number,
            found,
            expected,
        };
        let padded = match () {
            () if fits => true,
            // As the first line: then nothing has moved.
            () if common != expected && (alike || (found < expected && ends)) => true,
            () => {
                faults.push(fault());
                found < expected && ends
            }
        };
        let more = line.fields.iter().skip(expected).any(|it| !it.is_empty());
        if fits || (padded && !more) {
            let mut fields = line.fields;
            fields.resize(expected, String::new());
            aligned.push((at + 1, Line { number, fields }));
        } else if padded {
            faults.push(fault());
        }
    }
    let all = aligned.len();
    let mut lines = Vec::new();
    for (at, line) in aligned {
        let found = line.fields.get(CODE_AT).map_or("", |code| code.trim());
        if found == form.entry.code {
            lines.push((at, line));
        } else {
            faults.push(FileFault::Code {
                line: line.number,
                found: found.to_owned(),
                expected: form.entry.code.clone(),
            });
        }
    }
    let max = usize::from(form.max_rows);
    if all > max {
        faults.push(FileFault::TooMany { found: all, max });
    }
    Ok(Applicants { lines, faults })
}

/// Some names of columns have commas in them. Where tabs were merely replaced by commas, they are in pieces.
fn rejoin(form: &OfficialForm, header: &mut Line, faults: &[FileFault]) {
    let separator = faults.iter().find_map(|fault| match fault {
        FileFault::Form(form) => Some(form.separator.to_string()),
        _ => None,
    });
    if let Some(separator) = separator
        && header.fields.len() > form.header.len()
        && header.fields.join(&separator) == form.header.join(&separator)
    {
        header.fields.clone_from(&form.header);
    }
}

/// The columns that are named otherwise than in the form.
fn named(form: &OfficialForm, header: &Line) -> Vec<FileFault> {
    let empty = String::new();
    let names = header.fields.iter().chain(std::iter::repeat(&empty)).zip(&form.header).zip(1..);
    let wrong = names.filter(|((found, expected), _)| found.trim() != expected.as_str());
    let faults = wrong.map(|((found, expected), column)| FileFault::Header {
        column,
        found: found.clone(),
        expected: expected.clone(),
    });
    faults.collect()
}

impl Applicants {
    /// The lines, if nothing is lost that they should say.
    pub fn whole(self) -> Result<Vec<Line>, FileFault> {
        match self.faults.into_iter().find(|fault| fault.weight() == Weight::Lost) {
            Some(fault) => Err(fault),
            None => Ok(self.lines.into_iter().map(|(_, line)| line).collect()),
        }
    }
}
