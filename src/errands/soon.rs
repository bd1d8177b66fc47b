//! When the open case is saved. How is the subject of `keeping`, which comes with a part of the program of its own.

use super::World;
use crate::door::Door;
use crate::parts::{KEEP, here, want};
use gloo_timers::callback::Timeout;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};

/// After a change, wait so long for the next one before saving, in milliseconds.
const QUIET_MS: u32 = 250;
/// A change waits no longer than this, however many follow: with the time that saving takes it stays under the second that is promised.
const LATEST_MS: u32 = 500;
/// The clocks of saving.
#[derive(Default)]
pub struct Timers {
    quiet: RefCell<Option<Timeout>>,
    latest: RefCell<Option<Timeout>>,
    pub(super) again: RefCell<Option<Timeout>>,
    pub(super) asked: Cell<bool>,
}

impl Timers {
    /// Nothing is saved by itself any more, until something changes.
    pub(super) fn stop(&self) {
        self.quiet.borrow_mut().take();
        self.latest.borrow_mut().take();
        self.again.borrow_mut().take();
    }
}

/// Saves after a short quiet, and soon in any case.
pub(super) fn save_soon(door: Door) {
    let Some(world) = World::of(&door) else { return };
    *world.timers.quiet.borrow_mut() = Some(Timeout::new(QUIET_MS, move || save_now(door)));
    let mut latest = world.timers.latest.borrow_mut();
    if latest.is_none() {
        *latest = Some(Timeout::new(LATEST_MS, move || save_now(door)));
    }
}

/// Saves at once, if something has changed since the last time. Before what keeps is here, nothing can be: it saves when it comes.
pub fn save_now(door: Door) {
    if let Some(keep) = here(&KEEP) {
        spawn_local((keep.save)(door));
    }
}

/// Saves before the desk is closed. Who leaves before what keeps is here has typed little, but something.
pub fn save_last(door: Door) {
    if let Some(keep) = here(&KEEP) {
        return spawn_local((keep.save)(door));
    }
    let Some(world) = World::of(&door) else { return };
    let Some(case) = door.take() else { return };
    let lang = door.words_now().lang.clone();
    spawn_local(async move {
        if let Ok(keep) = want(&KEEP).await {
            (keep.save_last)(world, case, lang).await;
        }
    });
}
