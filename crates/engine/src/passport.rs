//! The two lines for machines at the foot of a passport's page (ICAO Doc 9303, parts 3 and 4): what they say, held against their check digits.

use crate::characters::narrow;
use chrono::Datelike;
use rulebook::{Day, Role};

/// Signs in a line.
const WIDTH: usize = 44;
const FILLER: u8 = b'<';
/// Where the name stands in the first line.
const NAME: std::ops::Range<usize> = 5..WIDTH;

/// What stands in the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassportLines {
    /// What may be taken over, by what it means: names in capitals, days as `1990-04-01`, the nationality as its three letters there, the sex as one.
    /// What failed its check digit, and what is left open, is not among it.
    pub says: Vec<(Role, String)>,
    /// What does not agree with its check digit.
    pub wrong: Vec<Checked>,
    /// The name fills its place to the end, so it may go on.
    pub cut: bool,
}

/// What a check digit stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// The number of the passport.
    Number,
    /// The date of birth.
    Birth,
    /// The last day on which the passport is valid.
    Expiry,
    /// All of the second line but nationality and sex.
    Line,
}

/// Why a text is not the two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinesFault {
    /// Nothing stands there.
    Empty,
    /// So many signs, and not two lines of 44.
    Length(usize),
    /// The first line is not that of a passport.
    Kind,
    /// A sign that no such line has: line and place, from 1, and the sign.
    Sign(usize, usize, char),
}

/// Reads what was typed or pasted. Small and wide letters, spaces and line breaks do not matter, nor digits for letters where only the one or the
/// other can stand. Of a birth the last century is meant in which it is no later than `today`; of the last day of validity, this one.
pub fn passport_lines(text: &str, today: Day) -> Result<PassportLines, LinesFault> {
    let (first, second) = lines(text)?;
    let name = piece(&first, NAME);
    let (number, birth, expiry) = (piece(&second, 0..9), digits(piece(&second, 13..19)), digits(piece(&second, 21..27)));
    // The digit that checks all of them stands at the end, and counts the others' check digits too.
    let whole = [
        piece(&second, 0..10),
        &birth,
        piece(&second, 19..20),
        &expiry,
        piece(&second, 27..43),
    ]
    .concat();
    let fails = |text: &[u8], at: usize| piece(&second, at..at + 1).first().map(|sign| as_digit(*sign)) != Some(check_digit(text));
    let singles = [
        (Checked::Number, number, 9),
        (Checked::Birth, &birth, 19),
        (Checked::Expiry, &expiry, 27),
    ];
    let mut wrong: Vec<Checked> = singles
        .into_iter()
        .filter(|(_, text, at)| fails(text, *at))
        .map(|(what, ..)| what)
        .collect();
    if wrong.is_empty() && fails(&whole, 43) {
        wrong.push(Checked::Line);
    }
    let holds = |what| !wrong.contains(&what) && !wrong.contains(&Checked::Line);
    let this = today.year() / 100 * 100;
    let born = |two: i32| if this + two > today.year() { this - 100 + two } else { this + two };
    let says = [
        Some((Role::RomanName, spoken(name))),
        Some((Role::Nationality, plain(piece(&second, 10..13)))),
        Some((Role::Sex, plain(piece(&second, 20..21)))),
        holds(Checked::Number).then(|| (Role::PassportNumber, plain(number))),
        holds(Checked::Birth).then(|| (Role::BirthDate, day(&birth, born))),
        holds(Checked::Expiry).then(|| (Role::PassportExpiry, day(&expiry, |two| this + two))),
    ];
    Ok(PassportLines {
        says: says.into_iter().flatten().filter(|(_, text)| !text.is_empty()).collect(),
        cut: name.last().is_some_and(|sign| *sign != FILLER),
        wrong,
    })
}

