//! Keeping the open case on this device: within a second of every change, and never over what another place has saved.
//!
//! Which tab holds the draft is the subject of `tabs`, opening and deleting drafts of `drafts`, the bytes of files of `files`.

use super::soon::save_now;
use super::{World, tabs};
use crate::case::{Case, Change, Saved};
use crate::door::Door;
use crate::draft::{Draft, DraftV1, Over, Title};
use crate::ports::drafts::{Store, StoreError};
use crate::ports::locks::Held;
use crate::ports::{clock, page, tab};
use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What could not be saved is tried again after this, in milliseconds.
const AGAIN_MS: u32 = 5_000;

/// What this mount has of the open case in the world outside. It ends with the last save of that case.
pub struct Claim {
    pub(super) id: String,
    over: RefCell<Over>,
    saves: Cell<u64>,
    pub(super) held: RefCell<Option<Held>>,
    /// Somebody else has the draft.
    pub(super) looking: Cell<bool>,
    /// The draft was deleted: nothing of it is written any more.
    pub(super) deleted: Cell<bool>,
    /// The version of the case that was saved last, and in which language it was shown.
    saved: RefCell<(u64, String)>,
    /// Keys of files that nobody needs any more. Their bytes go with the save that no longer names them, and not before.
    pub(super) erase: RefCell<BTreeSet<String>>,
    /// Ends when the last save that was begun has ended.
    turn: RefCell<Option<oneshot::Receiver<()>>>,
}

impl Claim {
    /// Of a case that was begun here.
    pub(super) fn of_new(id: &str) -> Rc<Claim> {
        Claim::over(id, None)
    }

    /// Of a case that was opened as it rested under this stamp.
    pub(super) fn of_resting(id: &str, stamp: String) -> Rc<Claim> {
        Claim::over(id, Some(stamp))
    }

    fn over(id: &str, opened: Option<String>) -> Rc<Claim> {
        let over = Over {
            opened,
            writer: page::random_id(),
            kept: false,
        };
        Rc::new(Claim {
            id: id.to_owned(),
            over: RefCell::new(over),
            saves: Cell::default(),
            held: RefCell::default(),
            looking: Cell::default(),
            deleted: Cell::default(),
            saved: RefCell::default(),
            erase: RefCell::default(),
            turn: RefCell::default(),
        })
    }

    /// It rests under this stamp.
    pub(super) fn is_over(&self, stamp: String) {
        self.over.borrow_mut().opened = Some(stamp);
    }

    /// The case rests as it stands.
    pub(super) fn is_at_rest(&self, version: u64, lang: String) {
        *self.saved.borrow_mut() = (version, lang);
    }

    /// Something changed that is no change of the case: it is saved anew.
    pub(super) fn must_be_saved(&self) {
        self.saved.borrow_mut().1.clear();
    }

    /// Whether anything of it rests on the device.
    pub(super) fn rests(&self) -> bool {
        let over = self.over.borrow();
        over.kept || over.opened.is_some()
    }

    /// Writes a draft of it, in the order in which the drafts were made.
    async fn write(&self, store: &Store, draft: &mut Draft) -> Result<(), StoreError> {
        self.saves.set(self.saves.get() + 1);
        let over = self.over.borrow().clone();
        draft.stamp = over.stamp(self.saves.get());
        let named: BTreeSet<&str> = draft.all_files().map(|file| file.key.as_str()).collect();
        let unnamed = |key: &&String| !named.contains(key.as_str());
        let erase: Vec<String> = self.erase.borrow().iter().filter(unnamed).cloned().collect();
        store.save(draft, &over, &erase).await?;
        self.over.borrow_mut().kept = true;
        self.erase.borrow_mut().retain(|key| !erase.contains(key));
        Ok(())
    }
}

/// Saves, and is done when it is saved.
pub fn save(door: Door) -> impl Future<Output = ()> + use<> {
    // What is saved is what stands now: when the future runs, the desk may be closed or hold another case.
    let ready = snapshot(&door);
    async move {
        if let Some(world) = World::of(&door) {
            world.timers.stop();
        }
        let Some(mut shot) = ready else { return };
        let (_done, mine) = oneshot::channel::<()>();
        let before = shot.claim.turn.replace(Some(mine));
        if let Some(before) = before {
            // It is dropped when the save before this one has ended, well or not.
            let _ = before.await;
        }
        if shot.claim.deleted.get() || !tabs::take(door, &shot.claim).await {
            return;
        }
        let outcome = shot.claim.write(&shot.store, &mut shot.draft).await;
        if outcome.is_ok() {
            shot.claim.is_at_rest(shot.version, shot.draft.lang.clone());
        }
        said_of(door, &shot, outcome);
    }
}

