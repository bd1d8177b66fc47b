//! Texts of the rulebook with their places filled, for a terminal: numbers and days as they are.

use engine::{Arg, Finding};
use rulebook::Texts;

pub struct Words(Texts);

impl Words {
    pub fn new(texts: Texts) -> Self {
        Words(texts)
    }

    /// The text, or its id where there is none.
    pub fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).unwrap_or(id)
    }

    /// What a finding says.
    pub fn says(&self, finding: &Finding) -> String {
        let mut text = self.get(finding.text.as_str()).to_owned();
        for (name, arg) in &finding.args {
            let value = match arg {
                Arg::Text(it) => it.clone(),
                Arg::Number(it) => it.to_string(),
                Arg::Day(it) => it.to_string(),
                Arg::Words(id) => self.get(id.as_str()).to_owned(),
            };
            text = text.replace(&format!("{{{name}}}"), &value);
        }
        text
    }
}
