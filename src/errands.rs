//! What takes time: load, restore, save, attach, send. Each ends in `apply`.

mod begin;
mod bind;
mod drafts;
mod fetch;
mod files;
mod guides;
mod hand;
mod jobs;
mod keeping;
mod papers;
mod pictures;
mod prepare;
mod soon;
mod start;
mod tabs;
mod words;

pub use bind::Refusal;
pub use drafts::{begin_again, begin_keeping, begin_new, forget, forget_all, keep_again, look_at_shelf, moment, open_draft, resume};
pub use fetch::{arrive, want_sources};
pub use files::{attach, detach, keep_loose, put_back};
pub use guides::{want_guides, want_why};
pub use hand::{fetch_official, save_calendar, save_file, save_files, save_official, save_zip, send, send_anyway, stop_sending, withdraw};
pub use jobs::frame;
pub use keeping::{save, save_last as save_closed};
pub use media::{Aim, Cut, Frame};
pub use papers::{join, make_fit, save_whole, sort_in};
pub use pictures::{print_photo, show_picture};
pub use prepare::cut_photo;
pub use soon::{save_last, save_now};
pub use start::{follow, start};
pub use tabs::take_over;
pub use words::{ask_again, speak};

use crate::case::Change;
use crate::door::Door;
use crate::ports::backend::Backend;
pub use crate::ports::backend::Withdrawn;
use crate::ports::drafts::Store;
use crate::ports::media::{Bench, Limits};
use crate::ports::packs::Early;
use crate::ports::save::Blob;
use crate::ports::tabs::Line;
use crate::ports::{Listening, clipboard, page};

pub use crate::ports::pressed::when_let_go;
use futures_util::future::AbortHandle;
use gloo_timers::callback::Interval;
use rulebook::{Loaded, PackName};
use std::any::Any;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// Tells the host that something happened: the name of an event, and one word that holds no answer.
pub type Tell = Box<dyn Fn(&str, &str)>;

/// What one mount has of the world outside. It ends with the mount.
pub struct World {
    base: String,
    core: String,
    early: Early,
    backend: RefCell<Option<Backend>>,
    own_page: bool,
    procedure: Option<String>,
    preload: bool,
    /// A [`Bench`], once one is wanted. Unnamed, so that what it can do stays in the part that wants it.
    bench: OnceCell<Box<dyn Any>>,
    store: RefCell<Option<Store>>,
    line: Line,
    /// The rulebook as it first arrived.
    book: RefCell<Option<Arc<Loaded>>>,
    claim: RefCell<Option<Rc<keeping::Claim>>>,
    blobs: RefCell<BTreeMap<String, Blob>>,
    /// Words are on their way.
    asking_words: Cell<bool>,
    /// More words are wanted than those.
    ask_words_again: Cell<bool>,
    /// What keeps did not come, and begins its work when it does.
    keeps_later: Cell<bool>,
    /// Keys of files that are being kept once more.
    trying: RefCell<BTreeSet<String>>,
    timers: soon::Timers,
    midnight: RefCell<Option<Interval>>,
    fetching: RefCell<BTreeSet<PackName>>,
    listening: RefCell<Vec<Listening>>,
    send_key: RefCell<Option<String>>,
    sending: RefCell<Option<AbortHandle>>,
    tell: Tell,
}

/// What a mount is told about the world.
pub struct Outside {
    /// The folder of `madoguchi.js`, with a slash at its end.
    pub base: String,
    /// File name of the core pack.
    pub core: String,
    /// Packs that are on their way already.
    pub early: Early,
    /// Where a finished application goes.
    pub backend: Option<Backend>,
    /// Whether the page is ours: title and address bar may change.
    pub own_page: bool,
    /// The procedure that the host asks for.
    pub procedure: Option<String>,
    /// Whether every pack is fetched at once, so that their names tell nobody what is asked.
    pub preload: bool,
    /// Tells the host that something happened: the name of an event and one word, never an answer.
    pub tell: Tell,
}

thread_local! {
    static WORLDS: RefCell<BTreeMap<u32, Rc<World>>> = const { RefCell::new(BTreeMap::new()) };
}

impl World {
    /// Makes the world of a mount.
    pub fn open(number: u32, outside: Outside) {
        let world = World {
            bench: OnceCell::new(),
            base: outside.base,
            core: outside.core,
            early: outside.early,
            backend: RefCell::new(outside.backend),
            own_page: outside.own_page,
            procedure: outside.procedure,
            preload: outside.preload,
            store: RefCell::default(),
            line: Line::open(),
            book: RefCell::default(),
            claim: RefCell::default(),
            blobs: RefCell::default(),
            asking_words: Cell::default(),
            ask_words_again: Cell::default(),
            keeps_later: Cell::default(),
            trying: RefCell::default(),
            timers: soon::Timers::default(),
            midnight: RefCell::default(),
            fetching: RefCell::default(),
            listening: RefCell::default(),
            send_key: RefCell::default(),
            sending: RefCell::default(),
            tell: outside.tell,
        };
        WORLDS.with_borrow_mut(|worlds| worlds.insert(number, Rc::new(world)));
    }

    /// Ends it: workers, timers, listeners and the lock go.
    pub fn close(number: u32) {
        let world = WORLDS.with_borrow_mut(|worlds| worlds.remove(&number));
        if let Some(going) = world.and_then(|world| world.sending.borrow_mut().take()) {
            going.abort();
        }
    }

    /// Changes where a finished application goes.
    pub fn set_backend(number: u32, backend: Option<Backend>) {
        if let Some(world) = WORLDS.with_borrow(|worlds| worlds.get(&number).cloned()) {
            *world.backend.borrow_mut() = backend;
        }
    }

    /// The workers; made when they are first wanted.
    fn bench(&self) -> Bench {
        let new = || Bench::new(&self.base, Limits::default());
        let made = self.bench.get_or_init(|| Box::new(new()));
        made.downcast_ref().cloned().unwrap_or_else(new)
    }

    fn of(door: &Door) -> Option<Rc<World>> {
        WORLDS.with_borrow(|worlds| worlds.get(&door.number()).cloned())
    }
}

/// The person presses "next".
pub fn next(door: Door) {
    door.apply(Change::Next);
}

/// The person wants to see everything that stands against sending.
pub fn show_all(door: Door) {
    door.apply(Change::ShowAll);
}

/// Puts words on the clipboard; `false` where that is not allowed.
pub async fn copy(words: &str) -> bool {
    clipboard::put(words).await
}

/// Prints the page.
pub fn print() {
    page::print();
}
