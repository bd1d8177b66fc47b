//! Opening a draft, beginning another, deleting: what lies on the shelf of this device.

use super::begin::{book_of, fresh, open_new, put_away};
use super::fetch::fetch_all;
use super::keeping::{Claim, said, tab_name};
use super::soon::save_now;
use super::{World, files, tabs};
use crate::case::{Case, Change, OfFiles, Saved};
use crate::desk::Shelved;
use crate::door::Door;
use crate::draft::DraftFile;
use crate::parts::{FORM, OPEN, want};
use crate::ports::drafts::Store;
use crate::ports::locks::{self, Held, How};
use crate::ports::tabs::Word;
use crate::ports::{clock, page, tab};
use crate::texts::Words;
use engine::Keeping;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Opens the store, listens to other tabs, and comes back to the draft that this tab had open. Answers whether there was one.
pub async fn begin_keeping(door: Door) -> bool {
    let Some(world) = World::of(&door) else { return false };
    let store = Store::open().await;
    let fault = store.as_ref().err().map(said);
    if let Ok(store) = &store {
        sweep(store.clone());
    }
    *world.store.borrow_mut() = store.ok();
    tabs::listen(door, &world);
    let resumed = resume_here(door, &world).await;
    if let Some(fault) = fault {
        door.apply(Change::Saved(Saved::Failed(fault.into())));
    }
    look_at_shelf(door);
    resumed
}

/// Comes back to the draft that this tab had open. Answers whether there was one.
async fn resume_here(door: Door, world: &Rc<World>) -> bool {
    let Some(id) = tab::recall(&tab_name(&door)).filter(|id| !id.is_empty()) else {
        return false;
    };
    match want(&OPEN).await {
        Ok(open) => (open.resume)(door, world.clone(), id, None).await,
        Err(_) => false,
    }
}

/// Opens a draft as it rests, with the files that are really there. `held` is its lock, if it is ours already; otherwise it is taken, and
/// where somebody else has it the draft is only looked at.
pub async fn resume(door: Door, world: &Rc<World>, id: &str, held: Option<Held>) -> bool {
    let Some(store) = world.store.borrow().clone() else { return false };
    let Some(book) = book_of(&door, world) else { return false };
    // The lock comes first: whoever had it has saved before letting it go.
    let claim = Claim::of_resting(id, String::new());
    let held = match held {
        Some(held) => Some(held),
        None => locks::hold(id, How::IfFree, tabs::lost(door, &claim)).await.ok(),
    };
    let Ok(mut draft) = store.load(id).await else { return false };
    let Ok(there) = store.files(id).await else { return false };
    claim.is_over(draft.stamp.clone());
    claim.looking.set(held.is_none());
    *claim.held.borrow_mut() = held;
    let (lang, changed_ms) = (draft.lang.clone(), draft.changed_ms);
    let begun = draft.send_key.clone();
    let unmeasured: Vec<DraftFile> = draft.all_files().filter(|file| file.facts.is_none()).cloned().collect();
    let lost = files::lost(&draft, &there).await;
    // What the draft does not name was on its way in when the page ended, or out.
    let named = |key: &String| draft.all_files().any(|file| file.key == *key);
    let (ours, unnamed): (Vec<_>, Vec<_>) = there.into_iter().partition(|(key, _)| named(key));
    claim.erase.borrow_mut().extend(unnamed.into_iter().map(|(key, _)| key));
    draft.send_key = None;
    let rest = draft.rest();
    // The packs that the draft needs come first: a place in a part that has not arrived would be lost.
    // To judge it takes the part that judges.
    let Ok(form) = want(&FORM).await else { return false };
    let mut case = Case::resume(rest.clone(), book, clock::today(), form.judge);
    for _ in 0..4 {
        let needs = case.assessment().needs.clone();
        if needs.is_empty() {
            break;
        }
        let mut arrived = Vec::new();
        for (name, bytes) in fetch_all(world, &case.book().core, needs).await {
            if let Ok(bytes) = bytes {
                world.fetching.borrow_mut().insert(name.clone());
                arrived.push((name, bytes));
            }
        }
        let book = (form.arrive)(case.book(), &arrived);
        case = Case::resume(rest.clone(), book, clock::today(), form.judge);
    }
    for key in &lost {
        case.apply(OfFiles::Keeping(key.clone(), Keeping::Lost));
    }
    let version = case.version();
    let sent = case.receipt().is_some();
    put_away(door, world);
    *world.blobs.borrow_mut() = ours.into_iter().filter(|(key, _)| !lost.contains(key)).collect();
    *world.send_key.borrow_mut() = begun.clone();
    *world.claim.borrow_mut() = Some(claim.clone());
    claim.is_at_rest(version, lang.clone());
    door.open(case);
    tab::remember(&tab_name(&door), id);
    if claim.looking.get() {
        door.apply(Change::Saved(Saved::Elsewhere("saved.elsewhere".into())));
        tabs::wait_for(door, claim);
    } else {
        let time = clock::time_of_day(changed_ms);
        door.apply(Change::Saved(Saved::At { time, version }));
        if begun.is_some() && !sent {
            super::hand::unsure(door);
        }
    }
    if lang != door.words_now().lang && door.languages_now().iter().any(|(code, _)| *code == lang) {
        super::speak(door, lang);
    }
    for file in unmeasured.into_iter().filter(|file| !lost.contains(&file.key)) {
        files::measure_again(door, file.document, file.key, file.name);
    }
    true
}

