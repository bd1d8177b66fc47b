//! Fetching the guidance and its words, once a place shows them: for everybody who comes there, whatever they have answered.

use super::World;
use super::fetch::fetch_needs;
use super::words::{let_in, texts};
use crate::door::Door;
use leptos::task::spawn_local;
use rulebook::PackName;

/// The file of texts that says them.
const WORDS: &str = "guides";

/// Fetches what has not arrived of it.
pub fn want_guides(door: Door) {
    spawn_local(async move {
        let Some(book) = door.peek(|case| case.book().clone()) else {
            return;
        };
        if let Some(pack) = book.pack_for_guides() {
            fetch_needs(door, [pack].into()).await;
        }
        let Some(world) = World::of(&door) else { return };
        let lang = door.words_now().lang.clone();
        let pack = PackName::new(format!("text.{lang}.{WORDS}"));
        // They may be on their way already. With another language they go, and are fetched again.
        if door.words_now().has(&pack) || !world.fetching.borrow_mut().insert(pack.clone()) {
            return;
        }
        let more = texts(&world, &book, &pack).await;
        world.fetching.borrow_mut().remove(&pack);
        let_in(door, &lang, more.map(|more| (pack, more)).into_iter().collect());
    });
}
