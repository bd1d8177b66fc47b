//! Rust as far as the tidy rules read it: code apart from string literals, without comments and without tests.

use std::ops::Range;

/// A file, taken apart.
pub struct Rust {
    /// The code; comments, contents of literals and tests are blank, every line stands where it stood.
    pub code: String,
    /// The content of each string literal, as written, and its line.
    pub strings: Vec<(usize, String)>,
}

impl Rust {
    pub fn read(text: &str) -> Rust {
        let mut reader = Reader {
            text,
            at: 0,
            code: String::with_capacity(text.len()),
            strings: Vec::new(),
        };
        while reader.step() {}
        let (mut code, strings) = (reader.code, reader.strings);
        let tests = tests(&code);
        for range in &tests {
            code = blanked(&code, range);
        }
        let outside = |at: usize| !tests.iter().any(|it| it.contains(&at));
        let strings = strings.into_iter().filter(|(range, _)| outside(range.start));
        Rust {
            strings: strings.map(|(range, it)| (line_of(text, range.start), it)).collect(),
            code,
        }
    }

    /// The lines whose code contains this.
    pub fn lines_with<'a>(&'a self, what: &'a str) -> impl Iterator<Item = usize> + 'a {
        let lines = self.code.lines().enumerate();
        lines.filter_map(move |(at, line)| line.contains(what).then_some(at + 1))
    }
}

pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|it| **it == b'\n').count() + 1
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    code: String,
    strings: Vec<(Range<usize>, String)>,
}

impl Reader<'_> {
    /// Reads one comment, literal or character.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else {
            return false;
        };
        let in_word = self.code.ends_with(|it: char| it.is_alphanumeric() || it == '_');
        if rest.starts_with("//") {
            self.blank(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.blank(comment_length(rest));
        } else if first == '"' {
            self.string(0, 1, quoted_length(rest));
        } else if let Some(hashes) = raw_start(rest).filter(|_| !in_word) {
            let (prefix, hashes) = hashes;
            let open = prefix + hashes + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            let body = rest[open..].find(&close).unwrap_or(rest.len() - open);
            self.string(prefix, hashes + 1, (open + body + close.len()).min(rest.len()));
        } else if let Some(length) = char_length(rest) {
            self.blank(length);
        } else {
            self.code.push(first);
            self.at += first.len_utf8();
        }
        true
    }

    /// Passes over something that is not code; lines stay where they are.
    fn blank(&mut self, length: usize) {
        let end = self.at + length;
        let blank = self.text[self.at..end].bytes().map(|it| if it == b'\n' { '\n' } else { ' ' });
        self.code.extend(blank);
        self.at = end;
    }

    fn string(&mut self, prefix: usize, quote: usize, length: usize) {
        let start = self.at + prefix + quote;
        let end = (self.at + length).saturating_sub(quote).max(start);
        let content = self.text.get(start..end).unwrap_or_default().to_owned();
        self.strings.push((self.at..self.at + length, content));
        self.blank(length);
    }
}

fn comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, it) in text.char_indices().skip(1) {
        if it == '"' && !escaped {
            return at + 1;
        }
        escaped = it == '\\' && !escaped;
    }
    text.len()
}

/// `r#"`, `br"`, `cr##"`: the length of the letters and the number of hashes.
fn raw_start(text: &str) -> Option<(usize, usize)> {
    let prefix = ["r", "br", "cr"].iter().find(|it| text.starts_with(**it))?.len();
    let tail = &text[prefix..];
    let hashes = tail.bytes().take_while(|it| *it == b'#').count();
    tail[hashes..].starts_with('"').then_some((prefix, hashes))
}

/// A character literal; a lifetime is none.
fn char_length(text: &str) -> Option<usize> {
    let tail = text.strip_prefix('\'')?;
    let first = tail.chars().next()?;
    if first == '\\' {
        let body = tail.get(2..)?;
        return Some(3 + body.find('\'')? + 1);
    }
    let after = first.len_utf8();
    tail[after..].starts_with('\'').then_some(after + 2)
}

/// The items that exist for tests only.
fn tests(code: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in code.match_indices("#[") {
        if found.last().is_some_and(|it| it.contains(&start)) {
            continue;
        }
        let end = start + close(&code[start + 1..]) + 1;
        if is_test(&code[start + 2..end - 1]) {
            found.push(start..end + item_length(&code[end..]));
        }
    }
    if code.contains("#![cfg(test)]") {
        found.push(0..code.len());
    }
    found
}

fn is_test(attribute: &str) -> bool {
    let attribute = attribute.trim();
    let words = || attribute.split(|it: char| !it.is_alphanumeric() && it != '_');
    let cfg = attribute.starts_with("cfg(") && !attribute.contains("not(");
    attribute == "test" || attribute.ends_with("::test") || (cfg && words().any(|it| it == "test"))
}

/// Up to the end of the body, or to the semicolon where there is none.
fn item_length(code: &str) -> usize {
    let mut at = 0;
    while let Some(next) = code[at..].find(['{', '(', '[', ';']) {
        at += next;
        match code.as_bytes()[at] {
            b';' => return at + 1,
            b'{' => return at + close(&code[at..]),
            _ => at += close(&code[at..]),
        }
    }
    code.len()
}

/// The length of what the bracket at the start encloses, both brackets included.
fn close(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, it) in code.bytes().enumerate() {
        match it {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

fn blanked(code: &str, range: &Range<usize>) -> String {
    let inside = code[range.clone()]
        .chars()
        .map(|it| if it == '\n' { '\n' } else { ' ' })
        .collect::<String>();
    format!("{}{inside}{}", &code[..range.start], &code[range.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Vec<String> {
        let read = Rust::read(text);
        read.strings.into_iter().map(|(_, it)| it).collect()
    }

    #[test]
    fn literals_are_told_from_code_and_comments() {
        let text = r####"let a = "one"; // "no"
            /* "no" /* nested */ "no" */ let b = r#"two "quoted""#; let c = '"'; let d: &'a str = b"three\"s";"####;
        assert_eq!(strings(text), ["one", "two \"quoted\"", "three\\\"s"]);
        assert!(Rust::read("f(\"Instant::now\")").lines_with("Instant").next().is_none());
    }

    #[test]
    fn lines_are_counted_across_comments() {
        let read = Rust::read("/* a\n b */\nlet x = \"s\";\nInstant::now()");
        assert_eq!(read.strings, [(3, "s".to_owned())]);
        assert_eq!(read.lines_with("Instant").collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn tests_are_left_out() {
        let text = "fn a() { \"kept\"; }\n#[cfg(test)]\nmod tests { #[test] fn x() { \"gone\"; } }\n#[test]\nfn y() { \"gone\" }\n\
            #[cfg(not(test))] fn z() { \"kept too\" }\n#[cfg(test)] use a::b;\nconst C: &str = \"last\";";
        assert_eq!(strings(text), ["kept", "kept too", "last"]);
    }

    #[test]
    fn words_of_other_languages_do_not_break_it() {
        let text = "// 窓口\nlet a = '窓'; let b = \"口\"; /* 書類 */ let c = \"x\";\n#[cfg(test)] mod t { const T: char = '令'; }";
        assert_eq!(strings(text), ["口", "x"]);
    }
}
