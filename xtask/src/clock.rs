//! The one place of the tools that asks the time.
#![allow(clippy::disallowed_methods)]

use chrono::{DateTime, NaiveDate};
use std::time::{Duration, Instant, SystemTime};

/// A stopwatch, started.
pub struct Watch(Instant);

impl Watch {
    pub fn start() -> Self {
        Watch(Instant::now())
    }

    pub fn so_far(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The calendar day in Tokyo, which is nine hours ahead the whole year.
pub fn today() -> NaiveDate {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let in_tokyo = since_1970 + Duration::from_secs(9 * 3600);
    DateTime::from_timestamp_secs(in_tokyo.as_secs() as i64)
        .unwrap_or_default()
        .date_naive()
}

/// `4 min 07 s`, `12 s`, `0.3 s`: as a person would say it.
pub fn words(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        60.. => format!("{} min {:02} s", seconds / 60, seconds % 60),
        10.. => format!("{seconds} s"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_well() {
        assert_eq!(words(Duration::from_millis(340)), "0.3 s");
        assert_eq!(words(Duration::from_secs(12)), "12 s");
        assert_eq!(words(Duration::from_secs(247)), "4 min 07 s");
    }
}
