//! The command line.

use crate::Limits;
use crate::proxy::Network;
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
  --keep-mb N            most that is kept altogether, default 20000
  --clock-is-right DAY   after a jump of the clock: DAY is today, and what is older may be deleted
  --status               say what lies in the folder of the data, and end

who comes, and how many:
  --trust-proxy ADDRESS  believe what this proxy, or network such as 10.0.0.0/8, says of its clients; may be repeated
  --client-header NAME   where it says so: x-forwarded-for (default) or forwarded
  --rate N               requests per minute from one address, default 60; 0 for no limit
  --at-once N            submissions at once, default 64
  --at-once-from-one N   submissions at once from one address, default 4
  --connections N        connections at once, default 512
  --connections-from-one N  the same from one address, default 64; a trusted proxy has no such limit
  --judging N            submissions judged at once, default 2; each may take 1.5 GB of memory
  --least-speed N        bytes a second that a body must bring on the whole, default 8192; 0 for no limit

for tests:
  --today YYYY-MM-DD     judge as on this day";

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
    /// Somebody says that this is today, although the clock has jumped.
    pub clock_is_right: Option<Day>,
    /// Only say what lies in the folder of the data.
    pub look: bool,
    /// Proxies that are believed when they name their clients.
    pub proxies: Vec<Network>,
    /// The header in which they do: `forwarded` instead of `x-forwarded-for`.
    pub forwarded: bool,
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
            clock_is_right: None,
            look: false,
            proxies: Vec::new(),
            forwarded: false,
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
            if word == "--status" {
                options.look = true;
                continue;
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
                "--keep-mb" => options.limits.kept_bytes = u64::from(parsed::<u32>(name, &value()?)?) << 20,
                "--today" => options.today = Some(parsed(name, &value()?)?),
                "--clock-is-right" => options.clock_is_right = Some(parsed(name, &value()?)?),
                "--trust-proxy" => options.proxies.push(parsed(name, &value()?)?),
                "--client-header" => options.forwarded = forwarded(name, &value()?)?,
                "--at-once" => options.limits.arriving = several(name, &value()?)?,
                "--at-once-from-one" => options.limits.arriving_from_one = several(name, &value()?)?,
                "--connections" => options.limits.connections = several(name, &value()?)?,
                "--connections-from-one" => options.limits.connections_from_one = several(name, &value()?)?,
                "--judging" => options.limits.judging = several(name, &value()?)?,
                "--least-speed" => options.limits.least_speed = parsed(name, &value()?)?,
                _ => return Err(format!("unknown option {name}")),
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

/// A number above 0: nothing would ever be taken otherwise.
fn several<T: std::str::FromStr + Default + PartialEq>(name: &str, text: &str) -> Result<T, String> {
    parsed(name, text).and_then(|number| {
        if number == T::default() {
            Err(format!("{name} cannot be `{text}`"))
        } else {
            Ok(number)
        }
    })
}

fn forwarded(name: &str, text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "forwarded" => Ok(true),
        "x-forwarded-for" => Ok(false),
        _ => Err(format!("{name} cannot be `{text}`")),
    }
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
        let line = "--data x --trust-proxy 10.0.0.0/8 --trust-proxy ::1 --client-header Forwarded --at-once 200 --at-once-from-one=50 \
                    --connections 900 --connections-from-one 100 --judging 3 --least-speed 0 --clock-is-right 2027-02-21 --status";
        let options = read(line).unwrap().unwrap();
        let limits = &options.limits;
        assert_eq!((options.proxies.len(), options.forwarded, options.look), (2, true, true));
        assert_eq!((limits.arriving, limits.arriving_from_one, limits.judging), (200, 50, 3));
        assert_eq!((limits.connections, limits.connections_from_one, limits.least_speed), (900, 100, 0));
        for wrong in [
            "--rate 1",
            "--data",
            "--data x --listen nowhere",
            "--data x --retention-days 0",
            "--data x --allow-origin https://a.example/",
            "--data x --allow-origin a.example",
            "--data x --surprise 1",
            "--data x --trust-proxy example.org",
            "--data x --trust-proxy 10.0.0.0/33",
            "--data x --client-header cookie",
            "--data x --judging 0",
            "--data x --clock-is-right soon",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
