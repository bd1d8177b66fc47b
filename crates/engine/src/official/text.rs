//! From bytes to a text, whatever encoding it was saved in.

use super::fault::FileFault;
use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS};

const MARK: &[u8] = &[0xFF, 0xFE];
const MARK_BIG: &[u8] = &[0xFE, 0xFF];
const MARK_UTF8: &[u8] = &[0xEF, 0xBB, 0xBF];
/// How ISO-2022-JP begins to write Japanese.
const ESCAPE: &str = "\x1b$";
const LOST: char = '\u{FFFD}';
/// Of so many characters one may be lost before it is no text of that encoding.
const ONE_OF: usize = 100;

/// How a text was written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16 little endian with its mark, as the agency's tool writes.
    Own,
    /// UTF-16 without a mark, or with the bytes the other way round.
    OtherUtf16,
    /// UTF-8, with or without a mark.
    Utf8,
    /// Shift_JIS as Windows has it.
    ShiftJis,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP.
    Iso2022Jp,
}

impl Encoding {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Own | Encoding::OtherUtf16 => "UTF-16",
            Encoding::Utf8 => "UTF-8",
            Encoding::ShiftJis => "Shift_JIS",
            Encoding::EucJp => "EUC-JP",
            Encoding::Iso2022Jp => "ISO-2022-JP",
        }
    }
}

/// The text of a file. Characters that are broken stand as U+FFFD and are told.
pub fn text(bytes: &[u8]) -> Result<(String, Encoding, Vec<FileFault>), FileFault> {
    if let Some(rest) = bytes.strip_prefix(MARK) {
        return Ok(utf16(rest, Encoding::Own, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(MARK_BIG) {
        return Ok(utf16(rest, Encoding::OtherUtf16, u16::from_be_bytes));
    }
    if let Ok(text) = str::from_utf8(bytes.strip_prefix(MARK_UTF8).unwrap_or(bytes))
        && !text.contains(ESCAPE)
        && !text.contains('\0')
    {
        return Ok((text.to_owned(), Encoding::Utf8, vec![]));
    }
    if let Some(rest) = bytes.strip_prefix(MARK_UTF8) {
        let (text, faults) = lossy(String::from_utf8_lossy(rest).into_owned());
        return Ok((text, Encoding::Utf8, faults));
    }
    // Most of such a file is letters and tabs, of which one byte is zero.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count() * 4 > bytes.len();
    if zeros(1) {
        return Ok(utf16(bytes, Encoding::OtherUtf16, u16::from_le_bytes));
    }
    if zeros(0) {
        return Ok(utf16(bytes, Encoding::OtherUtf16, u16::from_be_bytes));
    }
    if bytes.windows(2).any(|it| it == ESCAPE.as_bytes()) {
        let (text, _, broken) = ISO_2022_JP.decode(bytes);
        let (text, faults) = if broken {
            lossy(text.into_owned())
        } else {
            (text.into_owned(), vec![])
        };
        return Ok((text, Encoding::Iso2022Jp, faults));
    }
    // In this order: what is one can seldom be read as the one before it.
    let all = [
        (Encoding::Utf8, String::from_utf8_lossy(bytes)),
        (Encoding::EucJp, EUC_JP.decode_without_bom_handling(bytes).0),
        (Encoding::ShiftJis, SHIFT_JIS.decode_without_bom_handling(bytes).0),
    ];
    let lost = |text: &str| text.matches(LOST).count();
    let best = all.into_iter().min_by_key(|(_, text)| lost(text));
    let (encoding, text) = best.ok_or(FileFault::Empty)?;
    if lost(&text) * ONE_OF > text.chars().count() {
        return Err(FileFault::NoTable);
    }
    let (text, faults) = lossy(text.into_owned());
    Ok((text, encoding, faults))
}

fn utf16(bytes: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16) -> (String, Encoding, Vec<FileFault>) {
    let (units, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(units.len());
    let (mut line, mut faults) = (1, Vec::new());
    for c in char::decode_utf16(units.iter().map(|it| unit(*it))) {
        line += usize::from(c == Ok('\n'));
        if c.is_err() && faults.last() != Some(&FileFault::Lost { line }) {
            faults.push(FileFault::Lost { line });
        }
        text.push(c.unwrap_or(LOST));
    }
    if !rest.is_empty() {
        faults.push(FileFault::Cut);
    }
    (text, encoding, faults)
}

/// Where a text holds what could not be read.
fn lossy(text: String) -> (String, Vec<FileFault>) {
    let lines = text.split('\n').zip(1..).filter(|(line, _)| line.contains(LOST));
    let faults = lines.map(|(_, line)| FileFault::Lost { line }).collect();
    (text, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(bytes: &[u8], encoding: Encoding, expected: &str) {
        let (text, found, faults) = text(bytes).unwrap();
        assert_eq!((found, text.as_str(), faults), (encoding, expected, vec![]));
    }

    #[test]
    fn the_encodings_of_spreadsheets_and_editors_are_told_apart() {
        let said = "a\t\u{6771}\u{4EAC}\u{90FD}\u{3000}\u{FF8A}\u{FF9F}\u{3042}\r\n";
        let le: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
        reads(&[MARK, &le].concat(), Encoding::Own, said);
        reads(&[MARK_BIG, &be].concat(), Encoding::OtherUtf16, said);
        let plain: Vec<u8> = "one\ttwo\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        reads(&plain, Encoding::OtherUtf16, "one\ttwo\r\n");
        reads(&[MARK_UTF8, said.as_bytes()].concat(), Encoding::Utf8, said);
        reads(said.as_bytes(), Encoding::Utf8, said);
        reads(&SHIFT_JIS.encode(said).0, Encoding::ShiftJis, said);
        reads(&EUC_JP.encode(said).0, Encoding::EucJp, said);
        reads(&ISO_2022_JP.encode("a\t\u{6771}").0, Encoding::Iso2022Jp, "a\t\u{6771}");
        reads(b"a\tb", Encoding::Utf8, "a\tb");
    }

    #[test]
    fn what_is_broken_says_where() {
        let (text, _, faults) = text(&[0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0x42, 0xD8, 0x41, 0, 0x42]).unwrap();
        assert_eq!(text, "A\n\u{FFFD}A");
        assert_eq!(faults, [FileFault::Lost { line: 2 }, FileFault::Cut]);
        assert_eq!(super::text(&[0x80, 0x81, 0xFF, 0xFE, 0x90]).unwrap_err(), FileFault::NoTable);
    }
}
