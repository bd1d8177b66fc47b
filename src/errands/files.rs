//! Taking a file in: kept, measured in a worker, judged by its facts.

use super::World;
use super::jobs;
use super::keeping::save;
use crate::case::{Attachment, OfFiles, Preparation};
use crate::door::Door;
use crate::draft::Draft;
use crate::ports::media::{Kind, WorkerError};
use crate::ports::page;
use crate::ports::save::{self as blobs, Blob, File};
use engine::{Fact, Keeping};
use leptos::task::spawn_local;
use media::Report;
use rulebook::{DocumentId, FactId, Takes};
use std::collections::{BTreeMap, BTreeSet};

/// Takes a file for a document. A document that takes one photo lets the former one go.
pub fn attach(door: Door, document: DocumentId, takes: Takes, file: File) {
    let Some(world) = World::of(&door) else { return };
    if !door.is_open_to_change() {
        return;
    }
    if takes == Takes::Photo {
        let old = door.peek(|case| {
            case.answers()
                .files(&document)
                .iter()
                .map(|file| file.key.clone())
                .collect::<Vec<_>>()
        });
        old.unwrap_or_default()
            .into_iter()
            .for_each(|key| detach(door, document.clone(), key));
    }
    let (key, name) = (new_key(), file.name());
    let (bytes, blob): (u64, Blob) = (file.size() as u64, file.into());
    world.blobs.borrow_mut().insert(key.clone(), blob.clone());
    door.apply(OfFiles::Attach(
        document.clone(),
        Attachment {
            key: key.clone(),
            name: name.clone(),
            bytes,
            facts: None,
            keeping: Keeping::Pending,
        },
    ));
    keep(door, key.clone(), blob.clone());
    measure(door, document, takes, key, name, blob);
}

/// What is larger is not copied into the memory of the page: nothing takes it either.
const COPY_AT_MOST: f64 = 67_108_864.0;

/// Keeps the bytes of a file of the open case, and says how that went.
pub(super) fn keep(door: Door, key: String, blob: Blob) {
    spawn_local(async move {
        let keeping = set_down(&door, &key, &blob).await;
        door.apply(OfFiles::Keeping(key, keeping));
    });
}

/// Puts the bytes of a file where they stay, and reads them back before it says so. Where they cannot be kept, they are at hand until the
/// page is closed, as a copy: the person's own file may be changed or deleted meanwhile.
pub(super) async fn set_down(door: &Door, key: &str, blob: &Blob) -> Keeping {
    let Some(world) = World::of(door) else { return Keeping::Lost };
    let (store, claim) = (world.store.borrow().clone(), world.claim.borrow().clone());
    // Bytes are kept only beside their draft.
    save(*door).await;
    let same = |claim: &std::rc::Rc<_>| world.claim.borrow().as_ref().is_some_and(|now| std::rc::Rc::ptr_eq(now, claim));
    if let (Some(store), Some(claim)) = (store, claim)
        && store.put_file(&claim.id, key, blob).await.is_ok()
        && let Ok(Some(back)) = store.file(&claim.id, key).await
        && back.size() == blob.size()
        && blobs::is_readable(&back).await
    {
        if same(&claim) {
            world.blobs.borrow_mut().insert(key.to_owned(), back);
        }
        return Keeping::Kept;
    }
    let copy = match blob.size() <= COPY_AT_MOST {
        true => blobs::copy(blob).await,
        false => blobs::is_readable(blob).await.then(|| blob.clone()),
    };
    match copy {
        Some(copy) => {
            world.blobs.borrow_mut().insert(key.to_owned(), copy);
            Keeping::Loose
        }
        None => {
            world.blobs.borrow_mut().remove(key);
            Keeping::Lost
        }
    }
}

/// Tries again to keep what could not be kept.
pub fn keep_loose(door: Door) {
    let loose = door.peek(|case| case.keys_that_are(Keeping::Loose)).unwrap_or_default();
    let Some(world) = World::of(&door).filter(|_| !loose.is_empty()) else {
        return;
    };
    for key in loose {
        let blob = world.blobs.borrow().get(&key).cloned();
        let (Some(blob), true) = (blob, world.trying.borrow_mut().insert(key.clone())) else {
            continue;
        };
        let world = world.clone();
        spawn_local(async move {
            let keeping = set_down(&door, &key, &blob).await;
            world.trying.borrow_mut().remove(&key);
            if keeping == Keeping::Kept {
                door.apply(OfFiles::Keeping(key, keeping));
            }
        });
    }
}

/// The files of a draft of which the bytes are not there, or not as many as there were.
pub(super) async fn lost(draft: &Draft, there: &BTreeMap<String, Blob>) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    for file in draft.all_files() {
        let whole = match there.get(&file.key) {
            Some(blob) => blob.size() as u64 == file.bytes && blobs::is_readable(blob).await,
            None => false,
        };
        if !whole {
            lost.insert(file.key.clone());
        }
    }
    lost
}

