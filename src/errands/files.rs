//! Taking a file in: kept, measured in a worker, judged by its facts.

use super::World;
use super::drafts::ask_to_persist;
use crate::case::{Attachment, Change, Saved};
use crate::door::Door;
use crate::ports::media::{Kind, WorkerError};
use crate::ports::page;
use crate::ports::save::{Blob, File};
use engine::Fact;
use leptos::task::spawn_local;
use media::{Job, Report};
use rulebook::{DocumentId, FactId, Takes};
use std::collections::BTreeMap;

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
    let (key, name) = (format!("file-{}", page::random_id()), file.name());
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
        let limit = |use_: &str| {
            door.peek(|case| {
                case.book()
                    .core
                    .value_for(use_)
                    .and_then(|value| value.since.on(case.assessment().filing))
                    .map(|number| *number as u64)
            })
            .flatten()
            .unwrap_or(u64::MAX)
        };
        let (kind, job) = match takes {
            Takes::Photo => (
                Kind::Photo,
                Job::Photo {
                    max_bytes: limit("photo-max-bytes"),
                    max_pixels: limit("photo-max-pixels"),
                    frame: None,
                },
            ),
            Takes::Paper => (
                Kind::Paper,
                Job::Paper {
                    max_bytes: limit("paper-max-bytes"),
                    max_pixels: limit("paper-max-pixels"),
                },
            ),
        };
        let bytes = blob.size();
        let progress = {
            let key = key.clone();
            move |percent| door.apply(Change::Measuring(key.clone(), percent))
        };
        // A document that takes one photo has one slot: a newer photo ends the measuring of the older.
        let place = if takes == Takes::Photo {
            document.as_str().to_owned()
        } else {
            key.clone()
        };
        let measuring = world.bench.measure(kind, place, (name, blob), job, progress, |_| ());
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
        door.apply(Change::Measured(document, key, facts));
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

fn facts_of(report: Report) -> BTreeMap<FactId, Fact> {
    let fact = |fact| match fact {
        media::Fact::Bool(is) => Fact::Bool(is),
        media::Fact::Number(number) => Fact::Number(number),
        media::Fact::Text(text) => Fact::Text(text),
    };
    report.facts.into_iter().map(|(id, it)| (FactId::new(id), fact(it))).collect()
}

/// Takes a file away from a document and from this device.
pub fn detach(door: Door, document: DocumentId, key: String) {
    let Some(world) = World::of(&door) else { return };
    world.blobs.borrow_mut().remove(&key);
    door.apply(Change::Detach(document, key.clone()));
    spawn_local(async move {
        let store = world.store.borrow().clone();
        if let (Some(store), Some(case)) = (store, door.peek(|case| case.id().to_owned())) {
            let _ = store.remove_file(&case, &key).await;
        }
    });
}
