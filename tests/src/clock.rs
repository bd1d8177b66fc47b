//! The only place of these tests that asks a clock: how long to wait, and how far the browser's clock is to be moved.
#![allow(clippy::disallowed_methods, reason = "deadlines of tests")]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long something may take before it counts as never: this runs on machines with other work.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// A moment after which there is no more waiting.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant, Duration);

impl Deadline {
    /// So long from now.
    pub fn after(wait: Duration) -> Deadline {
        Deadline(Instant::now(), wait)
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.passed() > self.1
    }

    /// How long it has been.
    pub fn passed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Asks again and again until there is an answer. What is waited for is named when it does not come.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Deadline::after(PATIENCE);
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(!deadline.is_over(), "waited {:?} in vain for: {what}", deadline.passed());
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
}

/// Milliseconds from now to ten in the morning of a day in Tokyo.
pub fn ms_until_morning_of(day: rulebook::Day) -> i64 {
    let days = (day - rulebook::Day::default()).num_days();
    let morning = (days * 24 + 1) * 3_600_000;
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as i64);
    morning - now
}
