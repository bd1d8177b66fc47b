//! The only place of this crate that asks the clock. The day is that of Tokyo: Japan has no summer time.
#![allow(clippy::disallowed_methods)]

use chrono::{DateTime, FixedOffset, SecondsFormat};
use rulebook::Day;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const TOKYO: i32 = 9 * 3600;

/// Tells the day and the time. A fixed one stands still until it is set.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed: Option<Arc<Mutex<Day>>>,
}

impl Clock {
    /// The clock of the machine.
    pub fn real() -> Clock {
        Clock::default()
    }

    /// A clock whose day is always this one, for tests.
    pub fn fixed(day: Day) -> Clock {
        Clock {
            fixed: Some(Arc::new(Mutex::new(day))),
        }
    }

    /// Moves a fixed clock, and all its clones, to another day. The clock of the machine stays as it is.
    pub fn set(&self, day: Day) {
        if let Some(fixed) = &self.fixed {
            *fixed.lock().unwrap_or_else(PoisonError::into_inner) = day;
        }
    }

    /// Today in Tokyo.
    pub fn today(&self) -> Day {
        match &self.fixed {
            Some(fixed) => *fixed.lock().unwrap_or_else(PoisonError::into_inner),
            None => wall().date_naive(),
        }
    }

    /// Now in Tokyo, as RFC 3339 with offset.
    pub fn now(&self) -> String {
        let time = wall();
        let of_day = self.today().and_time(time.time()).and_local_timezone(*time.offset()).single();
        of_day.unwrap_or(time).to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    /// Time that only goes forward, to measure how long things take.
    pub fn passed() -> Duration {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

fn wall() -> DateTime<FixedOffset> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let utc = DateTime::from_timestamp(since.as_secs() as i64, 0).unwrap_or_default();
    match FixedOffset::east_opt(TOKYO) {
        Some(tokyo) => utc.with_timezone(&tokyo),
        None => utc.fixed_offset(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_day_is_also_that_of_the_time() {
        let clock = Clock::fixed("2026-11-23".parse().unwrap());
        assert!(clock.now().starts_with("2026-11-23T"), "{}", clock.now());
        assert!(clock.now().ends_with("+09:00"), "{}", clock.now());
        clock.clone().set("2027-01-01".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2027-01-01");
    }
}