/// Saves a case, shown in a language, of a desk that is closed already. It rests nowhere yet, and nobody is there to be told how that goes.
pub async fn save_last(world: Rc<World>, case: Case, lang: String) {
    let claim = world.claim.borrow().clone();
    let Some(claim) = claim.filter(|claim| claim.id == case.id() && is_worth_keeping(&case)) else {
        return;
    };
    if let Ok(store) = Store::open().await {
        let _ = claim.write(&store, &mut draft_of(&case, &world, lang)).await;
    }
}

/// What the person is told of a save.
fn said_of(door: Door, shot: &Shot, outcome: Result<(), StoreError>) {
    if !is_open(&door, &shot.claim) {
        return;
    }
    let saved = match outcome {
        Ok(()) => {
            ask_to_persist(door, &shot.world, &shot.store);
            Saved::At {
                time: clock::time_of_day(clock::now_ms()),
                version: shot.version,
            }
        }
        Err(StoreError::Taken) => return tabs::let_go(door, &shot.claim, "saved.overtaken"),
        Err(StoreError::Deleted) => {
            shot.claim.deleted.set(true);
            Saved::Gone
        }
        Err(fault) => {
            *shot.world.timers.again.borrow_mut() = Some(Timeout::new(AGAIN_MS, move || save_now(door)));
            Saved::Failed(said(&fault).into())
        }
    };
    door.apply(Change::Saved(saved));
}

/// Whether the case of this claim is the one that is open.
pub(super) fn is_open(door: &Door, claim: &Claim) -> bool {
    door.peek(|case| case.id() == claim.id).unwrap_or(false)
}

/// Under which name a tab remembers which draft it had open.
pub(super) fn tab_name(door: &Door) -> String {
    format!("madoguchi-open-{}", door.number())
}

struct Shot {
    world: Rc<World>,
    claim: Rc<Claim>,
    store: Store,
    draft: Draft,
    version: u64,
}

fn snapshot(door: &Door) -> Option<Shot> {
    let world = World::of(door)?;
    let claim = world.claim.borrow().clone()?;
    let version = door.peek(|case| case.version())?;
    // The language is no change of the case, and comes back with it all the same.
    let shown = (version, door.words_now().lang.clone());
    let nothing_yet = !claim.rests() && !door.peek(is_worth_keeping).unwrap_or(false);
    if claim.looking.get() || claim.deleted.get() || *claim.saved.borrow() == shown || nothing_yet || !is_open(door, &claim) {
        return None;
    }
    let store = world.store.borrow().clone()?;
    let lang = door.words_now().lang.clone();
    let draft = door.peek(|case| draft_of(case, &world, lang))?;
    tab::remember(&tab_name(door), &draft.id);
    Some(Shot {
        world,
        claim,
        store,
        draft,
        version,
    })
}

fn is_worth_keeping(case: &Case) -> bool {
    case.answers().entries().next().is_some() || case.answers().all_files().next().is_some()
}

pub(super) fn said(fault: &StoreError) -> &'static str {
    match fault {
        StoreError::Full => "saved.full",
        StoreError::Newer => "saved.newer",
        StoreError::Refused => "saved.refused",
        StoreError::Gone | StoreError::Taken | StoreError::Deleted | StoreError::Broken(_) => "saved.broken",
    }
}

fn draft_of(case: &Case, world: &World, lang: String) -> Draft {
    DraftV1 {
        changed_ms: clock::now_ms(),
        lang,
        send_key: world.send_key.borrow().clone(),
        title: Title {
            procedure: case.assessment().procedure.clone(),
            status: case.assessment().status.clone(),
            name: case.applicant_name().map(str::to_owned),
        },
        ..DraftV1::of(case.rest())
    }
}

/// Asks the browser to keep what is stored, with the first save, and notes its answer. It may ask the person, so nobody waits.
fn ask_to_persist(door: Door, world: &World, store: &Store) {
    if world.timers.asked.replace(true) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let agreed = store.ask_to_persist().await;
        door.put(|desk| desk.persists = Some(agreed));
    });
}