/// Opens a saved draft; the open one is saved first. Who presses "go on" on the shelf wants to leave it.
pub fn open_draft(door: Door, id: String) {
    let go_on = move || {
        if let Some(home) = door.peek(|case| case.place().is_beside().then(|| case.home())).flatten() {
            door.apply(Change::Go(home));
        }
    };
    if door.peek(|case| case.id() == id).unwrap_or(false) {
        return go_on();
    }
    save_now(door);
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        if resume(door, &world, &id, None).await {
            go_on();
        } else {
            look_at_shelf(door);
        }
    });
}

/// Begins another case; the open one is saved first.
pub fn begin_new(door: Door) {
    save_now(door);
    let Some(world) = World::of(&door) else { return };
    let Some(book) = book_of(&door, &world) else { return };
    open_new(door, &world, fresh(&world, book));
}

/// Begins a case with everything in the one that was sent. It is sent anew, for itself, and the first one stays sent.
pub fn begin_again(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let id = page::random_id();
        let Some(rest) = door.peek(|case| case.again(id.clone(), clock::now_ms())) else {
            return;
        };
        let Some(book) = door.peek(|case| case.book().clone()) else {
            return;
        };
        let mut contents = Vec::new();
        for key in door
            .peek(|case| case.keys().map(str::to_owned).collect::<Vec<_>>())
            .unwrap_or_default()
        {
            if let Some(blob) = files::content(&door, &world, &key).await {
                contents.push((key, blob));
            }
        }
        let Some(judge) = door.peek(Case::judge).flatten() else { return };
        let mut case = Case::resume(rest, book, clock::today(), judge);
        let keys: Vec<String> = case.keys().map(str::to_owned).collect();
        for key in keys {
            let there = contents.iter().any(|(it, _)| *it == key);
            let keeping = if there { Keeping::Pending } else { Keeping::Lost };
            case.apply(OfFiles::Keeping(key, keeping));
        }
        open_new(door, &world, case);
        for (key, blob) in contents {
            files::keep(door, key, blob);
        }
    });
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
        if let Some(store) = store
            && store.remove(&id).await.is_ok()
        {
            world.line.say(&Word::Deleted(id));
        }
        look_at_shelf(door);
        files::keep_loose(door);
    });
}

/// Deletes every draft and every file.
pub fn forget_all(door: Door) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        begin_new_without_saving(door, &world);
        let store = world.store.borrow().clone();
        if let Some(store) = store
            && store.remove_all().await.is_ok()
        {
            world.line.say(&Word::AllDeleted);
        }
        look_at_shelf(door);
    });
}

fn begin_new_without_saving(door: Door, world: &Rc<World>) {
    let Some(book) = book_of(&door, world) else { return };
    if let Some(claim) = world.claim.borrow().as_ref() {
        // A save of it may be waiting for its turn.
        claim.deleted.set(true);
    }
    let mut case = fresh(world, book);
    case.apply(Change::Go(crate::case::Place::Shelf));
    open_new(door, world, case);
}

/// The draft that was open here was deleted in another tab: it stays deleted, and the person is told.
pub(super) fn deleted_elsewhere(door: Door) {
    let Some(world) = World::of(&door) else { return };
    let Some(claim) = world.claim.borrow().clone().filter(|claim| claim.rests()) else {
        return;
    };
    let Some(book) = book_of(&door, &world) else { return };
    claim.deleted.set(true);
    open_new(door, &world, fresh(&world, book));
    door.apply(Change::Saved(Saved::Deleted));
}

/// Keeps the open case again, though its draft is gone from this device: the person wants it.
pub fn keep_again(door: Door) {
    let Some(world) = World::of(&door) else { return };
    let Some(id) = door.peek(|case| case.id().to_owned()) else { return };
    let claim = Claim::of_new(&id);
    let former = world.claim.borrow_mut().replace(claim.clone());
    if let Some(former) = former {
        *claim.held.borrow_mut() = former.held.borrow_mut().take();
    }
    for key in door
        .peek(|case| case.keys().map(str::to_owned).collect::<Vec<_>>())
        .unwrap_or_default()
    {
        door.apply(OfFiles::Keeping(key.clone(), Keeping::Pending));
        spawn_local(async move {
            let Some(world) = World::of(&door) else { return };
            if let Some(blob) = files::content(&door, &world, &key).await {
                files::keep(door, key, blob);
            }
        });
    }
    save_now(door);
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

/// Deletes files whose drafts are gone, as when the browser was killed between the two.
fn sweep(store: Store) {
    spawn_local(async move {
        // Nothing depends on it, and the next visit tries it again.
        let _ = store.sweep().await;
    });
}
