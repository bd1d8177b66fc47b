//! Keeping the case on this device, and taking it out again.

use super::World;
use super::load::fresh;
use crate::case::{Case, Change, Saved};
use crate::desk::Shelved;
use crate::door::Door;
use crate::draft::{Draft, DraftFile, DraftV1, Title};
use crate::ports::drafts::{Store, StoreError};
use crate::ports::{clock, locks, tab};
use crate::texts::Words;
use gloo_timers::callback::Timeout;
use leptos::task::spawn_local;
use rulebook::Loaded;
use std::rc::Rc;
use std::sync::Arc;

/// After a change, wait so long for the next one before saving, in milliseconds.
const QUIET_MS: u32 = 400;

fn tab_name(door: &Door) -> String {
    format!("madoguchi-open-{}", door.number())
}

/// Saves after a short quiet.
pub(super) fn save_soon(door: Door) {
    let Some(world) = World::of(&door) else { return };
    *world.saving.borrow_mut() = Some(Timeout::new(QUIET_MS, move || save_now(door)));
}

/// Saves at once, if something has changed since the last time.
pub fn save_now(door: Door) {
    spawn_local(save(door));
}

/// Saves, and is done when it is saved.
pub(super) fn save(door: Door) -> impl Future<Output = ()> {
    // What is saved is what stands now: when the future runs, the desk may be closed or hold another case.
    let ready = snapshot(&door);
    async move {
        let Some((world, store, draft, version)) = ready else { return };
        if world.held.borrow().is_none() {
            let held = locks::hold(&draft.id).await.ok();
            world.elsewhere.set(held.is_none());
            *world.held.borrow_mut() = held;
            if world.elsewhere.get() {
                return door.apply(Change::Saved(Saved::Elsewhere));
            }
        }
        let outcome = match store.save(&draft).await {
            Ok(()) => Saved::At(clock::time_of_day(clock::now_ms())),
            Err(fault) => Saved::Failed(said(&fault).into()),
        };
        if door.peek(|case| case.id() != draft.id).unwrap_or(true) {
            return;
        }
        let told = door.peek(|case| *case.saved() != outcome).unwrap_or(false);
        if told {
            door.apply(Change::Saved(outcome));
        }
        // Saying "saved" is itself a change; it is not one that must be saved.
        let now = door.peek(|case| case.version()).unwrap_or(version);
        let version = if told && now == version + 1 { now } else { version };
        *world.saved.borrow_mut() = (version, draft.lang);
    }
}

fn snapshot(door: &Door) -> Option<(Rc<World>, Store, Draft, u64)> {
    let world = World::of(door)?;
    let version = door.peek(|case| case.version())?;
    // The language is no change of the case, and comes back with it all the same.
    let shown = (version, door.words_now().lang.clone());
    if world.elsewhere.get() || *world.saved.borrow() == shown || nothing_to_keep(door) {
        return None;
    }
    let store = world.store.borrow().clone()?;
    let draft = draft_of(door, &world)?;
    tab::remember(&tab_name(door), &draft.id);
    Some((world, store, draft, version))
}

fn nothing_to_keep(door: &Door) -> bool {
    door.peek(|case| case.answers().entries().next().is_none() && case.answers().all_files().next().is_none())
        .unwrap_or(true)
}

pub(super) fn said(fault: &StoreError) -> &'static str {
    match fault {
        StoreError::Full => "saved.full",
        StoreError::Newer => "saved.newer",
        StoreError::Refused => "saved.refused",
        StoreError::Gone | StoreError::Broken(_) => "saved.broken",
    }
}

fn draft_of(door: &Door, world: &World) -> Option<Draft> {
    let lang = door.words_now().lang.clone();
    door.peek(|case| DraftV1 {
        changed_ms: clock::now_ms(),
        lang,
        send_key: world.send_key.borrow().clone(),
        title: Title {
            procedure: case.assessment().procedure.clone(),
            status: case.assessment().status.clone(),
            name: case.applicant_name().map(str::to_owned),
        },
        ..DraftV1::of(case.rest())
    })
}

/// Comes back to the draft that this tab had open. Answers whether there was one.
pub(super) async fn resume_here(door: Door, world: &Rc<World>, book: &Arc<Loaded>) -> bool {
    let Some(id) = tab::recall(&tab_name(&door)).filter(|id| !id.is_empty()) else {
        return false;
    };
    resume(door, world, book.clone(), &id).await
}

