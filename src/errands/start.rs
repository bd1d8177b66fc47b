//! Opening the desk, and following the case: what it needs is fetched, what changes is kept, its place is mirrored.

use super::World;
use super::drafts::{fresh, open_new, resume_here, sweep};
use super::fetch::fetch_needs;
use super::keeping::{said, save_now, save_soon};
use super::words::{first_words, spoken};
use super::{files, tabs, words};
use crate::case::{Change, Place, Saved};
use crate::door::Door;
use crate::ports::packs::PackFault;
use crate::ports::{address, clock, drafts::Store, packs, page};
use crate::texts::Words;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rulebook::Loaded;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fetches what the first question needs, and opens the desk.
pub fn start(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let lang = door.words_now().lang.clone();
        let (book, words) = match first(&world, &lang).await {
            Ok(all) => all,
            Err(why) => return fail(&world, why),
        };
        door.set_languages(book.core.languages.clone());
        door.set_words(words);
        let store = Store::open().await;
        let fault = store.as_ref().err().map(said);
        if let Ok(store) = &store {
            sweep(store.clone());
        }
        *world.store.borrow_mut() = store.ok();
        *world.book.borrow_mut() = Some(book.clone());
        tabs::listen(door, &world);
        if !resume_here(door, &world).await {
            open_new(door, &world, fresh(&world, book));
            if let Some(fault) = fault {
                door.apply(Change::Saved(Saved::Failed(fault.into())));
            }
        }
        let wanted = world.own_page.then(address::get).flatten().and_then(|path| Place::from_path(&path));
        if let Some(place) = wanted
            && door.peek(|case| *case.place() != place).unwrap_or(false)
        {
            door.apply(Change::Go(place));
        }
        super::look_at_shelf(door);
    });
}

/// The core, and the words of the first question in the language that exists for the one that is wished for.
async fn first(world: &World, lang: &str) -> Result<(Arc<Loaded>, Words), PackFault> {
    let bytes = packs::fetch(&world.base, &world.core, &world.early).await?;
    let book = Loaded::from_core(&bytes).map_err(|_| PackFault::Unreadable)?;
    let words = first_words(world, &book, &spoken(&book, lang)).await?;
    Ok((Arc::new(book), words))
}

/// No words have arrived, so there is nothing of ours to show: the host's own text stays, and the host hears of it.
fn fail(world: &World, why: PackFault) {
    (world.tell)("madoguchi-failed", if why.is_gone() { "newer" } else { "load" });
}

/// Follows the case: fetches what it needs, keeps it, mirrors its place.
pub fn follow(door: Door) {
    let needs = door.slice(|case| case.assessment().needs.clone());
    Effect::new(move |_| {
        let needs = needs.get();
        if !needs.is_empty() {
            spawn_local(fetch_needs(door, needs));
        }
    });
    words::follow(door);
    let version = door.slice(|case| case.version());
    Effect::new(move |_| {
        version.get();
        save_soon(door);
    });
    // What could not be kept is tried again when something else could.
    let at_rest = door.slice(|case| matches!(case.saved(), Saved::At { .. }).then(|| case.saved().clone()));
    Effect::new(move |_| {
        if at_rest.get().is_some() {
            files::keep_loose(door);
        }
    });
    let place = Memo::new(move |_| door.read(|case| (case.place().clone(), !case.summary().is_empty())));
    Effect::new(move |before: Option<Option<Place>>| {
        let now = place.get();
        let world = World::of(&door)?;
        if let Some((place, wrong)) = &now {
            let before = before.flatten();
            let (moved, before_any) = (before.as_ref() != Some(place), before.is_some());
            if world.own_page {
                match (moved, before_any) {
                    (true, false) => address::replace(&place.path()),
                    (true, true) => address::set(&place.path()),
                    (false, _) => {}
                }
                let title = door.t(title_of(place).as_str());
                let title = if *wrong { format!("{}{title}", door.t("ui.error")) } else { title };
                page::set_title(&door.tf("ui.title", &[("page", &title)]));
            }
            if moved {
                (world.tell)("madoguchi-place", &place.path());
            }
        }
        now.map(|(place, _)| place)
    });
    let Some(world) = World::of(&door) else { return };
    let mut listening = world.listening.borrow_mut();
    if world.own_page {
        listening.push(address::listen(move |path| {
            let Some(place) = path.as_deref().and_then(Place::from_path) else {
                return;
            };
            if door.peek(|case| *case.place() != place).unwrap_or(false) {
                door.apply(Change::Go(place.clone()));
            }
            // What was sent has no page but the receipt, whatever the history leads to.
            if let Some(stays) = door.peek(|case| case.place().clone()).filter(|stays| *stays != place) {
                address::replace(&stays.path());
            }
        }));
    }
    listening.push(page::on_hidden(move || {
        door.hear();
        save_now(door);
    }));
    // A page may stay open over midnight, and the last day is a day.
    *world.midnight.borrow_mut() = Some(Interval::new(60_000, move || {
        let today = clock::today();
        if door.peek(|case| case.today() != today).unwrap_or(false) {
            door.apply(Change::Day(today));
        }
        files::keep_loose(door);
    }));
    drop(listening);
    if world.preload {
        Effect::new(move |done: Option<bool>| {
            let open = door.is_open();
            if open && done != Some(true) {
                let all = door.peek(|case| {
                    case.book()
                        .core
                        .packs
                        .keys()
                        .filter(|name| !name.as_str().starts_with("text."))
                        .cloned()
                        .collect::<BTreeSet<_>>()
                });
                spawn_local(fetch_needs(door, all.unwrap_or_default()));
            }
            open
        });
    }
}

fn title_of(place: &Place) -> String {
    match place {
        Place::Step(id) => id.as_str().to_owned(),
        Place::Verdict => "place.verdict".into(),
        Place::Tasks => "place.tasks".into(),
        Place::Photo => "place.photo".into(),
        Place::Papers => "place.papers".into(),
        Place::Check => "place.check".into(),
        Place::Send => "place.send".into(),
        Place::Receipt => "place.receipt".into(),
        Place::Questions => "ui.questions".into(),
        Place::Shelf => "shelf.title".into(),
        Place::About => "about.title".into(),
    }
}
