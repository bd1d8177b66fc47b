//! The open connections: so many altogether, so many from one address. When all places are taken, whoever has the most of them gives one
//! to a newcomer, so that nobody shuts the others out.

use crate::Limits;
use crate::door::house;
use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Crowd(Arc<Inner>);

struct Inner {
    most: usize,
    most_from_one: usize,
    open: Mutex<Open>,
    left: Notify,
}

#[derive(Default)]
struct Open {
    next: u64,
    all: BTreeMap<u64, One>,
}

struct One {
    /// Nothing for a proxy, whose connections are those of many.
    from: Option<IpAddr>,
    give_way: Arc<Notify>,
}

/// The place of a connection; free again when this is dropped.
pub(crate) struct Place {
    crowd: Crowd,
    id: u64,
    give_way: Arc<Notify>,
}

impl Crowd {
    pub fn new(limits: &Limits) -> Crowd {
        Crowd(Arc::new(Inner {
            most: limits.connections.max(1),
            most_from_one: limits.connections_from_one.max(1),
            open: Mutex::default(),
            left: Notify::new(),
        }))
    }

    /// Waits until a newcomer could be let in: there is a place, or somebody has more than one.
    pub async fn room(&self) {
        loop {
            let left = self.0.left.notified();
            let room = {
                let open = self.open();
                open.all.len() < self.0.most || counts(&open).values().any(|of_one| *of_one > 1)
            };
            if room {
                return;
            }
            left.await;
        }
    }

    /// Lets a connection in; nothing where its address has as many as it may. A `proxy` speaks for many.
    pub fn enter(&self, from: IpAddr, proxy: bool) -> Option<Place> {
        let from = (!proxy).then(|| house(from));
        let mut open = self.open();
        let counts = counts(&open);
        let mine = from.and_then(|from| counts.get(&from)).copied().unwrap_or(0);
        if mine >= self.0.most_from_one {
            return None;
        }
        if open.all.len() >= self.0.most {
            let (greedy, most) = counts.into_iter().max_by_key(|(_, of_one)| *of_one)?;
            if most <= mine + 1 {
                return None;
            }
            // The oldest has had the most time to come to its end. It leaves the list now, and closes in a moment.
            let oldest = open.all.iter().find(|(_, one)| one.from == Some(greedy)).map(|(id, _)| *id)?;
            open.all.remove(&oldest)?.give_way.notify_one();
        }
        open.next += 1;
        let (id, give_way) = (open.next, Arc::new(Notify::new()));
        let one = One {
            from,
            give_way: give_way.clone(),
        };
        open.all.insert(id, one);
        Some(Place {
            crowd: self.clone(),
            id,
            give_way,
        })
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn counts(open: &Open) -> HashMap<IpAddr, usize> {
    let mut counts = HashMap::new();
    for from in open.all.values().filter_map(|one| one.from) {
        *counts.entry(from).or_default() += 1;
    }
    counts
}

impl Place {
    /// Waits until this connection has to make room for another.
    pub async fn give_way(&self) {
        self.give_way.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.crowd.open().all.remove(&self.id);
        self.crowd.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(connections: usize, connections_from_one: usize) -> Crowd {
        Crowd::new(&Limits {
            connections,
            connections_from_one,
            ..Limits::default()
        })
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    async fn told(place: &Place) -> bool {
        tokio::time::timeout(std::time::Duration::from_millis(20), place.give_way())
            .await
            .is_ok()
    }

    #[tokio::test]
    async fn one_address_has_so_many_and_a_proxy_as_many_as_there_are() {
        let crowd = crowd(10, 3);
        let mine: Vec<_> = (0..4).map_while(|_| crowd.enter(address(1), false)).collect();
        assert_eq!(mine.len(), 3);
        let proxied: Vec<_> = (0..7).map_while(|_| crowd.enter(address(2), true)).collect();
        assert_eq!(proxied.len(), 7);
        drop(mine);
        assert!(crowd.enter(address(1), false).is_some());
    }

    #[tokio::test]
    async fn who_has_the_most_places_gives_one_to_a_newcomer() {
        let crowd = crowd(4, 4);
        let greedy: Vec<_> = (0..4).map_while(|_| crowd.enter(address(1), false)).collect();
        crowd.room().await;
        let first = crowd.enter(address(2), false).expect("a place");
        assert!(told(&greedy[0]).await && !told(&greedy[1]).await);
        let second = crowd.enter(address(3), false).expect("a place");
        assert!(told(&greedy[1]).await);
        // Two, one, one: the next newcomer still gets one, and who has one already gets no other.
        assert!(crowd.enter(address(2), false).is_none());
        let third = crowd.enter(address(4), false).expect("a place");
        assert!(told(&greedy[2]).await && !told(&first).await && !told(&second).await && !told(&third).await);
        // Now everybody has one: newcomers wait in the queue of the system.
        let full = tokio::time::timeout(std::time::Duration::from_millis(20), crowd.room());
        assert!(full.await.is_err());
        drop(first);
        crowd.room().await;
    }
}