async fn resume(door: Door, world: &Rc<World>, book: Arc<Loaded>, id: &str) -> bool {
    let Some(store) = world.store.borrow().clone() else { return false };
    let Ok(draft) = store.load(id).await else { return false };
    let held = locks::hold(id).await.ok();
    world.elsewhere.set(held.is_none());
    *world.held.borrow_mut() = held;
    *world.send_key.borrow_mut() = draft.send_key.clone();
    world.blobs.borrow_mut().clear();
    let (lang, changed_ms) = (draft.lang.clone(), draft.changed_ms);
    let unmeasured: Vec<DraftFile> = draft.all_files().filter(|file| file.facts.is_none()).cloned().collect();
    let rest = draft.rest();
    // The packs that the draft needs come first: a place in a part that has not arrived would be lost.
    let mut case = Case::resume(rest.clone(), book, clock::today());
    for _ in 0..4 {
        let needs = case.assessment().needs.clone();
        if needs.is_empty() {
            break;
        }
        let mut book = (**case.book()).clone();
        for name in needs {
            let Some(hash) = book.core.packs.get(&name).cloned() else {
                continue;
            };
            if let Ok(bytes) = crate::ports::packs::fetch(&world.base, &format!("{name}.{hash}.json")).await {
                let _ = book.take(&name, &bytes);
                world.fetching.borrow_mut().insert(name);
            }
        }
        case = Case::resume(rest.clone(), Arc::new(book), clock::today());
    }
    let version = case.version();
    door.open(case);
    *world.saved.borrow_mut() = (version, lang.clone());
    tab::remember(&tab_name(&door), id);
    door.apply(Change::Saved(if world.elsewhere.get() {
        Saved::Elsewhere
    } else {
        Saved::At(clock::time_of_day(changed_ms))
    }));
    if lang != door.words_now().lang && door.languages_now().iter().any(|(code, _)| *code == lang) {
        super::speak(door, lang);
    }
    for file in unmeasured {
        super::files::measure_again(door, file.document, file.key, file.name);
    }
    true
}

/// Opens a saved draft; the open one is saved first.
pub fn open_draft(door: Door, id: String) {
    save_now(door);
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let Some(book) = door.peek(|case| case.book().clone()) else {
            return;
        };
        if !resume(door, &world, book, &id).await {
            look_at_shelf(door);
        }
    });
}

/// Begins another case; the open one is saved first.
pub fn begin_new(door: Door) {
    save_now(door);
    let Some(world) = World::of(&door) else { return };
    let Some(book) = door.peek(|case| case.book().clone()) else {
        return;
    };
    world.held.borrow_mut().take();
    world.elsewhere.set(false);
    world.blobs.borrow_mut().clear();
    world.send_key.borrow_mut().take();
    tab::remember(&tab_name(&door), "");
    door.open(fresh(&world, book));
}

/// Deletes one draft and its files.
pub fn forget(door: Door, id: String) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let open = door.peek(|case| case.id() == id).unwrap_or(false);
        if open {
            // What is deleted must not save itself again.
            begin_new_without_saving(door, &world);
        }
        let store = world.store.borrow().clone();
        if let Some(store) = store {
            let _ = store.remove(&id).await;
        }
        look_at_shelf(door);
    });
}

/// Deletes every draft and every file.
pub fn forget_all(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        begin_new_without_saving(door, &world);
        let store = world.store.borrow().clone();
        if let Some(store) = store {
            let _ = store.remove_all().await;
        }
        look_at_shelf(door);
    });
}

fn begin_new_without_saving(door: Door, world: &Rc<World>) {
    world.saving.borrow_mut().take();
    let Some(book) = door.peek(|case| case.book().clone()) else {
        return;
    };
    world.held.borrow_mut().take();
    world.elsewhere.set(false);
    world.blobs.borrow_mut().clear();
    world.send_key.borrow_mut().take();
    tab::remember(&tab_name(&door), "");
    let mut case = fresh(world, book);
    case.apply(Change::Go(crate::case::Place::Shelf));
    *world.saved.borrow_mut() = (case.version(), door.words_now().lang.clone());
    door.open(case);
}

/// Looks at what is kept on this device.
pub fn look_at_shelf(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let Some(store) = world.store.borrow().clone() else { return };
        let Ok(mut drafts) = store.list().await else { return };
        drafts.sort_by(|a, b| b.changed_ms.total_cmp(&a.changed_ms));
        let shelf = drafts
            .into_iter()
            .map(|it| Shelved {
                id: it.id,
                procedure: it.title.procedure,
                status: it.title.status,
                name: it.title.name,
                changed_ms: it.changed_ms,
                bytes: it.bytes,
                sent: it.sent,
                readable: it.fault.is_none(),
            })
            .collect();
        let room = store.usage().await;
        door.put(|desk| {
            desk.shelf = shelf;
            desk.room = room;
        });
    });
}

/// A moment in the person's own words: day and time.
pub fn moment(words: &Words, ms: f64) -> String {
    format!("{} {}", words.plain_day(clock::day_of(ms)), clock::time_of_day(ms))
}

/// Asks the browser to keep what is stored, once something worth keeping is there. It may ask the person, so nobody waits.
pub(super) fn ask_to_persist(world: &World) {
    let store = world.store.borrow().clone();
    spawn_local(async move {
        if let Some(store) = store {
            store.ask_to_persist().await;
        }
    });
}