fn measure(door: Door, document: DocumentId, takes: Takes, key: String, name: String, blob: Blob) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let Some(job) = door.peek(|case| jobs::measure(case, takes)) else {
            return;
        };
        let kind = match takes {
            Takes::Photo => Kind::Photo,
            Takes::Paper => Kind::Paper,
        };
        let bytes = blob.size();
        let progress = {
            let key = key.clone();
            move |percent| door.apply(OfFiles::Measuring(key.clone(), percent))
        };
        // A first verdict, while the slow part goes on: what is known so far is judged like all the rest.
        let early = {
            let key = key.clone();
            move |report: Report| {
                let so_far = door.peek(|case| case.progress(&key)).flatten().unwrap_or(0);
                door.apply(OfFiles::Measured(key.clone(), facts_of(report)));
                // That ends the measuring for the case; it goes on.
                door.apply(OfFiles::Measuring(key.clone(), so_far));
            }
        };
        // A document that takes one photo has one slot: a newer photo ends the measuring of the older.
        let place = if takes == Takes::Photo {
            document.as_str().to_owned()
        } else {
            key.clone()
        };
        let measuring = world.bench().measure(kind, place, (name, blob), job, progress, early);
        drop(world);
        let facts = match measuring.await {
            Ok(done) => facts_of(done.report),
            Err(WorkerError::LetGo) => return,
            // A worker that fails says nothing about the file but that nothing is known; the rulebook has a rule for that.
            Err(fault) => BTreeMap::from([
                (FactId::new("file.bytes"), Fact::Number(bytes)),
                (
                    FactId::new("file.unreadable"),
                    Fact::Text(
                        if matches!(fault, WorkerError::CannotRead) {
                            "cannot-read"
                        } else {
                            "not-measured"
                        }
                        .into(),
                    ),
                ),
            ]),
        };
        door.apply(OfFiles::Measured(key, facts));
    });
}

/// Measures a file that came back with a draft before it had been measured.
pub(super) fn measure_again(door: Door, document: DocumentId, key: String, name: String) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let takes = door.peek(|case| case.takes(&document)).flatten().unwrap_or_default();
        if let Some(blob) = content(&door, &world, &key).await {
            measure(door, document, takes, key, name, blob);
        }
    });
}

/// The bytes of a file: from this visit, or from the store. Where they are not there any more, that is said at the file.
pub(super) async fn content(door: &Door, world: &World, key: &str) -> Option<Blob> {
    let here = world.blobs.borrow().get(key).cloned();
    if let Some(blob) = here
        && blobs::is_readable(&blob).await
    {
        return Some(blob);
    }
    let (store, case) = (world.store.borrow().clone(), door.peek(|case| case.id().to_owned())?);
    let kept = match store {
        Some(store) => store.file(&case, key).await.ok().flatten(),
        None => None,
    };
    if let Some(blob) = kept
        && blobs::is_readable(&blob).await
    {
        return Some(blob);
    }
    door.apply(OfFiles::Keeping(key.to_owned(), Keeping::Lost));
    None
}

pub(super) fn facts_of(report: Report) -> BTreeMap<FactId, Fact> {
    let fact = |fact| match fact {
        media::Fact::Bool(is) => Fact::Bool(is),
        media::Fact::Number(number) => Fact::Number(number),
        media::Fact::Text(text) => Fact::Text(text),
    };
    report.facts.into_iter().map(|(id, it)| (FactId::new(id), fact(it))).collect()
}

/// Takes a file away from a document and from this device, and with it what it was made of.
pub fn detach(door: Door, document: DocumentId, key: String) {
    change(door, OfFiles::Detach(document, key));
}

/// What happens to files may leave some that nobody needs any more: their bytes go from this device.
fn change(door: Door, change: OfFiles) {
    let keys = move || {
        let keys = door.peek(|case| case.keys().map(str::to_owned).collect::<BTreeSet<_>>());
        keys.unwrap_or_default()
    };
    let before = keys();
    door.apply(change);
    let now = keys();
    before.difference(&now).for_each(|key| erase(door, key.clone()));
}

/// They go with the save that no longer names them: who comes back to the draft as it rests finds every file that it names.
pub(super) fn erase(door: Door, key: String) {
    let Some(world) = World::of(&door) else { return };
    world.blobs.borrow_mut().remove(&key);
    if let Some(claim) = world.claim.borrow().as_ref() {
        claim.erase.borrow_mut().insert(key);
    }
}

/// Lets a file that was made go, and gives again what it was made of.
pub fn put_back(door: Door, key: String) {
    change(door, OfFiles::PutBack(key));
}

/// Takes in a file that was made and is set down: it goes out in place of what it was made of, and is measured like any other.
pub(super) fn take_in(door: Door, made: Preparation) {
    let Some(world) = World::of(&door) else { return };
    let takes = door.peek(|case| case.takes(&made.document)).flatten().unwrap_or_default();
    let (document, key, name) = (made.document.clone(), made.file.key.clone(), made.file.name.clone());
    change(door, OfFiles::Prepared(Box::new(made)));
    let content = world.blobs.borrow().get(&key).cloned();
    if let Some(blob) = content {
        measure(door, document, takes, key, name, blob);
    }
}

pub(super) fn new_key() -> String {
    format!("file-{}", page::random_id())
}
