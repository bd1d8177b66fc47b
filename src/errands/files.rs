//! Taking a file in: kept, measured in a worker, judged by its facts.

use super::World;
use super::drafts::ask_to_persist;
use super::jobs;
use crate::case::{Attachment, Change, Preparation, Saved};
use crate::door::Door;
use crate::ports::media::{Kind, WorkerError};
use crate::ports::page;
use crate::ports::save::{Blob, File};
use engine::Fact;
use leptos::task::spawn_local;
use media::Report;
use rulebook::{DocumentId, FactId, Takes};
use std::collections::{BTreeMap, BTreeSet};

/// Takes a file for a document. A document that takes one photo lets the former one go.
pub fn attach(door: Door, document: DocumentId, takes: Takes, file: File) {
    let Some(world) = World::of(&door) else { return };
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
    door.apply(Change::Attach(
        document.clone(),
        Attachment {
            key: key.clone(),
            name: name.clone(),
            bytes,
            facts: None,
        },
    ));
    keep(door, key.clone(), blob.clone());
    measure(door, document, takes, key, name, blob);
}

fn keep(door: Door, key: String, blob: Blob) {
    spawn_local(async move {
        let Some(world) = World::of(&door) else { return };
        let store = world.store.borrow().clone();
        let (Some(store), Some(case)) = (store, door.peek(|case| case.id().to_owned())) else {
            return;
        };
        ask_to_persist(&world);
        if let Err(fault) = store.put_file(&case, &key, &blob).await {
            let text = match fault {
                crate::ports::drafts::StoreError::Full => "saved.full.file",
                _ => "saved.file",
            };
            door.apply(Change::Saved(Saved::Failed(text.into())));
        }
    });
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
            move |percent| door.apply(Change::Measuring(key.clone(), percent))
        };
        // A first verdict, while the slow part goes on: what is known so far is judged like all the rest.
        let early = {
            let key = key.clone();
            move |report: Report| {
                let so_far = door.peek(|case| case.progress(&key)).flatten().unwrap_or(0);
                door.apply(Change::Measured(key.clone(), facts_of(report)));
                // That ends the measuring for the case; it goes on.
                door.apply(Change::Measuring(key.clone(), so_far));
            }
        };
        // A document that takes one photo has one slot: a newer photo ends the measuring of the older.
        let place = if takes == Takes::Photo {
            document.as_str().to_owned()
        } else {
            key.clone()
        };
        let measuring = world.bench.measure(kind, place, (name, blob), job, progress, early);
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
        door.apply(Change::Measured(key, facts));
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

/// The bytes of a file: from this visit, or from the store.
pub(super) async fn content(door: &Door, world: &World, key: &str) -> Option<Blob> {
    let here = world.blobs.borrow().get(key).cloned();
    if here.is_some() {
        return here;
    }
    let store = world.store.borrow().clone()?;
    let case = door.peek(|case| case.id().to_owned())?;
    store.file(&case, key).await.ok().flatten()
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
    change(door, Change::Detach(document, key));
}

/// What happens to files may leave some that nobody needs any more: their bytes go from this device.
fn change(door: Door, change: Change) {
    let keys = move || {
        let keys = door.peek(|case| case.keys().map(str::to_owned).collect::<BTreeSet<_>>());
        keys.unwrap_or_default()
    };
    let before = keys();
    door.apply(change);
    let now = keys();
    before.difference(&now).for_each(|key| erase(door, key.clone()));
}

fn erase(door: Door, key: String) {
    let Some(world) = World::of(&door) else { return };
    world.blobs.borrow_mut().remove(&key);
    spawn_local(async move {
        let store = world.store.borrow().clone();
        if let (Some(store), Some(case)) = (store, door.peek(|case| case.id().to_owned())) {
            let _ = store.remove_file(&case, &key).await;
        }
    });
}

/// Lets a file that was made go, and gives again what it was made of.
pub fn put_back(door: Door, key: String) {
    change(door, Change::PutBack(key));
}

/// Takes in a file that was made: it goes out in place of what it was made of, and is measured like any other.
pub(super) fn take_in(door: Door, made: Preparation, blob: Blob) {
    let Some(world) = World::of(&door) else { return };
    let takes = door.peek(|case| case.takes(&made.document)).flatten().unwrap_or_default();
    let (document, key, name) = (made.document.clone(), made.file.key.clone(), made.file.name.clone());
    world.blobs.borrow_mut().insert(key.clone(), blob.clone());
    change(door, Change::Prepared(Box::new(made)));
    keep(door, key.clone(), blob.clone());
    measure(door, document, takes, key, name, blob);
}

pub(super) fn new_key() -> String {
    format!("file-{}", page::random_id())
}
