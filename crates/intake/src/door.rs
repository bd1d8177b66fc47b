//! Who may come in now: requests per minute and submissions at hand, counted by address, in bounded memory.

use crate::waiting::{Told, Took};
use crate::{Clock, Limits};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// From whom a request comes.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub IpAddr);

/// Counts by address.
#[derive(Clone)]
pub(crate) struct Door(Arc<Inner>);

struct Inner {
    rate: u32,
    at_once: u32,
    most: usize,
    guests: Mutex<HashMap<IpAddr, Guest>>,
}

struct Guest {
    /// Requests that are still free; refilled as time passes.
    free: f64,
    seen: Duration,
    arriving: u32,
    told: Told,
}

/// One submission at hand; its place is free again when this is dropped.
pub(crate) struct Arriving {
    door: Door,
    from: IpAddr,
}

impl Door {
    pub fn new(limits: &Limits) -> Door {
        Door(Arc::new(Inner {
            rate: limits.rate,
            at_once: limits.arriving_from_one,
            most: limits.addresses.max(1),
            guests: Mutex::default(),
        }))
    }

    /// Lets a request in, or says after how many seconds it may come again.
    pub fn knock(&self, from: IpAddr) -> Result<(), u32> {
        self.knock_at(from, Clock::passed())
    }

    fn knock_at(&self, from: IpAddr, now: Duration) -> Result<(), u32> {
        if self.0.rate == 0 {
            return Ok(());
        }
        self.with(from, now, |guest| {
            if guest.free >= 1.0 {
                guest.free -= 1.0;
                return Ok(());
            }
            Err(((1.0 - guest.free) * 60.0 / f64::from(self.0.rate)).ceil().max(1.0) as u32)
        })
    }

    /// Takes a place for a submission. Where this address has as many as it may, says after how many seconds to come again.
    pub fn arrive(&self, from: IpAddr, took: Took) -> Result<Arriving, u32> {
        let now = Clock::passed();
        self.with(from, now, |guest| {
            if guest.arriving >= self.0.at_once {
                return Err(guest.told.next(now, took.every(self.0.at_once as usize)));
            }
            guest.arriving += 1;
            Ok(())
        })?;
        Ok(Arriving { door: self.clone(), from })
    }

    fn with<T>(&self, from: IpAddr, now: Duration, then: impl FnOnce(&mut Guest) -> T) -> T {
        let full = f64::from(self.0.rate);
        let mut guests = self.0.guests.lock().unwrap_or_else(PoisonError::into_inner);
        let from = house(from);
        if guests.len() >= self.0.most && !guests.contains_key(&from) {
            make_room(&mut guests, full, now);
        }
        let guest = guests.entry(from).or_insert(Guest {
            free: full,
            seen: now,
            arriving: 0,
            told: Told::default(),
        });
        refill(guest, full, now);
        then(guest)
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let mut guests = self.door.0.guests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(guest) = guests.get_mut(&house(self.from)) {
            guest.arriving = guest.arriving.saturating_sub(1);
        }
    }
}

fn refill(guest: &mut Guest, full: f64, now: Duration) {
    let passed = now.saturating_sub(guest.seen).as_secs_f64();
    guest.free = (guest.free + passed * full / 60.0).min(full);
    guest.seen = now;
}

/// Forgets those about whom there is nothing to remember; if that is nobody, those seen longest ago.
fn make_room(guests: &mut HashMap<IpAddr, Guest>, full: f64, now: Duration) {
    let before = guests.len();
    guests.retain(|_, guest| refill_seen(guest, full, now) < full || guest.arriving > 0);
    if guests.len() == before {
        let mut seen: Vec<Duration> = guests.values().map(|guest| guest.seen).collect();
        seen.sort_unstable();
        let middle = seen.get(seen.len() / 2).copied().unwrap_or_default();
        guests.retain(|_, guest| guest.seen > middle || guest.arriving > 0);
    }
}

fn refill_seen(guest: &Guest, full: f64, now: Duration) -> f64 {
    guest.free + now.saturating_sub(guest.seen).as_secs_f64() * full / 60.0
}

/// Who has one IPv6 address has the other 2^64 of the same network too.
pub(crate) fn house(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(rate: u32, addresses: usize) -> Door {
        Door::new(&Limits {
            rate,
            addresses,
            arriving_from_one: 1,
            ..Limits::default()
        })
    }

    #[test]
    fn so_many_a_minute_and_then_one_at_a_time() {
        let door = door(3, 10);
        let (from, later) = (IpAddr::from([192, 0, 2, 1]), Duration::from_secs);
        assert!((0..3).all(|_| door.knock_at(from, later(0)).is_ok()));
        assert_eq!(door.knock_at(from, later(0)), Err(20));
        assert_eq!(door.knock_at(from, later(15)), Err(5));
        assert_eq!(door.knock_at(IpAddr::from([192, 0, 2, 2]), later(15)), Ok(()));
        assert_eq!(door.knock_at(from, later(21)), Ok(()));
    }

    #[test]
    fn memory_is_bounded_and_neighbours_in_one_network_are_one() {
        let door = door(3, 8);
        for last in 0..200 {
            let _ = door.knock_at(IpAddr::from([192, 0, 2, last]), Duration::from_secs(1));
        }
        assert!(door.0.guests.lock().unwrap().len() <= 8);
        assert_eq!(house("2001:db8::1".parse().unwrap()), house("2001:db8::ffff:2".parse().unwrap()));
        assert_ne!(house("2001:db8:0:1::1".parse().unwrap()), house("2001:db8::1".parse().unwrap()));
    }

    #[test]
    fn a_place_is_free_again_when_it_is_left() {
        let door = door(0, 8);
        let from = IpAddr::from([192, 0, 2, 1]);
        let first = door.arrive(from, Took::default());
        assert!(first.is_ok() && door.arrive(from, Took::default()).is_err());
        drop(first);
        assert!(door.arrive(from, Took::default()).is_ok());
    }
}
