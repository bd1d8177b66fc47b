//! Days and months as people write them: in boxes, one piece each, or whole. What cannot be understood names its box.
//!
//! Here a text becomes year, month and day, each still a text; whether there is such a day, `read` says.

use crate::calendar::era_at;
use crate::characters::narrow;

/// A box of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
}

/// Why nothing could be made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// What stands in this box.
    Piece(Piece),
    /// Which number is the day and which the month.
    Order,
    /// Not all pieces are there.
    Part,
}

/// Year, month and day; empty where nothing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Digits, or an era and digits.
    pub year: String,
    /// Digits.
    pub month: String,
    /// Digits; always empty for a month.
    pub day: String,
}

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// Digits.
    Number(String),
    /// An era, as it is read.
    Era(String),
    /// The name of a month.
    Month(u32),
    /// The character for year, month or day behind a number.
    Unit(Piece),
    /// Anything else that is no gap.
    Strange,
}

/// Takes an answer apart: `boxes` is three for a day and two for a month.
pub fn written(typed: &str, boxes: usize) -> Result<Written, Unclear> {
    let plain = plain(typed);
    let pieces: Vec<&str> = plain.split('-').map(str::trim).collect();
    if pieces.len() == boxes {
        in_boxes(&pieces)
    } else {
        whole(&plain, boxes)
    }
}

/// Narrow, in small signs, without what is not seen; numbers in kanji as digits, the first year of an era as 1.
fn plain(typed: &str) -> String {
    let unseen = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{61C}')
    };
    let mut text: String = narrow(typed).chars().filter(|c| !unseen(c)).collect();
    // A day of the week behind it says nothing more.
    while let Some((before, after)) = text.split_once('(') {
        let rest = after.split_once(')').map_or("", |(_, rest)| rest);
        text = format!("{before} {rest}");
    }
    if let Some((before, after)) = text.split_once("\u{66DC}") {
        let kept = before.chars().count().saturating_sub(1);
        let rest = after.trim_start_matches('\u{65E5}');
        text = before.chars().take(kept).collect::<String>() + rest;
    }
    digits_of_kanji(&text)
}