/// The two lines: two of the right width below each other, wherever they stand in what was pasted, else all of it in one.
fn lines(text: &str) -> Result<(Vec<u8>, Vec<u8>), LinesFault> {
    let clean = |text: &str| -> Vec<char> { text.chars().filter(|sign| !sign.is_whitespace()).map(as_printed).collect() };
    let text = narrow(text);
    let all: Vec<Vec<char>> = text.lines().map(clean).filter(|line| !line.is_empty()).collect();
    let pair = |pair: &&[Vec<char>]| pair.iter().all(|line| line.len() == WIDTH) && pair.concat().contains(&'<');
    let found = all.windows(2).find(pair).map_or_else(|| all.concat(), <[Vec<char>]>::concat);
    match found.len() {
        0 => return Err(LinesFault::Empty),
        count if count != 2 * WIDTH => return Err(LinesFault::Length(count)),
        _ => {}
    }
    if let Some((at, sign)) = found
        .iter()
        .enumerate()
        .find(|(_, sign)| !matches!(sign, 'A'..='Z' | '0'..='9' | '<'))
    {
        return Err(LinesFault::Sign(at / WIDTH + 1, at % WIDTH + 1, *sign));
    }
    let bytes: Vec<u8> = found.into_iter().filter_map(|sign| u8::try_from(sign).ok()).collect();
    if bytes.first() != Some(&b'P') {
        return Err(LinesFault::Kind);
    }
    Ok(bytes
        .split_at_checked(WIDTH)
        .map(|(first, second)| (first.to_vec(), second.to_vec()))
        .unwrap_or_default())
}

/// A sign as it is printed there: in capitals, and the mark that fills for what is read or typed in its place.
fn as_printed(sign: char) -> char {
    match sign.to_ascii_uppercase() {
        '\u{ab}' | '\u{2039}' | '\u{3008}' | '\u{300a}' => '<',
        other => other,
    }
}

fn piece(line: &[u8], at: std::ops::Range<usize>) -> &[u8] {
    line.get(at).unwrap_or_default()
}

/// 7, 3 and 1 in turn; letters count from 10.
fn check_digit(text: &[u8]) -> u8 {
    let worth = |sign: u8| match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        b'A'..=b'Z' => u32::from(sign - b'A') + 10,
        _ => 0,
    };
    let sum: u32 = text
        .iter()
        .zip([7, 3, 1].iter().cycle())
        .map(|(sign, weight)| worth(*sign) * weight)
        .sum();
    u8::try_from(sum % 10).unwrap_or_default() + b'0'
}

/// Where only a digit can stand, a letter that looks like one is it. Nothing at all counts as zero.
fn as_digit(sign: u8) -> u8 {
    match sign {
        b'O' | b'Q' | b'D' | FILLER => b'0',
        b'I' | b'L' => b'1',
        b'Z' => b'2',
        b'S' => b'5',
        b'G' => b'6',
        b'B' => b'8',
        other => other,
    }
}

/// The digits of a day. A filler stays: it says that something is not known.
fn digits(text: &[u8]) -> Vec<u8> {
    text.iter()
        .map(|sign| if *sign == FILLER { FILLER } else { as_digit(*sign) })
        .collect()
}

/// A letter where no digit can stand.
fn as_letter(sign: u8) -> u8 {
    match sign {
        b'0' => b'O',
        b'1' => b'I',
        b'2' => b'Z',
        b'5' => b'S',
        b'6' => b'G',
        b'8' => b'B',
        other => other,
    }
}

