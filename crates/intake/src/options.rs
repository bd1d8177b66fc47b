//! The command line.

use crate::Limits;
use rulebook::Day;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use validator::{Validate, ValidationError};

/// How the program is called.
pub const USAGE: &str = "\
usage: intake --data DIR [options]
  --data DIR             where submissions are kept (required)
  --listen ADDRESS       default 127.0.0.1:8080; port 0 takes any free one
  --rulebook DIR         folder of the rulebook, default ./rulebook
  --site DIR             also serve the built site from this folder
  --allow-origin ORIGIN  a site whose pages may send here, such as https://example.org; may be repeated; * for all
  --retention-days N     how long submissions are kept, default 30
  --rate N               requests per minute from one address, default 60; 0 for no limit (the proxy in front counts)
  --keep-mb N            most that is kept altogether, default 20000
  --today YYYY-MM-DD     judge as on this day (for tests)";

/// What was asked for.
#[derive(Clone, Debug, Validate)]
pub struct Options {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where submissions are kept.
    pub data: PathBuf,
    /// The folder of the rulebook.
    pub rulebook: PathBuf,
    /// The folder of the built site.
    pub site: Option<PathBuf>,
    /// Sites whose pages may send here.
    #[validate(length(max = 100), custom(function = "origins"))]
    pub origins: Vec<String>,
    /// How many days submissions are kept.
    #[validate(range(min = 1, max = 3650))]
    pub retention_days: u32,
    /// The day to judge on, for tests.
    pub today: Option<Day>,
    /// The program that measures files: this one.
    pub measurer: PathBuf,
    /// All other limits.
    pub limits: Limits,
}

impl Options {
    /// The usual options with this folder for data.
    pub fn new(data: impl Into<PathBuf>) -> Options {
        Options {
            listen: (Ipv4Addr::LOCALHOST, 8080).into(),
            data: data.into(),
            rulebook: "rulebook".into(),
            site: None,
            origins: Vec::new(),
            retention_days: 30,
            today: None,
            // Where the system does not say where we are, the name has to be found like any other.
            measurer: std::env::current_exe().unwrap_or_else(|_| "intake".into()),
            limits: Limits::default(),
        }
    }

    /// Reads the command line without the name of the program; nothing where only help is wanted.
    pub fn read(words: impl IntoIterator<Item = String>) -> Result<Option<Options>, String> {
        let mut words = words.into_iter();
        let mut options = Options::new("");
        while let Some(word) = words.next() {
            if matches!(word.as_str(), "--help" | "-h") {
                return Ok(None);
            }
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            let mut value = || inline.clone().or_else(|| words.next()).ok_or(format!("{name} needs a value"));
            match name {
                "--listen" => options.listen = parsed(name, &value()?)?,
                "--data" => options.data = value()?.into(),
                "--rulebook" => options.rulebook = value()?.into(),
                "--site" => options.site = Some(value()?.into()),
                "--allow-origin" => options.origins.push(value()?),
                "--retention-days" => options.retention_days = parsed(name, &value()?)?,
                "--rate" => options.limits.rate = parsed(name, &value()?)?,
                "--keep-mb" => options.limits.kept_bytes = parsed::<u32>(name, &value()?)?.into(),
                "--today" => options.today = Some(parsed(name, &value()?)?),
                _ => return Err(format!("unknown option {name}")),
            }
            if name == "--keep-mb" {
                options.limits.kept_bytes <<= 20;
            }
        }
        if options.data.as_os_str().is_empty() {
            return Err("--data is missing".into());
        }
        match options.validate() {
            Ok(()) => Ok(Some(options)),
            Err(wrong) => {
                let fields: Vec<String> = wrong.field_errors().keys().map(ToString::to_string).collect();
                Err(format!("not a possible value: {}", fields.join(", ")))
            }
        }
    }
}

fn parsed<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{name} cannot be `{text}`"))
}

/// `*`, or scheme, host and port exactly as browsers write them.
fn origins(all: &[String]) -> Result<(), ValidationError> {
    let fits = |origin: &String| {
        origin == "*"
            || origin.split_once("://").is_some_and(|(scheme, host)| {
                let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.:[]".contains(&b);
                matches!(scheme, "https" | "http") && !host.is_empty() && host.bytes().all(sign)
            })
    };
    if all.iter().all(fits) {
        Ok(())
    } else {
        Err(ValidationError::new("origin"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Option<Options>, String> {
        Options::read(line.split(' ').map(str::to_owned))
    }

    #[test]
    fn the_command_line() {
        let line = "--listen 127.0.0.1:0 --data /tmp/x --allow-origin https://a.example --allow-origin=http://b.example:81 \
                    --rate=0 --keep-mb 3 --today 2026-11-23";
        let options = read(line).unwrap().unwrap();
        assert_eq!(options.origins, ["https://a.example", "http://b.example:81"]);
        assert_eq!((options.limits.rate, options.limits.kept_bytes), (0, 3 << 20));
        assert!(read("--help").unwrap().is_none());
        for wrong in [
            "--rate 1",
            "--data",
            "--data x --listen nowhere",
            "--data x --retention-days 0",
            "--data x --allow-origin https://a.example/",
            "--data x --allow-origin a.example",
            "--data x --surprise 1",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
