//! Fetching packs of the rulebook: those that a judgement misses, and the sources.

use super::World;
use crate::case::Change;
use crate::door::Door;
use crate::ports::{packs, packs::PackFault, page};
use futures_util::future::join_all;
use leptos::task::spawn_local;
use rulebook::{Core, PackName};
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
            Err(_) => {
                // Asked for again with the next change, or when there is a connection again.
                world.fetching.borrow_mut().remove(&name);
                retry_online(door, &world);
            }
        }
    }
    if arrived.is_empty() {
        return;
    }
    let Some(book) = door.peek(|case| case.book().clone()) else {
        return;
    };
    let mut book = (*book).clone();
    for (name, bytes) in arrived {
        let _ = book.take(&name, &bytes);
    }
    door.apply(Change::Book(Arc::new(book)));
}

/// Packs, asked for side by side. What the rulebook does not know is left out.
pub(super) async fn fetch_all(
    world: &World,
    core: &Core,
    names: impl IntoIterator<Item = PackName>,
) -> Vec<(PackName, Result<Vec<u8>, PackFault>)> {
    let known = names.into_iter().filter_map(|name| Some((core.packs.get(&name)?, name)));
    let asked = known.map(|(hash, name)| async move {
        let bytes = packs::fetch(&world.base, &format!("{name}.{hash}.json"), &world.early).await;
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