/// A name as it stands above the lines: first the family's, two fillers behind it, then the given ones.
fn spoken(name: &[u8]) -> String {
    let signs: String = name
        .iter()
        .map(|sign| if *sign == FILLER { ' ' } else { as_letter(*sign).into() })
        .collect();
    signs.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(text: &[u8]) -> String {
    text.iter().filter(|sign| **sign != FILLER).map(|sign| char::from(*sign)).collect()
}

/// A day from its six digits, as it is typed. What is not known of it is zero; nothing where even the year is not known, or no such month exists.
fn day(digits: &[u8], year: impl Fn(i32) -> i32) -> String {
    let number = |at| {
        let two: String = piece(digits, at).iter().map(|sign| char::from(*sign)).collect();
        if two == "<<" { Some(0) } else { two.parse::<i32>().ok() }
    };
    match (piece(digits, 0..2) != b"<<", number(0..2), number(2..4), number(4..6)) {
        (true, Some(two), Some(month @ 0..=12), Some(day @ 0..=31)) => format!("{:04}-{month:02}-{day:02}", year(two)),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specimen of ICAO Doc 9303, part 4.
    const SPECIMEN: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

    fn today() -> Day {
        Day::from_ymd_opt(2026, 12, 2).unwrap()
    }

    fn says(text: &str) -> Vec<(Role, String)> {
        passport_lines(text, today()).unwrap().says
    }

    fn value(text: &str, role: Role) -> Option<String> {
        says(text).into_iter().find(|(of, _)| *of == role).map(|(_, text)| text)
    }

    #[test]
    fn the_specimen_is_read() {
        let read = passport_lines(SPECIMEN, today()).unwrap();
        let expected = [
            (Role::RomanName, "ERIKSSON ANNA MARIA"),
            (Role::Nationality, "UTO"),
            (Role::Sex, "F"),
            (Role::PassportNumber, "L898902C3"),
            (Role::BirthDate, "1974-08-12"),
            (Role::PassportExpiry, "2012-04-15"),
        ];
        assert_eq!(read.says, expected.map(|(role, text)| (role, text.to_owned())));
        assert!(read.wrong.is_empty() && !read.cut);
    }

    #[test]
    fn it_may_be_typed_or_pasted_in_any_way() {
        let ways = [
            SPECIMEN.replace('\n', ""),
            SPECIMEN.replace('\n', "\r\n\r\n"),
            SPECIMEN.to_lowercase().replace('<', "\u{ab}"),
            format!("Passport\n{}\nsigned", SPECIMEN.replace('<', " <")),
            SPECIMEN.chars().map(|sign| if sign == '<' { '\u{ff1c}' } else { sign }).collect(),
            // A letter where a digit stands, and the other way round.
            SPECIMEN.replace("7408122", "74O8I22").replace("ERIKSSON", "ER1KSS0N"),
        ];
        for way in ways {
            assert_eq!(says(&way), says(SPECIMEN), "{way}");
        }
    }

    #[test]
    fn what_disagrees_with_its_check_digit_is_told_and_not_taken() {
        let spoilt = [
            (SPECIMEN.replace("L898902C3", "L898903C3"), Checked::Number, Role::PassportNumber),
            (SPECIMEN.replace("7408122", "7408132"), Checked::Birth, Role::BirthDate),
            (SPECIMEN.replace("1204159", "1205159"), Checked::Expiry, Role::PassportExpiry),
        ];
        for (text, what, role) in spoilt {
            let read = passport_lines(&text, today()).unwrap();
            assert_eq!(read.wrong, [what]);
            assert_eq!(value(&text, role), None);
            assert_eq!(read.says.len(), 5, "the others hold");
        }
        // Each holds by itself, and all of them together do not: who knows which.
        let read = passport_lines(&SPECIMEN.replace("ZE184226B", "ZE184236B"), today()).unwrap();
        assert_eq!((read.wrong.as_slice(), read.says.len()), (&[Checked::Line][..], 3));
    }

    #[test]
    fn what_is_not_known_stays_open() {
        let line = |birth: &str, sex: char| {
            let text = format!("L898902C3{}", char::from(check_digit(b"L898902C3")));
            let birth = format!("{birth}{}", char::from(check_digit(birth.as_bytes())));
            let rest = "1204159ZE184226B<<<<<1";
            let whole = format!("{text}{birth}{rest}");
            format!(
                "P<D<<M<LLER<<{}\n{text}D<<{birth}{sex}{rest}{}",
                "<".repeat(31),
                char::from(check_digit(whole.as_bytes()))
            )
        };
        let text = line("74<<<<", '<');
        assert_eq!(value(&text, Role::BirthDate).as_deref(), Some("1974-00-00"));
        assert_eq!(value(&text, Role::Sex), None);
        assert_eq!(value(&text, Role::Nationality).as_deref(), Some("D"));
        assert_eq!(value(&line("<<<<<<", 'X'), Role::BirthDate), None);
        assert_eq!(value(&line("260101", 'M'), Role::BirthDate).as_deref(), Some("2026-01-01"));
        assert_eq!(value(&line("270101", 'M'), Role::BirthDate).as_deref(), Some("1927-01-01"));
        assert_eq!(value(&line("741301", 'M'), Role::BirthDate), None, "there is no such month");
    }

    #[test]
    fn a_name_that_fills_its_place_may_go_on() {
        let first = format!("P<UTO{}<<{}", "A".repeat(20), "B".repeat(17));
        let text = format!("{first}\n{}", SPECIMEN.lines().nth(1).unwrap());
        let read = passport_lines(&text, today()).unwrap();
        assert!(read.cut && read.says[0].1.ends_with('B'));
    }

    #[test]
    fn what_is_no_passport_is_told() {
        let fault = |text: &str| passport_lines(text, today()).unwrap_err();
        assert_eq!(fault(" \n"), LinesFault::Empty);
        assert_eq!(fault(&SPECIMEN[1..]), LinesFault::Length(87));
        assert_eq!(fault(&SPECIMEN.replacen('P', "I", 1)), LinesFault::Kind);
        assert_eq!(fault(&SPECIMEN.replace("ANNA", "ANN\u{c9}")), LinesFault::Sign(1, 19, '\u{c9}'));
    }
}
