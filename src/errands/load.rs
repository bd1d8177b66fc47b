//! Fetching the rulebook and the words, and following the case.

use super::World;
use super::drafts::{open_new, resume_here, sweep};
use super::keeping::{said, save_now, save_soon};
use super::{files, tabs};
use crate::case::{Case, Change, Place, Saved};
use crate::door::Door;
use crate::ports::{address, clock, drafts::Store, packs, page};
use crate::texts::Words;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rulebook::{Loaded, PackName, Role, Texts};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// Words without which not even the first question can be shown.
const FIRST_WORDS: [&str; 2] = ["core", "ui"];

/// Fetches what the first question needs, and opens the desk.
pub fn start(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let lang = door.words_now().lang.clone();
        let Ok(bytes) = packs::fetch(&world.base, &world.core).await else {
            return fail(&world);
        };
        let Ok(book) = Loaded::from_core(&bytes) else {
            return fail(&world);
        };
        let book = Arc::new(book);
        let lang = spoken(&book, &lang);
        let Some(words) = first_words(&world, &book, &lang).await else {
            return fail(&world);
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

/// The language that exists for one that is wished for: `en` for `en-US`; the original where there is none.
fn spoken(book: &Loaded, wished: &str) -> String {
    let base = wished.split('-').next().unwrap_or(wished);
    let has = |code: &str| book.core.languages.iter().find(|(one, _)| one == code).map(|(one, _)| one.clone());
    let original = || book.core.languages.first().map(|(code, _)| code.clone());
    has(wished)
        .or_else(|| has(base))
        .or_else(original)
        .unwrap_or_else(|| wished.to_owned())
}

/// An empty case, with the procedure that the host asks for.
pub(super) fn fresh(world: &World, book: Arc<Loaded>) -> Case {
    let mut case = Case::new(page::random_id(), clock::now_ms(), book.clone(), clock::today());
    let field = book.by_role(Role::Procedure).next().map(|field| field.id.clone());
    if let (Some(wanted), Some(field)) = (&world.procedure, field) {
        let known = book
            .core
            .procedures
            .iter()
            .find(|it| it.id.as_str() == wanted || it.id.as_str().split_once('.').is_some_and(|(_, name)| name == wanted));
        if let Some(procedure) = known {
            case.apply(Change::Answer(field.into(), procedure.id.as_str().to_owned()));
        }
    }
    case
}

/// No words have arrived, so there is nothing of ours to show: the host's own text stays, and the host hears of it.
fn fail(world: &World) {
    (world.tell)("madoguchi-failed", "load");
}

async fn first_words(world: &World, book: &Loaded, lang: &str) -> Option<Words> {
    let mut words = Words::of(lang);
    for name in FIRST_WORDS {
        words.add(texts(world, book, &format!("text.{lang}.{name}")).await?);
    }
    Some(words)
}

/// The words of one pack.
pub(super) async fn texts(world: &World, book: &Loaded, pack: &str) -> Option<Texts> {
    let hash = book.core.packs.get(pack)?;
    let bytes = packs::fetch(&world.base, &format!("{pack}.{hash}.json")).await.ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Changes the language; nothing that was typed is touched, and the old words stay until all of the new ones are there.
pub fn speak(door: Door, lang: String) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let Some((book, known)) = door.peek(|case| (case.book().clone(), case.assessment().known)) else {
            return;
        };
        let Some(mut words) = first_words(&world, &book, &lang).await else {
            return;
        };
        if known {
            add_rest(&world, &book, &mut words).await;
        }
        door.set_words(words);
        save_soon(door);
    });
}

async fn add_rest(world: &World, book: &Loaded, words: &mut Words) {
    let prefix = format!("text.{}.", words.lang);
    let rest: Vec<String> = book
        .core
        .packs
        .keys()
        .filter_map(|name| name.as_str().strip_prefix(&prefix))
        .filter(|name| !FIRST_WORDS.contains(name))
        .map(|name| format!("{prefix}{name}"))
        .collect();
    for pack in rest {
        if let Some(more) = texts(world, book, &pack).await {
            words.add(more);
        }
    }
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
    let known = door.slice(|case| case.assessment().known);
    // As a memo: whether the desk is open is read of the whole case, and every change of it would fetch all words anew.
    let open = Memo::new(move |_| door.is_open());
    Effect::new(move |_| {
        // A host that hides what is asked gets every word at once.
        let all = open.get() && World::of(&door).is_some_and(|world| world.preload);
        if known.get() || all {
            spawn_local(async move {
                let Some(world) = World::of(&door) else { return };
                let Some(book) = door.peek(|case| case.book().clone()) else {
                    return;
                };
                let mut words = (*door.words_now()).clone();
                add_rest(&world, &book, &mut words).await;
                // The language may have changed while these were on their way.
                if door.words_now().lang == words.lang {
                    door.set_words(words);
                }
            });
        }
    });
    let version = door.slice(|case| case.version());
    Effect::new(move |_| {
        version.get();
        save_soon(door);
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

/// Fetches packs that are not on their way yet, and lets them in together.
pub(super) async fn fetch_needs(door: Door, needs: BTreeSet<PackName>) {
    let Some(world) = World::of(&door) else { return };
    let wanted: Vec<PackName> = needs
        .into_iter()
        .filter(|name| world.fetching.borrow_mut().insert(name.clone()))
        .collect();
    let mut arrived = Vec::new();
    for name in &wanted {
        let Some(hash) = door.peek(|case| case.book().core.packs.get(name).cloned()).flatten() else {
            continue;
        };
        match packs::fetch(&world.base, &format!("{name}.{hash}.json")).await {
            Ok(bytes) => arrived.push((name.clone(), bytes)),
            Err(_) => {
                // Asked for again with the next change, or when there is a connection again.
                world.fetching.borrow_mut().remove(name);
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
