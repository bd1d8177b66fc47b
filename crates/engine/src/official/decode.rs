//! Between bytes and lines: UTF-16, tabs, and the shape that a file must have.

use rulebook::OfficialForm;
use std::fmt;

const MARK: [u8; 2] = [0xFF, 0xFE];
const TAB: char = '\t';
const BREAK: &str = "\r\n";

/// Why a file is not one of the agency's, or not one of this application code. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It does not begin with the byte order mark of UTF-16 little endian.
    NoMark,
    /// It ends in the middle of a character.
    OddLength,
    /// Half a surrogate pair stands alone.
    Surrogate {
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
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileFault::NoMark => f.write_str("the file does not begin with the byte order mark of UTF-16 little endian"),
            FileFault::OddLength => f.write_str("the file ends in the middle of a character"),
            FileFault::Surrogate { line } => write!(f, "line {line}: half a character (a surrogate alone)"),
            FileFault::Fields { line, found, expected } => write!(f, "line {line}: {found} fields instead of {expected}"),
            FileFault::Header { column, found, expected } => write!(f, "line 1, field {column}: `{found}` instead of `{expected}`"),
            FileFault::Code { line, found, expected } => write!(f, "line {line}: application code `{found}` instead of `{expected}`"),
            FileFault::TooMany { found, max } => write!(f, "{found} applicants; one file holds {max}"),
        }
    }
}

/// The fields of every line.
pub fn decode(bytes: &[u8]) -> Result<Vec<Vec<String>>, FileFault> {
    let text = bytes.strip_prefix(&MARK).ok_or(FileFault::NoMark)?;
    let (units, rest) = text.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(FileFault::OddLength);
    }
    let mut all = String::with_capacity(units.len());
    for c in char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit))) {
        match c {
            Ok(c) => all.push(c),
            Err(_) => {
                let line = all.matches(BREAK).count() + 1;
                return Err(FileFault::Surrogate { line });
            }
        }
    }
    Ok(all.split(BREAK).map(|line| line.split(TAB).map(str::to_owned).collect()).collect())
}

/// The bytes of lines. A tab or line break inside a field would move all that follows: the one becomes a space, the other a
/// line feed alone.
pub fn encode(lines: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = MARK.to_vec();
    let mut put = |text: &str| text.encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes()));
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            put(BREAK);
        }
        for (at, field) in line.iter().enumerate() {
            if at > 0 {
                put("\t");
            }
            if field.contains(TAB) || field.contains(BREAK) {
                put(&field.replace(TAB, " ").replace(BREAK, "\n"));
            } else {
                put(field);
            }
        }
    }
    bytes
}

/// The lines of the applicants, once the file has the shape of this form.
pub(super) fn applicants(form: &OfficialForm, bytes: &[u8]) -> Result<Vec<Vec<String>>, FileFault> {
    let mut lines = decode(bytes)?;
    let expected = usize::from(form.width);
    let wrong = |(at, line): (usize, &Vec<String>)| {
        (line.len() != expected).then_some(FileFault::Fields {
            line: at + 1,
            found: line.len(),
            expected,
        })
    };
    if let Some(fault) = lines.iter().enumerate().find_map(wrong) {
        return Err(fault);
    }
    let people = lines.split_off(1.min(lines.len()));
    let header = lines.into_iter().flatten().zip(&form.header).enumerate();
    for (at, (found, expected)) in header {
        if found != *expected {
            return Err(FileFault::Header {
                column: at + 1,
                found,
                expected: expected.clone(),
            });
        }
    }
    for (at, line) in people.iter().enumerate() {
        if let Some(found) = line.get(2).filter(|found| **found != form.entry.code) {
            return Err(FileFault::Code {
                line: at + 2,
                found: found.clone(),
                expected: form.entry.code.clone(),
            });
        }
    }
    let max = usize::from(form.max_rows);
    if people.len() > max {
        return Err(FileFault::TooMany { found: people.len(), max });
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_bytes_are_two_ways_to_write_one_thing() {
        let lines = vec![
            vec!["\u{20BB7}".to_owned(), String::new(), "a\nb".into()],
            vec![String::new(), "\r".into(), "\n".into()],
        ];
        assert_eq!(decode(&encode(&lines)), Ok(lines));
    }

    #[test]
    fn what_would_break_a_line_is_not_written() {
        let lines = decode(&encode(&[vec!["a\tb\r\nc".to_owned(), "d".into()]]));
        assert_eq!(lines, Ok(vec![vec!["a b\nc".to_owned(), "d".into()]]));
    }

    #[test]
    fn broken_text_says_where() {
        assert_eq!(decode(b"a\tb"), Err(FileFault::NoMark));
        assert_eq!(decode(&[0xFF, 0xFE, 0x41]), Err(FileFault::OddLength));
        let mut alone = encode(&[vec!["a".to_owned()], vec!["b".into()]]);
        alone.extend(0xD842_u16.to_le_bytes());
        assert_eq!(decode(&alone), Err(FileFault::Surrogate { line: 2 }));
    }
}
