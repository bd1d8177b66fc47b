//! The words of a content stream. Any bytes are some words.
//!
//! Only what the walk needs is kept of them: of a string whether there is anything to be seen in it, of brackets
//! nothing.

#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    /// As written, `#20` and the like included.
    Name(&'a [u8]),
    Text {
        /// Whether it holds nothing but spaces.
        blank: bool,
    },
    /// An operator, or `true`, `false`, `null`.
    Word(&'a [u8]),
    /// A bracket of any kind.
    Bracket,
}

pub(super) struct Tokens<'a> {
    left: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { left: bytes }
    }

    /// Goes on behind the data of an inline image, whose `ID` was the last word.
    pub fn skip_image(&mut self) {
        const END: &[u8] = b"EI";
        let mut from = 1;
        loop {
            let Some(at) = crate::bytes::find(self.left, from, END) else {
                self.left = &[];
                return;
            };
            let before = self.left.get(at - 1).copied();
            let behind = self.left.get(at + END.len()..).unwrap_or_default();
            // The data may hold these two letters too, but hardly with blanks around them and plain text behind.
            let plain = behind.iter().take(8).all(|it| matches!(it, b'\t' | b'\n' | b'\r' | b' '..=b'~'));
            if before.is_some_and(is_space) && behind.first().is_none_or(|it| is_space(*it)) && plain {
                self.left = behind;
                return;
            }
            from = at + 1;
        }
    }

    /// Cuts so many bytes off the front.
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, left) = self.left.split_at(count.min(self.left.len()));
        self.left = left;
        taken
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let count = self.left.iter().position(|&byte| !belongs(byte)).unwrap_or(self.left.len());
        self.take(count)
    }

    fn literal(&mut self) -> Token<'a> {
        self.take(1);
        let mut blank = true;
        let mut depth = 1u32;
        while depth > 0 {
            let Some(&byte) = self.take(1).first() else { break };
            match byte {
                b'\\' => blank &= self.escaped().is_none_or(is_blank),
                b'(' => {
                    blank = false;
                    depth = depth.saturating_add(1);
                }
                b')' => {
                    depth -= 1;
                    blank &= depth == 0;
                }
                byte => blank &= is_blank(byte),
            }
        }
        Token::Text { blank }
    }

    /// What stands behind a backslash: an octal code, a letter, or a line end, which is nothing.
    fn escaped(&mut self) -> Option<u8> {
        let digits = self.left.iter().take(3).take_while(|it| matches!(it, b'0'..=b'7')).count();
        if digits > 0 {
            let code = self
                .take(digits)
                .iter()
                .fold(0, |code: u8, digit| code.wrapping_mul(8).wrapping_add(digit - b'0'));
            return Some(code);
        }
        match *self.take(1).first()? {
            b'\r' | b'\n' => None,
            b'n' | b'r' | b't' => Some(b' '),
            other => Some(other),
        }
    }

    fn hexadecimal(&mut self) -> Token<'a> {
        self.take(1);
        let digits = self.take_while(|byte| byte != b'>');
        self.take(1);
        let mut values = digits.iter().filter_map(|&it| char::from(it).to_digit(16));
        let mut blank = true;
        while let Some(high) = values.next() {
            let value = high * 16 + values.next().unwrap_or(0);
            blank &= u8::try_from(value).is_ok_and(is_blank);
        }
        Token::Text { blank }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.take_while(is_space);
            if self.left.first() != Some(&b'%') {
                break;
            }
            self.take_while(|byte| byte != b'\n' && byte != b'\r');
        }
        Some(match *self.left.first()? {
            b'(' => self.literal(),
            b'<' if self.left.get(1) != Some(&b'<') => self.hexadecimal(),
            b'/' => {
                self.take(1);
                Token::Name(self.take_while(is_regular))
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => Token::Number(number(self.take_while(is_regular))),
            byte if is_regular(byte) => Token::Word(self.take_while(is_regular)),
            bracket => {
                let double = matches!(bracket, b'<' | b'>') && self.left.get(1) == Some(&bracket);
                self.take(if double { 2 } else { 1 });
                Token::Bracket
            }
        })
    }
}

/// What a reader makes of these digits; nonsense is 0.
fn number(digits: &[u8]) -> f64 {
    let (mut value, mut scale, mut negative) = (0.0, None, false);
    for &digit in digits {
        match (digit, &mut scale) {
            (b'0'..=b'9', None) => value = value * 10.0 + f64::from(digit - b'0'),
            (b'0'..=b'9', Some(scale)) => {
                *scale /= 10.0;
                value += f64::from(digit - b'0') * *scale;
            }
            (b'.', None) => scale = Some(1.0),
            (b'-', None) => negative = true,
            _ => {}
        }
    }
    match value {
        value if !f64::is_finite(value) => 0.0,
        value if negative => -value,
        value => value,
    }
}

/// Codes at which fonts keep their space: as a character, or as the number of a glyph.
fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 3 | b' ' | b'\t' | b'\n' | b'\r')
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], wanted: &[Token<'_>]) {
        let got: Vec<Token<'_>> = Tokens::new(bytes).collect();
        assert_eq!(got, wanted, "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn words_and_numbers() {
        use Token::*;
        check(
            b"q 1 -.5 +4. 1.25e cm/Im0 Do",
            &[
                Word(b"q"),
                Number(1.0),
                Number(-0.5),
                Number(4.0),
                Number(1.25),
                Word(b"cm"),
                Name(b"Im0"),
                Word(b"Do"),
            ],
        );
        check(b"% a line\r\nQ%end", &[Word(b"Q")]);
        check(
            b"[1]<</A true>>",
            &[Bracket, Number(1.0), Bracket, Bracket, Name(b"A"), Word(b"true"), Bracket],
        );
        check(b"", &[]);
    }

    #[test]
    fn text_is_blank_or_not() {
        let text = |blank| Token::Text { blank };
        check(b"( ) Tj", &[text(true), Token::Word(b"Tj")]);
        check(
            b"(\\040)<0003><20 20>()<>",
            &[text(true), text(true), text(true), text(true), text(true)],
        );
        check(
            b"(a)(\\))(())( (\\() ) <0041> <4>",
            &[text(false), text(false), text(false), text(false), text(false), text(false)],
        );
        check(b"(never closed", &[text(false)]);
    }

    #[test]
    fn the_data_of_an_image_is_no_word() {
        let mut tokens = Tokens::new(b"ID \x00\xff EI\x80 ( EI Q");
        assert_eq!(tokens.next(), Some(Token::Word(b"ID")));
        tokens.skip_image();
        assert_eq!(tokens.next(), Some(Token::Word(b"Q")));
        assert_eq!(tokens.next(), None);
    }
}
