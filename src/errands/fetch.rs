//! Fetching packs of the rulebook: those that a judgement misses, and the sources.

use super::World;
use crate::case::Change;
use crate::door::{Door, Reach};
use crate::parts::{FORM, want};
use crate::ports::{packs, packs::PackFault, page};
use futures_util::future::join_all;
use leptos::task::spawn_local;
use rulebook::{Core, Loaded, PackName};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// Fetches packs that are not on their way yet, side by side, and lets them in together.
pub(super) async fn fetch_needs(door: Door, needs: BTreeSet<PackName>) {
    let Some(world) = World::of(&door) else { return };
    let wanted: Vec<PackName> = needs
        .into_iter()
        .filter(|name| world.fetching.borrow_mut().insert(name.clone()))
        .collect();
    let Some(book) = door.peek(|case| case.book().clone()) else {
        return;
    };
    let mut arrived = Vec::new();
    for (name, bytes) in fetch_all(&world, &book.core, wanted).await {
        match bytes {
            Ok(bytes) => arrived.push((name, bytes)),
            Err(fault) => {
                told(door, fault);
                // Asked for again with the next change, or when there is a connection again.
                world.fetching.borrow_mut().remove(&name);
                retry_online(door, &world);
            }
        }
    }
    if arrived.is_empty() {
        return;
    }
    let Ok(form) = want(&FORM).await else {
        // With it this is asked for again: nothing has been let in.
        arrived.iter().for_each(|(name, _)| {
            world.fetching.borrow_mut().remove(name);
        });
        return retry_online(door, &world);
    };
    let Some(book) = door.peek(|case| case.book().clone()) else {
        return;
    };
    door.apply(Change::Book((form.arrive)(&book, &arrived)));
}

/// The person is told where the page is older than what lies on the server.
pub(super) fn told(door: Door, fault: PackFault) {
    if fault.is_gone() {
        door.set_reach(Reach::Stale);
    }
}

/// The rulebook with what has come of it. A pack that cannot be read is as good as none: what needs it says so.
pub fn arrive(book: &Loaded, arrived: &[(PackName, Vec<u8>)]) -> Arc<Loaded> {
    let mut book = book.clone();
    for (name, bytes) in arrived {
        let _ = book.take(name, bytes);
    }
    Arc::new(book)
}

/// Packs, asked for side by side. What the rulebook does not know is left out.
pub(super) async fn fetch_all(
    world: &World,
    core: &Core,
    names: impl IntoIterator<Item = PackName>,
) -> Vec<(PackName, Result<Vec<u8>, PackFault>)> {
    let known = names.into_iter().filter_map(|name| Some((core.packs.get(&name)?, name)));
    let asked = known.map(|(hash, name)| async move {
        let bytes = packs::fetch(&world.base, &format!("{name}.{hash}.bin"), &world.early).await;
        (name, bytes)
    });
    join_all(asked).await
}

/// Fetches the sources, for whoever asks why.
pub fn want_sources(door: Door) {
    if let Some(name) = door.peek(|case| case.book().pack_for_sources()).flatten() {
        spawn_local(fetch_needs(door, BTreeSet::from([name])));
    }
}

fn retry_online(door: Door, world: &Rc<World>) {
    world.listening.borrow_mut().push(page::on_online(move |online| {
        if online
            && let Some(needs) = door.peek(|case| case.assessment().needs.clone())
            && !needs.is_empty()
        {
            spawn_local(fetch_needs(door, needs));
        }
    }));
}
