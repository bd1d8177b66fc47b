//! The words after `cargo xtask`.

use crate::run::Outcome;

/// What is left of the command line; taking a word or a flag removes it, and `end` refuses what nobody took.
pub struct Args(Vec<String>);

impl Args {
    pub fn from_command_line() -> Self {
        Args(std::env::args().skip(1).collect())
    }

    /// Takes the first word that stands left.
    pub fn word(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// Takes a flag such as `--release`.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|it| it == name);
        found.map(|at| self.0.remove(at)).is_some()
    }

    /// Takes an option with its value, as `--port 8000` or `--port=8000`.
    pub fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let joined = format!("{name}=");
        if let Some(at) = self.0.iter().position(|it| it.starts_with(&joined)) {
            return Ok(Some(self.0.remove(at)[joined.len()..].to_owned()));
        }
        let Some(at) = self.0.iter().position(|it| it == name) else {
            return Ok(None);
        };
        self.0.remove(at);
        if at < self.0.len() {
            Ok(Some(self.0.remove(at)))
        } else {
            Err(format!("`{name}` wants a value after it"))
        }
    }

    /// Everything must have been taken by now.
    pub fn end(self) -> Outcome {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(format!("`{word}` is not understood here; `cargo xtask help` lists what is")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn flags_and_values_stand_in_any_order() {
        let mut it = args("serve --release --port 8000");
        assert_eq!(it.word().as_deref(), Some("serve"));
        assert_eq!(it.value("--port"), Ok(Some("8000".into())));
        assert!(it.flag("--release"));
        assert_eq!(it.end(), Ok(()));
        assert_eq!(args("--port=1").value("--port"), Ok(Some("1".into())));
    }

    #[test]
    fn what_nobody_took_is_refused() {
        assert!(args("--relaese").end().is_err());
        assert!(args("--port").value("--port").is_err());
    }
}
