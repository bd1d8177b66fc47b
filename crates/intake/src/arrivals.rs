//! The submissions at hand, from the first byte of the body until they are judged: so many altogether. Where all places are taken, the
//! body that has been the slowest gives its place to a newcomer.

use crate::clock::Clock;
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::waiting::{Told, Took};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::timeout;

/// So young a body has no speed yet.
const YOUNG: Duration = Duration::from_secs(2);

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Arrivals(Arc<Inner>);

struct Inner {
    limits: Arc<Limits>,
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    next: u64,
    open: BTreeMap<u64, Arc<Body>>,
    told: Told,
    took: Took,
}

/// A body on its way.
pub(crate) struct Body {
    begun: Duration,
    bytes: AtomicU64,
    whole: AtomicBool,
    give_way: Notify,
    limits: Arc<Limits>,
}

/// A place; free again when this is dropped.
pub(crate) struct Arrival {
    arrivals: Arrivals,
    id: u64,
    /// What arrives.
    pub body: Arc<Body>,
}

impl Arrivals {
    pub fn new(limits: &Arc<Limits>) -> Arrivals {
        Arrivals(Arc::new(Inner {
            limits: limits.clone(),
            all: Mutex::default(),
        }))
    }

    /// Takes a place, or says after how many seconds there may be one.
    pub fn begin(&self) -> Result<Arrival, u32> {
        let (limits, now) = (&self.0.limits, Clock::passed());
        let mut all = self.all();
        if all.open.len() >= limits.arriving.max(1) {
            let slow = all.open.iter().filter_map(|(id, body)| Some((body.slow(now)?, *id)));
            match slow.min() {
                // It leaves the list now, and is told in a moment.
                Some((_, id)) => all.open.remove(&id).into_iter().for_each(|body| body.give_way.notify_one()),
                None => {
                    let every = all.took.every(limits.arriving);
                    return Err(all.told.next(now, every));
                }
            }
        }
        let body = Arc::new(Body {
            begun: now,
            bytes: AtomicU64::new(0),
            whole: AtomicBool::new(false),
            give_way: Notify::new(),
            limits: limits.clone(),
        });
        all.next += 1;
        let id = all.next;
        all.open.insert(id, body.clone());
        Ok(Arrival {
            arrivals: self.clone(),
            id,
            body,
        })
    }

    /// How long a submission lately took.
    pub fn took(&self) -> Took {
        self.all().took
    }

    fn all(&self) -> std::sync::MutexGuard<'_, All> {
        self.0.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Body {
    /// Waits for the next piece: not for ever, not for less than the least speed, and not when another needs the place more.
    pub async fn next<T>(&self, piece: impl Future<Output = T>) -> Result<T, Refusal> {
        tokio::select! {
            piece = timeout(self.patience(Clock::passed()), piece) => piece.map_err(|_| Refusal::SendFaster),
            () = self.give_way.notified() => Err(Refusal::SendFaster),
        }
    }

    /// So many more bytes are here.
    pub fn came(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// All of it is here: from now on it waits for us, and we for nobody.
    pub fn is_whole(&self) {
        self.whole.store(true, Ordering::Relaxed);
    }

    fn patience(&self, now: Duration) -> Duration {
        let limits = &self.limits;
        let least = limits.least_speed;
        if least == 0 {
            return limits.silence;
        }
        let earned = Duration::from_secs_f64(self.bytes.load(Ordering::Relaxed) as f64 / least as f64);
        (self.begun + limits.grace + earned).saturating_sub(now).min(limits.silence)
    }

    /// Its speed, if it is one with which it must give way.
    fn slow(&self, now: Duration) -> Option<u64> {
        let age = now.saturating_sub(self.begun);
        if self.whole.load(Ordering::Relaxed) || age < YOUNG {
            return None;
        }
        let speed = (self.bytes.load(Ordering::Relaxed) as f64 / age.as_secs_f64()) as u64;
        (speed < self.limits.crowded_speed).then_some(speed)
    }
}

impl Drop for Arrival {
    fn drop(&mut self) {
        let mut all = self.arrivals.all();
        all.open.remove(&self.id);
        if self.body.whole.load(Ordering::Relaxed) {
            all.took.add(Clock::passed().saturating_sub(self.body.begun));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Arc<Limits> {
        Arc::new(Limits {
            arriving: 2,
            least_speed: 1000,
            grace: Duration::from_secs(20),
            silence: Duration::from_secs(30),
            ..Limits::default()
        })
    }

    #[test]
    fn a_body_must_bring_the_least_speed_on_the_whole() {
        let arrivals = Arrivals::new(&limits());
        let body = arrivals.begin().ok().unwrap().body.clone();
        let after = |seconds: u64| body.patience(body.begun + Duration::from_secs(seconds));
        assert_eq!(after(0), Duration::from_secs(20));
        assert_eq!(after(15), Duration::from_secs(5));
        assert_eq!(after(21), Duration::ZERO);
        body.came(60_000);
        assert_eq!(after(21), Duration::from_secs(30));
        assert_eq!(after(79), Duration::from_secs(1));
        assert_eq!(after(81), Duration::ZERO);
    }

    #[tokio::test]
    async fn the_slowest_gives_way_and_what_is_whole_never() {
        let arrivals = Arrivals::new(&limits());
        let (one, two) = (arrivals.begin().ok().unwrap(), arrivals.begin().ok().unwrap());
        one.body.came(10_000_000);
        assert!(arrivals.begin().is_err(), "both are young");
        tokio::time::sleep(YOUNG).await;
        let three = arrivals.begin().ok().unwrap();
        assert!(two.body.next(std::future::pending::<()>()).await.is_err());
        assert!(one.body.next(async {}).await.is_ok());
        three.body.is_whole();
        tokio::time::sleep(YOUNG).await;
        assert!(arrivals.begin().is_err());
        drop(three);
        assert!(arrivals.begin().is_ok());
    }
}
