//! Cuts the text of a condition into words, quoted texts and signs.

/// One piece of a condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word<'a> {
    /// A run of letters, digits, `_`, `-` and `.`: an id, a keyword, a number, a day.
    Bare(&'a str),
    /// A text in quotes, without them.
    Quoted(String),
    /// A sign: `( ) [ ] , + - < <= == != >= >`.
    Sign(&'a str),
    /// Something that cannot stand in a condition, and why.
    Bad(&'static str),
    /// The end.
    End,
}

impl Word<'_> {
    fn say(&self) -> String {
        match self {
            Word::Bare(text) | Word::Sign(text) => format!("`{text}`"),
            Word::Quoted(text) => format!("\"{text}\""),
            Word::Bad(why) => (*why).to_owned(),
            Word::End => "the end".to_owned(),
        }
    }
}

/// Where a condition cannot be read, and why.
#[derive(Debug)]
pub(super) struct Wrong {
    /// Byte offset.
    pub at: usize,
    /// What was expected.
    pub say: String,
}

impl Wrong {
    /// The column, from 1, counted in characters.
    pub fn column(&self, text: &str) -> usize {
        text.char_indices().take_while(|(at, _)| *at < self.at).count() + 1
    }
}

/// The words still to be read. Copies are cheap enough to try one reading and go back.
pub(super) struct Words<'a> {
    all: Vec<(usize, Word<'a>)>,
    next: usize,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            }
            let (word, len) = cut(&text[at..], first);
            all.push((at, word));
            at += len;
        }
        all.push((text.len(), Word::End));
        Self { all, next: 0 }
    }

    /// The next word, which stays.
    pub fn peek(&self) -> &Word<'a> {
        &self.all[self.next].1
    }

    /// The word after the next.
    pub fn peek_second(&self) -> &Word<'a> {
        self.all.get(self.next + 1).map_or(&Word::End, |(_, word)| word)
    }

    /// Whether the next two words touch each other.
    pub fn touching(&self) -> bool {
        matches!((&self.all[self.next], self.all.get(self.next + 1)), ((at, Word::Sign(sign)), Some((then, _))) if at + sign.len() == *then)
    }

    /// Takes the next word; the end can be taken again and again.
    pub fn take(&mut self) -> Word<'a> {
        let word = self.peek().clone();
        self.next = (self.next + 1).min(self.all.len() - 1);
        word
    }

    /// Where the reading stands, to go back to.
    pub fn mark(&self) -> usize {
        self.next
    }

    /// Goes back.
    pub fn back_to(&mut self, mark: usize) {
        self.next = mark;
    }

    /// Takes the next word if it is this keyword.
    pub fn keyword(&mut self, word: &str) -> bool {
        let is = matches!(self.peek(), Word::Bare(text) if *text == word);
        if is {
            self.take();
        }
        is
    }

    /// Takes the next word if it is this sign.
    pub fn sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Word::Sign(text) if *text == sign);
        if is {
            self.take();
        }
        is
    }

    /// Takes this sign, or complains.
    pub fn need(&mut self, sign: &str) -> Result<(), Wrong> {
        if self.sign(sign) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{sign}`")))
        }
    }

    /// Complains if something is left.
    pub fn end(&mut self) -> Result<(), Wrong> {
        match self.peek() {
            Word::End => Ok(()),
            _ => Err(self.expected("`and`, `or` or the end")),
        }
    }

    /// A complaint about the next word.
    pub fn expected(&self, what: &str) -> Wrong {
        self.wrong(match self.peek() {
            Word::Bad(why) => (*why).to_owned(),
            word => format!("expected {what}, found {}", word.say()),
        })
    }

    /// A complaint at the next word, in other words.
    pub fn wrong(&self, say: String) -> Wrong {
        Wrong {
            at: self.all[self.next].0,
            say,
        }
    }
}

fn cut(text: &str, first: char) -> (Word<'_>, usize) {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    if first == '"' {
        return quoted(text);
    }
    if first != '-' && in_word(first) {
        let len = text.find(|c| !in_word(c)).unwrap_or(text.len());
        return (Word::Bare(&text[..len]), len);
    }
    for sign in ["<=", ">=", "==", "!=", "<", ">", "(", ")", "[", "]", ",", "+", "-"] {
        if text.starts_with(sign) {
            return (Word::Sign(&text[..sign.len()]), sign.len());
        }
    }
    let why = match first {
        '=' => "a single `=` means nothing here: write `==` for numbers and days, `is` for choices",
        '\'' => "texts stand in double quotes",
        _ => "this character has no meaning in a condition",
    };
    (Word::Bad(why), first.len_utf8())
}

fn quoted(text: &str) -> (Word<'_>, usize) {
    let mut read = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (Word::Quoted(read), at + 1),
            '\\' => read.extend(chars.next().map(|(_, c)| c)),
            _ => read.push(c),
        }
    }
    (Word::Bad("the closing `\"` is missing"), text.len())
}