/// Numbers written in kanji, up to 99 or digit by digit.
fn digits_of_kanji(text: &str) -> String {
    const DIGITS: &str = "\u{3007}\u{4E00}\u{4E8C}\u{4E09}\u{56DB}\u{4E94}\u{516D}\u{4E03}\u{516B}\u{4E5D}";
    const TEN: char = '\u{5341}';
    let digit = |c: char| DIGITS.chars().position(|it| it == c).or((c == '\u{96F6}').then_some(0));
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<char> = Vec::new();
    let flush = |run: &mut Vec<char>, out: &mut String| {
        let before: String = run.iter().take_while(|c| **c != TEN).collect();
        let number = |text: &str| text.chars().filter_map(digit).map(|it| it.to_string()).collect::<String>();
        if run.contains(&TEN) {
            let after: String = run.iter().skip(before.chars().count() + 1).collect();
            let tens = if before.is_empty() { "1".to_owned() } else { number(&before) };
            let ones = if after.is_empty() { "0".to_owned() } else { number(&after) };
            *out += &(tens + &ones);
        } else {
            *out += &number(&before);
        }
        run.clear();
    };
    for c in text.chars() {
        if digit(c).is_some() || c == TEN {
            run.push(c);
        } else {
            flush(&mut run, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut out);
    out
}

/// Each box for itself. A box that holds a whole day speaks for all, unless another says something else.
fn in_boxes(pieces: &[&str]) -> Result<Written, Unclear> {
    const BOXES: [Piece; 3] = [Piece::Year, Piece::Month, Piece::Day];
    let mut found = Written::default();
    let mut spoke: Option<(Piece, Written)> = None;
    for (piece, of) in pieces.iter().zip(BOXES) {
        if piece.is_empty() {
            continue;
        }
        match alone(piece, of) {
            Some(text) => *found.piece(of) = text,
            None => match whole(piece, pieces.len()) {
                Ok(all) if spoke.is_none() => spoke = Some((of, all)),
                Ok(_) | Err(Unclear::Piece(_) | Unclear::Part) => return Err(Unclear::Piece(of)),
                Err(Unclear::Order) => return Err(Unclear::Order),
            },
        }
    }
    let Some((of, mut all)) = spoke else { return Ok(found) };
    for it in BOXES.into_iter().filter(|it| *it != of) {
        let (other, mine) = (found.piece(it).clone(), all.piece(it).clone());
        let bare = |text: &str| text.trim_start_matches('0').to_owned();
        if !other.is_empty() && bare(&other) != bare(&mine) {
            return Err(Unclear::Piece(of));
        }
    }
    Ok(all)
}

/// What stands in one box, if it is only what belongs there.
fn alone(piece: &str, of: Piece) -> Option<String> {
    let all = tokens(piece);
    let mut tokens = all.as_slice();
    if let [rest @ .., Token::Unit(unit)] = tokens
        && *unit == of
    {
        tokens = rest;
    }
    match (tokens, of) {
        ([Token::Number(digits)], Piece::Year) if digits.len() <= 4 => Some(digits.clone()),
        ([Token::Number(digits)], Piece::Month | Piece::Day) if digits.len() <= 2 => Some(digits.clone()),
        ([Token::Era(era), Token::Number(digits)], Piece::Year) => Some(format!("{era}{digits}")),
        ([Token::Month(month)], Piece::Month) => Some(month.to_string()),
        _ => None,
    }
}

/// A whole day or month in one text.
fn whole(text: &str, boxes: usize) -> Result<Written, Unclear> {
    let date = if boxes == 3 {
        text.split_once('T').map_or(text, |(date, time)| {
            if time.starts_with(|c: char| c.is_ascii_digit()) {
                date
            } else {
                text
            }
        })
    } else {
        text
    };
    let tokens = tokens(date);
    if tokens.contains(&Token::Strange) {
        return Err(Unclear::Piece(Piece::Year));
    }
    if let [Token::Number(digits)] = tokens.as_slice()
        && digits.len() == boxes * 2 + 2
    {
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().to_owned();
        return Ok(Written {
            year: part(0, 4),
            month: part(4, 6),
            day: part(6, digits.len()),
        });
    }
    if tokens.iter().any(|token| matches!(token, Token::Unit(_))) {
        return with_units(&tokens);
    }
    in_order(&tokens, boxes)
}

fn with_units(tokens: &[Token]) -> Result<Written, Unclear> {
    let mut found = Written::default();
    let mut era = String::new();
    let mut number: Option<String> = None;
    for token in tokens {
        match token {
            Token::Era(name) => era.clone_from(name),
            // Two numbers without a unit between them: nobody knows what the first is.
            Token::Number(_) if number.is_some() => return Err(Unclear::Piece(Piece::Year)),
            Token::Number(digits) => number = Some(digits.clone()),
            Token::Unit(of) => {
                let digits = number.take().ok_or(Unclear::Piece(*of))?;
                let piece = found.piece(*of);
                if !piece.is_empty() {
                    return Err(Unclear::Piece(*of));
                }
                *piece = if *of == Piece::Year {
                    std::mem::take(&mut era) + &digits
                } else {
                    digits
                };
            }
            Token::Month(_) | Token::Strange => return Err(Unclear::Piece(Piece::Month)),
        }
    }
    // The last unit is often left out.
    if let Some(digits) = number {
        let next = if found.month.is_empty() { Piece::Month } else { Piece::Day };
        *found.piece(next) = digits;
    }
    Ok(found)
}

fn in_order(tokens: &[Token], boxes: usize) -> Result<Written, Unclear> {
    let long = |digits: &str| digits.len() == 4;
    let small = |digits: &str| digits.parse::<u32>().unwrap_or(0);
    let some = |year: &str, month: &str, day: &str| {
        Ok(Written {
            year: year.to_owned(),
            month: month.to_owned(),
            day: day.to_owned(),
        })
    };
    match tokens {
        [Token::Era(era), Token::Number(year), Token::Number(month), Token::Number(day)] if boxes == 3 => {
            some(&format!("{era}{year}"), month, day)
        }
        [Token::Era(era), Token::Number(year), Token::Number(month)] if boxes == 2 => some(&format!("{era}{year}"), month, ""),
        [Token::Number(year), Token::Number(month), Token::Number(day)] if boxes == 3 && !long(day) => some(year, month, day),
        // The year at the end: only where the day cannot be a month is it clear which is which.
        [Token::Number(first), Token::Number(second), Token::Number(year)] if boxes == 3 => match (small(first), small(second)) {
            (a, b) if a > 12 || a == b => some(year, second, first),
            (_, b) if b > 12 => some(year, first, second),
            _ => Err(Unclear::Order),
        },
        [Token::Number(year), Token::Number(month)] if boxes == 2 && !long(month) => some(year, month, ""),
        [Token::Number(month), Token::Number(year)] if boxes == 2 => some(year, month, ""),
        [Token::Number(day), Token::Month(month), Token::Number(year)] if boxes == 3 && long(year) => some(year, &month.to_string(), day),
        [Token::Month(month), Token::Number(day), Token::Number(year)] if boxes == 3 && long(year) => some(year, &month.to_string(), day),
        [Token::Number(year), Token::Month(month), Token::Number(day)] if boxes == 3 && long(year) => some(year, &month.to_string(), day),
        [Token::Month(month), Token::Number(year)] | [Token::Number(year), Token::Month(month)] if boxes == 2 => {
            some(year, &month.to_string(), "")
        }
        [] | [_] | [_, _] => Err(Unclear::Part),
        _ => Err(Unclear::Piece(Piece::Year)),
    }
}

/// The names of months as passports print them, by their first three letters.
pub(crate) const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let after_number = matches!(found.last(), Some(Token::Number(_)));
        let (token, length) = if digits > 0 {
            (Some(Token::Number(rest.get(..digits).unwrap_or_default().to_owned())), digits)
        } else if let Some((era, length)) = era_at(rest).filter(|(_, length)| *length >= letters) {
            (Some(Token::Era(era.to_string())), length)
        } else if letters > 0 {
            (word(rest.get(..letters).unwrap_or_default(), after_number), letters)
        } else {
            let token = match c {
                '\u{5E74}' => Some(Token::Unit(Piece::Year)),
                '\u{6708}' => Some(Token::Unit(Piece::Month)),
                '\u{65E5}' => Some(Token::Unit(Piece::Day)),
                '\u{5143}' if matches!(found.last(), Some(Token::Era(_))) => Some(Token::Number("1".into())),
                ' ' | '/' | '.' | ',' | '-' | '\u{30FC}' | '\u{3001}' | '\u{30FB}' | '\'' => None,
                // 西暦, 生まれ: said and not needed.
                '\u{897F}' | '\u{66A6}' | '\u{751F}' | '\u{307E}' | '\u{308C}' => None,
                _ => Some(Token::Strange),
            };
            (token, c.len_utf8())
        };
        found.extend(token);
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// A word: the name of a month, what stands behind a number (`1st`), or nothing that is known.
fn word(text: &str, after_number: bool) -> Option<Token> {
    let small = text.to_ascii_lowercase();
    if after_number && matches!(small.as_str(), "st" | "nd" | "rd" | "th") {
        return None;
    }
    if matches!(small.as_str(), "ad" | "ce" | "of") {
        return None;
    }
    let month = small.get(..3).and_then(|start| MONTHS.iter().position(|it| *it == start));
    Some(month.map_or(Token::Strange, |at| Token::Month(at as u32 + 1)))
}

impl Written {
    fn piece(&mut self, of: Piece) -> &mut String {
        match of {
            Piece::Year => &mut self.year,
            Piece::Month => &mut self.month,
            Piece::Day => &mut self.day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, boxes: usize, expected: Result<&str, Unclear>) {
        let seen = written(typed, boxes).map(|it| format!("{}|{}|{}", it.year, it.month, it.day));
        assert_eq!(seen.as_deref(), expected.as_ref().map(|it| *it), "{typed}");
    }

    #[test]
    fn each_box_holds_its_piece_however_it_is_written() {
        for typed in [
            "1996-4-12",
            "1996\u{5e74}-4\u{6708}-12\u{65e5}",
            " 1996 -Apr-12th",
            "\u{ff11}\u{ff19}\u{ff19}\u{ff16}-\u{56db}\u{6708}-\u{5341}\u{4e8c}",
        ] {
            check(typed, 3, Ok("1996|4|12"));
        }
        check("\u{4ee4}\u{548c}\u{5143}\u{5e74}-4\u{6708}-12\u{65e5}", 3, Ok("R1|4|12"));
        check("R1-5-1", 3, Ok("R1|5|1"));
        check("1996--", 3, Ok("1996||"));
        check("2019\u{5e74}-4\u{6708}", 2, Ok("2019|4|"));
    }

    #[test]
    fn a_whole_day_in_one_box_speaks_for_all() {
        check("-1996/4/12-", 3, Ok("1996|4|12"));
        check("1996/4/12-04-12", 3, Ok("1996|4|12"));
        check("1996/4/12-5-12", 3, Err(Unclear::Piece(Piece::Year)));
        check(
            "1996--\u{5e73}\u{6210}8\u{5e74}4\u{6708}12\u{65e5}",
            3,
            Err(Unclear::Piece(Piece::Day)),
        );
    }

    #[test]
    fn whole_days_are_read_in_the_orders_that_are_clear() {
        for typed in [
            "1996/4/12",
            "1996.4.12.",
            "12 April 1996",
            "April 12, 1996",
            "12 APR 1996",
            "1996 Apr 12",
            "1996\u{5e74}4\u{6708}12\u{65e5}(\u{91d1})",
            "1996\u{5e74}4\u{6708}12\u{65e5} \u{91d1}\u{66dc}\u{65e5}",
            "1996/4/12T09:30:00Z",
            "\u{897f}\u{66a6}1996\u{5e74}4\u{6708}12\u{65e5}\u{751f}\u{307e}\u{308c}",
            "\u{200e}1996/4/12\u{202c}",
        ] {
            check(typed, 3, Ok("1996|4|12"));
        }
        check("19960412", 3, Ok("1996|04|12"));
        check("31/12/1996", 3, Ok("1996|12|31"));
        check("12/31/1996", 3, Ok("1996|12|31"));
        check("04/12/1996", 3, Err(Unclear::Order));
        check("H8.4.12", 3, Ok("H8|4|12"));
        check("Apr 2019", 2, Ok("2019|4|"));
        check("4/2019", 2, Ok("2019|4|"));
        check("201904", 2, Ok("2019|04|"));
    }

    #[test]
    fn the_box_that_is_wrong_is_named() {
        check("1996-x-12", 3, Err(Unclear::Piece(Piece::Month)));
        check("1996-4-noon", 3, Err(Unclear::Piece(Piece::Day)));
        check("about 1996/4/12", 3, Err(Unclear::Piece(Piece::Year)));
        check("-4-12", 3, Ok("|4|12"));
        check("", 3, Err(Unclear::Part));
    }
}
