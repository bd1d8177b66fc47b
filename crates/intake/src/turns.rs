//! Turns at work of which only so much can be done at once. When a turn becomes free, it goes to whose address has used the least of late:
//! who brings much waits behind who brings little.

use crate::clock::Clock;
use crate::door::house;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// What was used counts half after so long.
const HALF: f64 = 60.0;

/// So many addresses are remembered.
const REMEMBERED: usize = 10_000;

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Mutex<Inner>>);

struct Inner {
    free: usize,
    waiting: Vec<(IpAddr, oneshot::Sender<Turn>)>,
    used: HashMap<IpAddr, Used>,
}

#[derive(Clone, Copy)]
struct Used {
    seconds: f64,
    at: Duration,
}

impl Used {
    fn now(self, now: Duration) -> f64 {
        self.seconds * 0.5_f64.powf(now.saturating_sub(self.at).as_secs_f64() / HALF)
    }
}

/// A turn; the next one's when this is dropped.
pub(crate) struct Turn {
    turns: Turns,
    from: IpAddr,
    begun: Duration,
}

impl Turns {
    pub fn new(at_once: usize) -> Turns {
        Turns(Arc::new(Mutex::new(Inner {
            free: at_once.max(1),
            waiting: Vec::new(),
            used: HashMap::new(),
        })))
    }

    /// Waits for a turn.
    pub async fn take(&self, from: IpAddr) -> Turn {
        let from = house(from);
        let called = {
            let mut inner = self.inner();
            if inner.free > 0 {
                inner.free -= 1;
                return self.turn(from);
            }
            let (call, called) = oneshot::channel();
            inner.waiting.push((from, call));
            called
        };
        // It is only dropped uncalled with these turns themselves, of which we hold one end.
        called.await.unwrap_or_else(|_| self.turn(from))
    }

    fn turn(&self, from: IpAddr) -> Turn {
        Turn {
            turns: self.clone(),
            from,
            begun: Clock::passed(),
        }
    }

    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts what was used, and picks whose turn it is.
    fn pass_on(&self, from: IpAddr, begun: Duration) -> Option<(IpAddr, oneshot::Sender<Turn>)> {
        let now = Clock::passed();
        let mut inner = self.inner();
        let before = inner.used.get(&from).map_or(0.0, |used| used.now(now));
        let seconds = before + now.saturating_sub(begun).as_secs_f64();
        inner.used.insert(from, Used { seconds, at: now });
        if inner.used.len() > REMEMBERED {
            inner.used.retain(|_, used| used.now(now) > 0.1);
        }
        let used = |from: &IpAddr| inner.used.get(from).map_or(0.0, |used| used.now(now));
        // Of equals the first: who came earlier stands before.
        let next = inner
            .waiting
            .iter()
            .enumerate()
            .min_by(|(_, (one, _)), (_, (other, _))| used(one).total_cmp(&used(other)))
            .map(|(at, _)| at);
        match next {
            Some(at) => Some(inner.waiting.remove(at)),
            None => {
                inner.free += 1;
                None
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some((next, call)) = self.turns.pass_on(self.from, self.begun) {
            // Who no longer waits drops the turn, and so it goes on to the next.
            let _ = call.send(self.turns.turn(next));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_used_little_goes_before_who_used_much() {
        let (turns, order) = (Turns::new(1), Arc::new(Mutex::new(Vec::new())));
        let address = |last: u8| IpAddr::from([192, 0, 2, last]);
        let first = turns.take(address(1)).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let mut waiting = Vec::new();
        for last in [1, 1, 1, 2, 3] {
            let (turns, order) = (turns.clone(), order.clone());
            waiting.push(tokio::spawn(async move {
                let turn = turns.take(address(last)).await;
                order.lock().unwrap().push(last);
                tokio::time::sleep(Duration::from_millis(10)).await;
                drop(turn);
            }));
            tokio::task::yield_now().await;
        }
        // One who went away in the meantime.
        waiting.remove(4).abort();
        tokio::time::sleep(Duration::from_millis(20)).await;
        drop(first);
        for one in waiting {
            one.await.unwrap();
        }
        assert_eq!(*order.lock().unwrap(), [2, 1, 1, 1]);
        assert_eq!(turns.inner().free, 1);
    }
}
