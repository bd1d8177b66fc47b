//! Fetching words: those of the first question, those of the road that is taken, and all of another language when it is chosen.

use super::World;
use super::fetch::fetch_all;
use super::soon::save_soon;
use crate::door::{Door, Reach};
use crate::ports::packs::PackFault;
use crate::ports::page;
use crate::texts::Words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rulebook::{FIRST_WORDS, Loaded, PackName, Texts};
use std::rc::Rc;

/// The rest of the words that belong to no road; asked for with the first question.
const LATER_WORDS: &str = "later";

/// The language that exists for one that is wished for: `en` for `en-US`; the original where there is none.
pub(super) fn spoken(book: &Loaded, wished: &str) -> String {
    let base = wished.split('-').next().unwrap_or(wished);
    let has = |code: &str| book.core.languages.iter().find(|(one, _)| one == code).map(|(one, _)| one.clone());
    let original = || book.core.languages.first().map(|(code, _)| code.clone());
    has(wished)
        .or_else(|| has(base))
        .or_else(original)
        .unwrap_or_else(|| wished.to_owned())
}

/// The words of the first question, or why one pack did not arrive.
pub(super) async fn first_words(world: &World, book: &Loaded, lang: &str) -> Result<Words, PackFault> {
    let names = FIRST_WORDS.map(|name| PackName::new(format!("text.{lang}.{name}")));
    let mut words = Words::among(lang, &book.core);
    for (name, bytes) in fetch_all(world, &book.core, names.clone()).await {
        let texts = Texts::read(&bytes?).ok_or(PackFault::Unreadable)?;
        words.add(name, texts);
    }
    // What the core does not list was not asked for.
    let all = names.iter().all(|name| words.has(name));
    all.then_some(words).ok_or(PackFault::Unreadable)
}

/// Changes the language; nothing that was typed is touched, and the old words stay until all of the new ones are there.
pub fn speak(door: Door, lang: String) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let Some(book) = door.peek(|case| case.book().clone()) else {
            return;
        };
        let Ok(mut words) = first_words(&world, &book, &lang).await else {
            return;
        };
        let (more, _) = missing(door, &world, &book, &words).await;
        more.into_iter().for_each(|(name, texts)| words.add(name, texts));
        door.set_words(words);
        save_soon(door);
    });
}

/// Fetches the words of the road as soon as it is known, and again when another is taken. A host that hides what is asked gets every word at once.
pub(super) fn follow(door: Door) {
    let road = door.slice(|case| case.assessment().road.clone());
    // As a memo: whether the desk is open is read of the whole case, and every change of it would fetch all words anew.
    let open = Memo::new(move |_| door.is_open());
    Effect::new(move |_| {
        road.track();
        if open.get() {
            spawn_local(fetch_missing(door));
        }
    });
}

/// Fetches again what did not come.
pub fn ask_again(door: Door) {
    spawn_local(fetch_missing(door));
}

async fn fetch_missing(door: Door) {
    let Some(world) = World::of(&door) else { return };
    let Some(book) = door.peek(|case| case.book().clone()) else {
        return;
    };
    // Once at a time: a road that is taken meanwhile asks again.
    if world.asking_words.replace(true) {
        world.ask_words_again.set(true);
        return;
    }
    let before = door.words_now();
    let (more, all_came) = missing(door, &world, &book, &before).await;
    if !all_came {
        retry_online(door, &world);
    }
    door.set_reach(if all_came { Reach::Good } else { Reach::Silent });
    let_in(door, &before.lang, more);
    world.asking_words.set(false);
    if world.ask_words_again.replace(false) {
        spawn_local(fetch_missing(door));
    }
}

/// Adds words that have come. The language may have changed, or others have come, while these were on their way.
pub(super) fn let_in(door: Door, lang: &str, more: Vec<(PackName, Texts)>) {
    let now = door.words_now();
    if now.lang == lang && !more.is_empty() {
        let mut words = (*now).clone();
        more.into_iter().for_each(|(name, texts)| words.add(name, texts));
        door.set_words(words);
    }
}

/// The words that this road needs and that are not here; and whether all of them came.
async fn missing(door: Door, world: &World, book: &Loaded, words: &Words) -> (Vec<(PackName, Texts)>, bool) {
    let road = door.peek(|case| case.assessment().road.clone()).unwrap_or_default();
    let core = &book.core;
    let mut wanted: Vec<PackName> = if world.preload {
        let prefix = format!("text.{}.", words.lang);
        core.packs
            .keys()
            .filter(|name| name.as_str().starts_with(&prefix))
            .cloned()
            .collect()
    } else if road.is_empty() {
        vec![PackName::new(format!("text.{}.{LATER_WORDS}", words.lang))]
    } else {
        let own = road.iter().filter_map(|pack| core.words_of(&words.lang, pack.as_str()));
        own.chain(core.common_words(&words.lang).cloned()).collect()
    };
    wanted.sort();
    wanted.dedup();
    wanted.retain(|name| !words.has(name));
    let all = fetched(world, book, wanted).await;
    let came = all.iter().all(|(_, texts)| texts.is_some());
    (all.into_iter().filter_map(|(name, texts)| Some((name, texts?))).collect(), came)
}

/// The words of one pack.
pub(super) async fn texts(world: &World, book: &Loaded, pack: &PackName) -> Option<Texts> {
    fetched(world, book, vec![pack.clone()]).await.pop()?.1
}

/// Packs of words, asked for side by side.
async fn fetched(world: &World, book: &Loaded, names: Vec<PackName>) -> Vec<(PackName, Option<Texts>)> {
    let all = fetch_all(world, &book.core, names).await.into_iter();
    all.map(|(name, bytes)| (name, bytes.ok().and_then(|bytes| Texts::read(&bytes))))
        .collect()
}

fn retry_online(door: Door, world: &Rc<World>) {
    world.listening.borrow_mut().push(page::on_online(move |online| {
        if online {
            spawn_local(fetch_missing(door));
        }
    }));
}
