//! How a file can be unlike one that the agency's tool has written, and in which words that is said.

use super::text::Encoding;
use crate::Arg;
use rulebook::TextId;

/// How the fields of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The encoding.
    pub encoding: Encoding,
    /// What stands between two fields.
    pub separator: char,
    /// How many fields stand in quotes.
    pub quotes: usize,
}

impl Form {
    /// As the agency's tool writes it.
    pub const OWN: Form = Form {
        encoding: Encoding::Own,
        separator: '\t',
        quotes: 0,
    };
}

/// What is unlike a file of the agency's tool for one application code. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// There is nothing in it.
    Empty,
    /// It is the workbook itself, not the file that is written from it.
    Workbook,
    /// It is no text with columns.
    NoTable,
    /// Another encoding or separator, or fields in quotes: as a spreadsheet saves it.
    Form(Form),
    /// It ends with a line break.
    LastBreak,
    /// Lines are not separated by carriage return and line feed.
    Breaks,
    /// Some lines have nothing in them.
    Blank {
        /// How many.
        lines: usize,
    },
    /// Empty fields at the end of the lines are missing, or there are more of them.
    Padded,
    /// It ends in the middle of a character.
    Cut,
    /// A character could not be read.
    Lost {
        /// The line.
        line: usize,
    },
    /// A line has another number of fields than the form.
    Fields {
        /// The line.
        line: usize,
        /// How many it has.
        found: usize,
        /// How many it must have.
        expected: usize,
    },
    /// The line with the names of the columns is missing.
    NoHeader,
    /// The first line names a column otherwise than the agency's tool does.
    Header {
        /// The column.
        column: usize,
        /// What stands there.
        found: String,
        /// What must stand there.
        expected: String,
    },
    /// A line is of another application code.
    Code {
        /// The line.
        line: usize,
        /// What its third field says.
        found: String,
        /// The code of the form.
        expected: String,
    },
    /// More applicants than one file may hold.
    TooMany {
        /// How many there are.
        found: usize,
        /// How many there may be.
        max: usize,
    },
    /// There is no applicant in it.
    Nobody,
    /// Nobody is named who files for this applicant: checked as that of one who files alone.
    Alone {
        /// The line.
        line: usize,
    },
}

/// What a fault means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Nothing is lost: it is only told.
    Taken,
    /// Nothing is lost, but the agency's system takes no such file: it must be saved anew.
    Anew,
    /// Something cannot be read as it was meant.
    Lost,
}

impl FileFault {
    /// What it means.
    pub fn weight(&self) -> Weight {
        match self {
            FileFault::LastBreak | FileFault::Breaks | FileFault::Blank { .. } | FileFault::Padded | FileFault::Alone { .. } => {
                Weight::Taken
            }
            FileFault::Form(_) | FileFault::NoHeader => Weight::Anew,
            _ => Weight::Lost,
        }
    }

    /// The sentence that says it, and what to put into it. How it is mended stands under the same id with `.fix`.
    pub fn says(&self) -> (TextId, Vec<(String, Arg)>) {
        let number = |name: &str, of: usize| (name.to_owned(), Arg::Number(of as f64));
        let text = |name: &str, of: &str| (name.to_owned(), Arg::Text(of.to_owned()));
        let words = |name: &str, id: &str| (name.to_owned(), Arg::Words(TextId::new(id)));
        let (id, args) = match self {
            FileFault::Empty => ("sheet.empty", vec![]),
            FileFault::Workbook => ("sheet.workbook", vec![]),
            FileFault::NoTable => ("sheet.no_table", vec![]),
            FileFault::Form(form) => {
                let separator = match form.separator {
                    ',' => "sheet.commas",
                    ';' => "sheet.semicolons",
                    _ => "sheet.tabs",
                };
                let quotes = if form.quotes > 0 { "sheet.quotes" } else { "sheet.no_quotes" };
                let args = vec![
                    text("encoding", form.encoding.name()),
                    words("separator", separator),
                    words("quotes", quotes),
                ];
                ("sheet.form", args)
            }
            FileFault::LastBreak => ("sheet.last_break", vec![]),
            FileFault::Breaks => ("sheet.breaks", vec![]),
            FileFault::Blank { lines } => ("sheet.blank", vec![number("lines", *lines)]),
            FileFault::Padded => ("sheet.padded", vec![]),
            FileFault::Cut => ("sheet.cut", vec![]),
            FileFault::Lost { line } => ("sheet.lost", vec![number("line", *line)]),
            FileFault::Fields { line, found, expected } => {
                let args = vec![number("line", *line), number("found", *found), number("expected", *expected)];
                ("sheet.fields", args)
            }
            FileFault::NoHeader => ("sheet.no_header", vec![]),
            FileFault::Header { column, found, expected } => {
                let args = vec![number("column", *column), text("found", found), text("expected", expected)];
                ("sheet.header", args)
            }
            FileFault::Code { line, found, expected } => {
                let args = vec![number("line", *line), text("found", found), text("expected", expected)];
                ("sheet.code", args)
            }
            FileFault::TooMany { found, max } => ("sheet.too_many", vec![number("found", *found), number("max", *max)]),
            FileFault::Nobody => ("sheet.nobody", vec![]),
            FileFault::Alone { line } => ("sheet.alone", vec![number("line", *line)]),
        };
        (TextId::new(id), args)
    }
}
