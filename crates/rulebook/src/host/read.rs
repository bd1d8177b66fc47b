//! Reads one TOML file into a type.

use super::Problem;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

/// Reads a file. Days may be written with or without quotes.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Problem> {
    let parsed = DeTable::parse(text).and_then(|mut table| {
        days_as_text(table.get_mut());
        T::deserialize(Deserializer::from(table))
    });
    parsed.map_err(|error| problem(file, text, &error))
}

fn problem(file: &str, text: &str, error: &Error) -> Problem {
    let line = error.span().map_or(1, |span| {
        text.get(..span.start).map_or(1, |before| before.matches('\n').count() + 1)
    });
    Problem {
        file: file.to_owned(),
        at: format!("line {line}"),
        lint: "toml",
        say: error.message().to_owned(),
    }
}

/// Days are texts in packs; here they become so, because serde has no type of its own for them.
fn days_as_text(table: &mut DeTable<'_>) {
    for value in table.iter_mut().map(|(_, value)| value.get_mut()) {
        day_as_text(value);
    }
}

fn day_as_text(value: &mut DeValue<'_>) {
    match value {
        DeValue::Datetime(day) => *value = DeValue::String(day.to_string().into()),
        DeValue::Array(all) => all.iter_mut().for_each(|one| day_as_text(one.get_mut())),
        DeValue::Table(table) => days_as_text(table),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, Value};

    #[test]
    fn days_need_no_quotes() {
        let text = "id = \"v.x\"\nunit = \"unit.years\"\nsince = [{ from = 2026-04-01, is = 18, source = \"src.x\" }]";
        let value: Value = read("values.toml", text).unwrap();
        assert_eq!(value.since.on("2026-04-01".parse().unwrap()), Some(&18.0));
    }

    #[test]
    fn an_error_names_its_line() {
        let wrong = read::<Source>("sources.toml", "id = \"src.x\"\ntitel = \"x\"").unwrap_err();
        assert_eq!((wrong.file.as_str(), wrong.at.as_str()), ("sources.toml", "line 2"));
        assert!(wrong.say.contains("titel"), "{wrong}");
    }
}
