//! Fetching what is told only to whoever wants it, with its words: the guidance of a place once it is shown, and why something is so once it
//! is asked. Whatever was answered, everybody fetches the same.

use super::World;
use super::fetch::fetch_needs;
use super::words::{let_in, texts};
use crate::door::Door;
use leptos::task::spawn_local;
use rulebook::{Arrived, PackName, WORDS_ON_REQUEST};

/// Fetches what has not arrived of the guidance. Its words are a file of texts.
pub fn want_guides(door: Door) {
    let [words, _] = WORDS_ON_REQUEST;
    want(door, Arrived::pack_for_guides, words);
}

/// Fetches the sources, and the words in which conditions are told.
pub fn want_why(door: Door) {
    let [_, words] = WORDS_ON_REQUEST;
    want(door, Arrived::pack_for_sources, words);
}

fn want(door: Door, pack: fn(&Arrived) -> Option<PackName>, words: &'static str) {
    spawn_local(async move {
        let Some(book) = door.peek(|case| case.book().clone()) else {
            return;
        };
        if let Some(pack) = pack(&book) {
            fetch_needs(door, [pack].into()).await;
        }
        let Some(world) = World::of(&door) else { return };
        let lang = door.words_now().lang.clone();
        let pack = PackName::new(format!("text.{lang}.{words}"));
        // They may be on their way already. With another language they go, and are fetched again.
        if door.words_now().has(&pack) || !world.fetching.borrow_mut().insert(pack.clone()) {
            return;
        }
        let more = texts(&world, &book, &pack).await;
        world.fetching.borrow_mut().remove(&pack);
        let_in(door, &lang, more.map(|more| (pack, more)).into_iter().collect());
    });
}
