//! Opening the desk, and following the case: what it needs is fetched, what changes is kept, its place is mirrored.

use super::World;
use super::begin::{fresh, open_new};
use super::fetch::fetch_needs;
use super::keeping::tab_name;
use super::soon::{save_now, save_soon};
use super::words;
use super::words::{first_words, spoken};
use crate::case::{Change, Place, Saved};
use crate::door::Door;
use crate::parts::{FORM, KEEP, OPEN, begin, come_near, here, state_of, want};
use crate::ports::packs::PackFault;
use crate::ports::parts::Fault;
use crate::ports::{address, clock, packs, page, tab};
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
        *world.book.borrow_mut() = Some(book.clone());
        let resuming = tab::recall(&tab_name(&door)).is_some_and(|id| !id.is_empty());
        if !resuming {
            open_new(door, &world, fresh(&world, book.clone()));
            go_to_wanted(door, &world);
        }
        drop(world);
        if resuming {
            // Side by side: whoever comes back waits for all of them.
            begin(&FORM);
            begin(&OPEN);
        }
        // What saves comes with the first question, and everything else after it.
        let keep = want(&KEEP).await;
        if resuming {
            let others = (want(&OPEN).await.err(), want(&FORM).await.err(), keep.as_ref().err().copied());
            if let (Some(fault), ..) | (_, Some(fault), _) | (_, _, Some(fault)) = others {
                // An empty case in place of the draft would look as if it were lost.
                let why = match fault {
                    Fault::Gone => PackFault::Missing(404),
                    Fault::Offline => PackFault::Offline,
                };
                return World::of(&door).iter().for_each(|world| fail(world, why));
            }
        }
        match keep {
            Ok(keep) => {
                let resumed = (keep.begin)(door).await;
                if resuming {
                    let Some(world) = World::of(&door) else { return };
                    if !resumed {
                        open_new(door, &world, fresh(&world, book));
                    }
                    go_to_wanted(door, &world);
                }
                save_now(door);
            }
            Err(_) => {
                if let Some(world) = World::of(&door) {
                    world.keeps_later.set(true);
                }
                door.apply(Change::Saved(Saved::Failed("saved.part".into())));
            }
        }
        come_near().await;
    });
}

/// On our own page the address says where the person wants to be.
fn go_to_wanted(door: Door, world: &World) {
    let wanted = world.own_page.then(address::get).flatten().and_then(|path| Place::from_path(&path));
    if let Some(place) = wanted
        && door.peek(|case| *case.place() != place).unwrap_or(false)
    {
        door.apply(Change::Go(place));
    }
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
    let keeps = state_of(&KEEP);
    Effect::new(move |_| {
        keeps.track();
        let late = World::of(&door).is_some_and(|world| world.keeps_later.get());
        if let Some(keep) = here(&KEEP).filter(|_| late) {
            World::of(&door).into_iter().for_each(|world| world.keeps_later.set(false));
            spawn_local(async move {
                (keep.begin)(door).await;
                save_now(door);
            });
        }
    });
    let judged = state_of(&FORM);
    Effect::new(move |_| {
        judged.track();
        if let Some(form) = here(&FORM)
            && door.peek(|case| case.judge().is_none()).unwrap_or(false)
        {
            door.apply(Change::Judge(form.judge));
        }
    });
    let version = door.slice(|case| case.version());
    Effect::new(move |_| {
        version.get();
        save_soon(door);
    });
    // What could not be kept is tried again when something else could.
    let at_rest = door.slice(|case| matches!(case.saved(), Saved::At { .. }).then(|| case.saved().clone()));
    Effect::new(move |_| {
        if at_rest.get().is_some() {
            keep_loose(door);
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
        keep_loose(door);
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

fn keep_loose(door: Door) {
    if let Some(keep) = here(&KEEP) {
        (keep.keep_loose)(door);
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
        Place::Copy => "place.copy".into(),
        Place::Send => "place.send".into(),
        Place::Receipt => "place.receipt".into(),
        Place::Questions => "ui.questions".into(),
        Place::Shelf => "shelf.title".into(),
        Place::About => "about.title".into(),
    }
}
