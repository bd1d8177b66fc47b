//! The figures as a table to read, and as JSON.

use super::browser;
use crate::clock;
use crate::run::Outcome;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one page has found.
#[derive(Serialize, Deserialize)]
pub struct Figures {
    pub rows: Vec<Row>,
    #[serde(default)]
    pub noticed: Vec<Noticed>,
    /// What was measured, as far as it is a number.
    pub about: serde_json::Value,
}

/// One thing, by us and by another.
#[derive(Serialize, Deserialize)]
pub struct Row {
    pub what: String,
    pub unit: String,
    pub ours: Value,
    /// Nobody, where there is nothing like it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rival: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Value>,
}

/// A median, or a single number.
#[derive(Clone, Serialize, Deserialize)]
pub struct Value {
    pub median: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95: Option<f64>,
    /// Of so many.
    pub of: u32,
}

/// How many files of a kind each has noticed.
#[derive(Serialize, Deserialize)]
pub struct Noticed {
    pub what: String,
    pub of: u32,
    pub by: BTreeMap<String, u32>,
    /// Where we did not do as one would wish.
    #[serde(default)]
    pub odd: Vec<String>,
}

/// All that was found, and where.
#[derive(Serialize)]
pub struct Report {
    day: String,
    machine: String,
    browser: String,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    part: String,
    #[serde(flatten)]
    figures: Figures,
}

impl Value {
    pub fn once(median: f64) -> Value {
        Value { median, p95: None, of: 1 }
    }

    fn shown(&self, unit: &str) -> String {
        let number = |it: f64| match unit {
            "bytes" => format!("{:.0} kB", it / 1000.0),
            _ if it < 10.0 => format!("{it:.1} {unit}"),
            _ => format!("{it:.0} {unit}"),
        };
        match self.p95 {
            Some(p95) => format!("{} (p95 {})", number(self.median), number(p95)),
            None => number(self.median),
        }
    }
}

impl Report {
    pub fn begin() -> Report {
        Report {
            day: clock::today().to_string(),
            machine: machine(),
            browser: browser::version(),
            parts: Vec::new(),
        }
    }

    pub fn add(&mut self, part: &str, figures: Figures) {
        self.parts.push(Part {
            part: part.to_owned(),
            figures,
        });
    }

    pub fn json(&self) -> Outcome<String> {
        serde_json::to_string_pretty(self).map_err(|why| why.to_string())
    }

    pub fn markdown(&self) -> String {
        let mut text = format!("{}; {}; {}.\n\n", self.day, self.machine, self.browser);
        text += "| what | of | Madoguchi | beside | | beside / ours |\n|---|---|---|---|---|---|\n";
        for row in self.parts.iter().flat_map(|it| &it.figures.rows) {
            let theirs = row.theirs.as_ref().map(|it| it.shown(&row.unit)).unwrap_or_default();
            let ratio = row.theirs.as_ref().map(|it| format!("{:.2}", it.median / row.ours.median));
            text += &format!(
                "| {} | {} | {} | {} | {theirs} | {} |\n",
                row.what,
                row.ours.of,
                row.ours.shown(&row.unit),
                row.rival,
                ratio.unwrap_or_default()
            );
        }
        for noticed in self.parts.iter().map(|it| &it.figures.noticed).filter(|it| !it.is_empty()) {
            text += &table(noticed);
        }
        text
    }
}

fn table(noticed: &[Noticed]) -> String {
    let names: Vec<&str> = noticed
        .first()
        .into_iter()
        .flat_map(|it| it.by.keys().map(String::as_str))
        .collect();
    let head: Vec<&str> = names.iter().map(|it| if *it == "ours" { "Madoguchi" } else { it }).collect();
    let mut text = format!("\n| files | of | {} |\n|---|---|{}\n", head.join(" | "), "---|".repeat(names.len()));
    for row in noticed {
        let counts: Vec<String> = names.iter().filter_map(|it| row.by.get(*it)).map(u32::to_string).collect();
        text += &format!("| {} | {} | {} |\n", row.what, row.of, counts.join(" | "));
    }
    text
}

/// Its kind, and how busy it was when the run began.
fn machine() -> String {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, |it| it.get());
    let processor = read("/proc/cpuinfo");
    let name = processor
        .lines()
        .find_map(|it| it.strip_prefix("model name"))
        .map(|it| it.trim_start_matches([' ', '\t', ':']));
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().filter(|it| !it.is_empty());
    let name = name.unwrap_or("unknown processor");
    format!("{cores} cores, {name}, load {} at the start", load.unwrap_or("unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(Value::once(2_345_678.0).shown("bytes"), "2346 kB");
        let value = Value {
            median: 3.25,
            p95: Some(32.5),
            of: 20,
        };
        assert_eq!(value.shown("ms"), "3.2 ms (p95 32 ms)");
    }

    #[test]
    fn each_row_says_by_how_much() {
        let row = |median| Value::once(median);
        let figures = Figures {
            rows: vec![Row {
                what: "a".into(),
                unit: "ms".into(),
                ours: row(20.0),
                rival: "b".into(),
                theirs: Some(row(50.0)),
            }],
            noticed: vec![Noticed {
                what: "locked".into(),
                of: 3,
                by: [("ours".to_owned(), 3), ("b".to_owned(), 1)].into(),
                odd: Vec::new(),
            }],
            about: serde_json::Value::Null,
        };
        let report = Report {
            day: String::new(),
            machine: String::new(),
            browser: String::new(),
            parts: vec![Part {
                part: "x".to_owned(),
                figures,
            }],
        };
        let text = report.markdown();
        assert!(text.contains("| a | 1 | 20 ms | b | 50 ms | 2.50 |\n"), "{text}");
        assert!(text.contains("| files | of | b | Madoguchi |\n"), "{text}");
        assert!(text.contains("| locked | 3 | 1 | 3 |\n"), "{text}");
    }
}
