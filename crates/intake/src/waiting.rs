//! When to come again: behind all who were told so before. Who is told the same second as fifty others only comes to be told again.

use std::time::Duration;

/// Nobody is sent away for longer than this: what is before him may go faster than it looks.
const MOST: Duration = Duration::from_secs(120);

/// Those who were told to come again, as the time at which the last of them will.
#[derive(Clone, Copy, Default)]
pub(crate) struct Told(Duration);

impl Told {
    /// After how many seconds the next one should come, where a place becomes free every so often.
    pub fn next(&mut self, now: Duration, every: Duration) -> u32 {
        self.0 = (self.0.max(now) + every).min(now + MOST);
        ((self.0 - now).as_secs_f64().ceil() as u32).max(1)
    }
}

/// How long one submission lately took, from its first byte until it was judged.
#[derive(Clone, Copy)]
pub(crate) struct Took(Duration);

impl Default for Took {
    fn default() -> Took {
        Took(Duration::from_secs(2))
    }
}

impl Took {
    /// One more is done. The newer ones count most.
    pub fn add(&mut self, took: Duration) {
        self.0 = (self.0 * 7 + took.min(MOST)) / 8;
    }

    /// How often one of so many places becomes free.
    pub fn every(self, places: usize) -> Duration {
        self.0 / u32::try_from(places.max(1)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_comes_behind_those_who_were_told_before() {
        let (mut told, mut took) = (Told::default(), Took::default());
        (0..50).for_each(|_| took.add(Duration::from_secs(8)));
        let every = took.every(4);
        let seconds: Vec<u32> = (0..46).map(|_| told.next(Duration::from_secs(100), every)).collect();
        assert!(seconds.windows(2).all(|two| two[0] <= two[1]), "{seconds:?}");
        assert!(seconds[0] <= 3 && (80..=92).contains(&seconds[45]), "{seconds:?}");
        // Time passes, and so does the queue.
        assert!(told.next(Duration::from_secs(1000), every) <= 3);
        assert!((0..1000).map(|_| told.next(Duration::from_secs(1000), every)).max() <= Some(120));
    }
}
