//! Between bytes and lines, exactly as the agency's tool has it: UTF-16, tabs, no break after the last line.

use super::fault::FileFault;
use super::open::open;

const MARK: [u8; 2] = [0xFF, 0xFE];
const TAB: char = '\t';
const BREAK: &str = "\r\n";

/// The fields of every line that says something, however the file was saved.
pub fn decode(bytes: &[u8]) -> Result<Vec<Vec<String>>, FileFault> {
    Ok(open(bytes)?.lines.into_iter().map(|line| line.fields).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_bytes_are_two_ways_to_write_one_thing() {
        let lines = vec![
            vec!["\u{20BB7}".to_owned(), String::new(), "a\nb".into()],
            vec![String::new(), "\r".into(), "\n".into()],
            vec!["\"a\"".to_owned(), "\"".into(), "\"a, b".into()],
        ];
        assert_eq!(decode(&encode(&lines)), Ok(lines));
    }

    #[test]
    fn what_would_break_a_line_is_not_written() {
        let line = |first: &str| vec![first.to_owned(), "d".into()];
        let lines = decode(&encode(&[line("a\tb\r\nc"), line("e")]));
        assert_eq!(lines, Ok(vec![line("a b\nc"), line("e")]));
    }
}
