//! The one place of the tools that asks the time.
#![allow(clippy::disallowed_methods)]

use std::time::{Duration, Instant};

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
