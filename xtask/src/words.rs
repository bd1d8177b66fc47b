//! Texts of the rulebook with their places filled, for a terminal: numbers and days as they are.

use engine::official::FileFault;
use engine::{Arg, Finding, Sign};
use rulebook::host::Book;
use rulebook::{Code, Texts, Tongue};

pub struct Words {
    /// The how-manieth of the languages it is.
    language: usize,
    texts: Texts,
}

impl Words {
    /// All words of a language.
    pub fn of(book: &Book, lang: &str) -> Self {
        Words {
            language: book.core.language_at(lang),
            texts: book.texts(lang),
        }
    }

    /// The text, where there is one.
    pub fn find(&self, id: &str) -> Option<&str> {
        self.texts.get(id)
    }

    /// The text, or its id where there is none.
    pub fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.find(id).unwrap_or(id)
    }

    /// The text with one place filled.
    pub fn fill(&self, id: &str, name: &str, with: impl std::fmt::Display) -> String {
        self.get(id).replace(&format!("{{{name}}}"), &with.to_string())
    }

    /// What a finding says.
    pub fn says(&self, finding: &Finding) -> String {
        self.filled(self.get(finding.text.as_str()), &finding.args)
    }

    /// How it is mended, where that is written.
    pub fn fix(&self, finding: &Finding) -> Option<String> {
        let text = self.find(finding.hint.as_str())?;
        Some(self.filled(text, &finding.args))
    }

    /// What is to be said of a file, and how it is saved anew where that is written.
    pub fn says_of(&self, fault: &FileFault) -> String {
        let (id, args) = fault.says();
        let says = self.filled(self.get(id.as_str()), &args);
        match self.find(&format!("{id}.fix")) {
            Some(fix) => self
                .get("format.sentences")
                .replace("{one}", &says)
                .replace("{next}", &self.filled(fix, &args)),
            None => says,
        }
    }

    fn sign(&self, sign: &Sign) -> String {
        let name = sign.name.as_ref().map_or("", |id| self.get(id.as_str()));
        let to = if sign.to.is_empty() {
            String::new()
        } else {
            format!(" -> {}", sign.to)
        };
        format!("{} {} {name}{to}", sign.sign, sign.code).trim().to_owned()
    }

    fn filled(&self, text: &str, args: &[(String, Arg)]) -> String {
        let mut text = text.to_owned();
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(it) => it.clone(),
                Arg::Number(it) => it.to_string(),
                Arg::Day(it) => it.to_string(),
                Arg::Words(id) => self.get(id.as_str()).to_owned(),
                Arg::Signs(signs) => signs.iter().map(|sign| self.sign(sign)).collect::<Vec<_>>().join(", "),
            };
            text = text.replace(&format!("{{{name}}}"), &value);
            if let Arg::Number(bytes) = arg {
                text = text.replace(&format!("{{{name}:size}}"), &format!("{:.1} MB", bytes / 1e6));
            }
        }
        text
    }
}

impl Tongue for Words {
    fn text(&self, id: &str) -> Option<&str> {
        self.find(id)
    }

    fn name<'i>(&self, item: &'i Code) -> &'i str {
        item.name(self.language)
    }

    fn size(&self, bytes: f64) -> String {
        format!("{:.1} MB", bytes / 1e6)
    }
}
