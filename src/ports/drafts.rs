//! Where drafts and files rest: in the person's own browser (IndexedDB), and nowhere else.
//!
//! Drafts are text, files are Blobs as they were chosen. An operation that was begun is brought to its end even if whoever asked has
//! gone: a save is not lost because a page was left. What is answered as kept is on the disk, not only on its way there.
//!
//! Bytes of a file are kept only where its draft is: without one they belong to nobody, and nobody would ever delete them.

use crate::draft::{self, Draft, DraftFault, Hindrance, Over, Summary};
use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use idb::event::Event;
use idb::request::OpenDatabaseRequest;
use idb::{Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStoreParams, Query, Request, Transaction, TransactionMode};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DomException, StorageEstimate, StorageManager};

const DATABASE: &str = "madoguchi";
/// Goes up when the stores change, not when the form of a draft does.
const VERSION: u32 = 1;
/// Id of the case -> the draft as JSON text.
const DRAFTS: &str = "drafts";
/// `<case>/<key>` -> the Blob.
const FILES: &str = "files";
/// Some browsers never answer when their storage is damaged.
const OPEN_LIMIT_MS: u32 = 10_000;

/// Why something could not be kept or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The browser keeps nothing here: a private window, a blocked frame, a setting. Go on, but save the packet before leaving.
    Refused,
    /// There is no room left: delete old drafts or free space.
    Full,
    /// A newer desk has taken over the store, or has written this draft: reload the page.
    Newer,
    /// It is not there any more: deleted in another tab, or cleared by the browser.
    Gone,
    /// Another place has saved this draft meanwhile: nothing was written over it.
    Taken,
    /// The draft was deleted: nothing was written.
    Deleted,
    /// Anything else, in the browser's words: a name, never a content.
    Broken(String),
}

/// The store of this origin. Clones are the same store.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

#[derive(Default)]
struct Inner {
    database: RefCell<Option<Rc<Connection>>>,
    /// A newer desk, in another tab, has asked us to let go.
    superseded: Rc<Cell<bool>>,
}

/// An open database. `idb` keeps its object for itself, and a durable transaction is asked of that.
struct Connection {
    database: Database,
    object: JsValue,
}

impl Store {
    /// Opens the store, and makes it where there is none.
    pub async fn open() -> Result<Store, StoreError> {
        let store = Store(Rc::default());
        store
            .clone()
            .run(|store| async move { store.reopen().await.map(drop) }, Some(OPEN_LIMIT_MS))
            .await?;
        Ok(store)
    }

    /// Every draft, the last changed first; those that cannot be read as well, with the reason.
    pub async fn list(&self) -> Result<Vec<Summary>, StoreError> {
        self.to_the_end(|store| async move {
            let tx = store.begin(&[DRAFTS], TransactionMode::ReadOnly).await?;
            let drafts = tx.object_store(DRAFTS)?;
            let (keys, texts) = (drafts.get_all_keys(None, None)?, drafts.get_all(None, None)?);
            finished(tx).await?;
            let (keys, texts) = (Array::from(&keys.result()?), Array::from(&texts.result()?));
            let mut list: Vec<Summary> = keys
                .iter()
                .zip(texts.iter())
                .filter_map(|(key, text)| Some(Summary::of(key.as_string()?, &text.as_string().unwrap_or_default())))
                .collect();
            list.sort_by(|a, b| b.changed_ms.total_cmp(&a.changed_ms));
            Ok(list)
        })
        .await
    }

    /// One draft.
    pub async fn load(&self, id: &str) -> Result<Draft, StoreError> {
        let text = self.read(DRAFTS, id.into()).await?.as_string().ok_or(StoreError::Gone)?;
        draft::read(&text).map_err(|fault| match fault {
            DraftFault::FromTheFuture { .. } => StoreError::Newer,
            DraftFault::Unreadable => StoreError::Broken("draft".into()),
        })
    }

    /// Keeps a draft in place of what it may replace, and lets these files of it go: all of that, or nothing.
    pub async fn save(&self, draft: &Draft, over: &Over, erase: &[String]) -> Result<(), StoreError> {
        let text = draft::write(draft).map_err(|_| StoreError::Broken("draft".into()))?;
        let (id, over) = (draft.id.clone(), over.clone());
        let erase: Vec<JsValue> = erase.iter().map(|key| file_key(&id, key)).collect();
        self.to_the_end(move |store| async move {
            let tx = store.begin(&[DRAFTS, FILES], TransactionMode::ReadWrite).await?;
            let (drafts, files) = (tx.object_store(DRAFTS)?, tx.object_store(FILES)?);
            let mut resting = drafts.get(JsValue::from(&id))?;
            let not_written: Rc<Cell<Option<StoreError>>> = Rc::default();
            let (say, kept) = (not_written.clone(), text);
            resting.on_success(move |event| {
                let text = event
                    .target()
                    .and_then(|request| request.result())
                    .ok()
                    .and_then(|text| text.as_string());
                let write = || {
                    over.check(text.as_deref())?;
                    drafts.put(&JsValue::from(&kept), Some(&JsValue::from(&id)))?;
                    for key in &erase {
                        files.delete(key.clone())?;
                    }
                    Ok(())
                };
                say.set(write().err());
            });
            let done = finished(tx).await;
            drop(resting);
            not_written.take().map_or(done, Err)
        })
        .await
    }

    /// Deletes a draft and its files, both or neither.
    pub async fn remove(&self, id: &str) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.to_the_end(|store| async move {
            let tx = store.begin(&[DRAFTS, FILES], TransactionMode::ReadWrite).await?;
            tx.object_store(DRAFTS)?.delete(JsValue::from(&id))?;
            tx.object_store(FILES)?.delete(files_of(&id)?)?;
            finished(tx).await
        })
        .await
    }

    /// Deletes every draft and every file.
    pub async fn remove_all(&self) -> Result<(), StoreError> {
        self.to_the_end(|store| async move {
            let tx = store.begin(&[DRAFTS, FILES], TransactionMode::ReadWrite).await?;
            tx.object_store(DRAFTS)?.clear()?;
            tx.object_store(FILES)?.clear()?;
            finished(tx).await
        })
        .await
    }

    /// Keeps a file of a case, instead of the one with the same key; where the draft of the case is not kept, neither is the file.
    pub async fn put_file(&self, case: &str, key: &str, blob: &Blob) -> Result<(), StoreError> {
        let (case, key, blob) = (JsValue::from(case), file_key(case, key), blob.clone());
        self.to_the_end(move |store| async move {
            let tx = store.begin(&[DRAFTS, FILES], TransactionMode::ReadWrite).await?;
            let files = tx.object_store(FILES)?;
            let mut draft = tx.object_store(DRAFTS)?.get_key(case)?;
            let not_written: Rc<Cell<Option<StoreError>>> = Rc::default();
            let say = not_written.clone();
            draft.on_success(move |event| {
                let there = event
                    .target()
                    .and_then(|request| request.result())
                    .is_ok_and(|key| !key.is_undefined());
                let put = || {
                    if !there {
                        return Err(StoreError::Deleted);
                    }
                    files.put(&blob, Some(&key))?;
                    Ok(())
                };
                say.set(put().err());
            });
            let done = finished(tx).await;
            drop(draft);
            not_written.take().map_or(done, Err)
        })
        .await
    }

    /// Every file of a case by its key. Only handles are read, not the bytes.
    pub async fn files(&self, case: &str) -> Result<BTreeMap<String, Blob>, StoreError> {
        let case = case.to_owned();
        self.to_the_end(move |store| async move {
            let tx = store.begin(&[FILES], TransactionMode::ReadOnly).await?;
            let files = tx.object_store(FILES)?;
            let keys = files.get_all_keys(Some(files_of(&case)?), None)?;
            let blobs = files.get_all(Some(files_of(&case)?), None)?;
            finished(tx).await?;
            let named = |(key, blob): (JsValue, JsValue)| {
                let key = key.as_string()?.strip_prefix(&case)?.strip_prefix('/')?.to_owned();
                Some((key, blob.dyn_into().ok()?))
            };
            let (keys, blobs) = (Array::from(&keys.result()?), Array::from(&blobs.result()?));
            Ok(keys.iter().zip(blobs.iter()).filter_map(named).collect())
        })
        .await
    }

    /// Deletes files of which the draft is not there.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        self.to_the_end(|store| async move {
            let tx = store.begin(&[DRAFTS, FILES], TransactionMode::ReadWrite).await?;
            let files = tx.object_store(FILES)?;
            let drafts = tx.object_store(DRAFTS)?.get_all_keys(None, None)?;
            let mut keys = files.get_all_keys(None, None)?;
            keys.on_success(move |event| {
                let strings = |list: Result<JsValue, Error>| -> BTreeSet<String> {
                    let list = list.map(|list| Array::from(&list)).unwrap_or_default();
                    list.iter().filter_map(|key| key.as_string()).collect()
                };
                let drafts = strings(drafts.result());
                for key in strings(event.target().and_then(|request| request.result())) {
                    let of = key.split_once('/').map_or(key.as_str(), |(case, _)| case);
                    if !drafts.contains(of) {
                        // What fails here is tried again the next time.
                        let _ = files.delete(JsValue::from(&key));
                    }
                }
            });
            let done = finished(tx).await;
            drop(keys);
            done
        })
        .await
    }

    /// A file of a case; nothing where there is none.
    pub async fn file(&self, case: &str, key: &str) -> Result<Option<Blob>, StoreError> {
        Ok(self.read(FILES, file_key(case, key)).await?.dyn_into().ok())
    }

    /// Bytes used and granted, by everything of this origin. Browsers round both.
    pub async fn usage(&self) -> Option<(u64, u64)> {
        let asked = storage_manager()?.estimate().ok()?;
        let estimate: StorageEstimate = JsFuture::from(asked).await.ok()?.unchecked_into();
        Some((estimate.get_usage()? as u64, estimate.get_quota()? as u64))
    }

    /// Asks the browser not to clear the store by itself, and says whether it agreed. Call it when there is something to lose, and let
    /// nothing wait for it: Firefox asks the person, who may never answer.
    pub async fn ask_to_persist(&self) -> bool {
        let asked = async || {
            let manager = storage_manager()?;
            let already = JsFuture::from(manager.persisted().ok()?).await.ok()?.as_bool();
            if already == Some(true) {
                return already;
            }
            JsFuture::from(manager.persist().ok()?).await.ok()?.as_bool()
        };
        asked().await == Some(true)
    }

    async fn read(&self, from: &'static str, key: JsValue) -> Result<JsValue, StoreError> {
        self.to_the_end(move |store| async move {
            let tx = store.begin(&[from], TransactionMode::ReadOnly).await?;
            let request = tx.object_store(from)?.get(key)?;
            finished(tx).await?;
            Ok(request.result()?)
        })
        .await
    }

    /// A transaction. A connection that the browser has dropped meanwhile (phones do, in the background) is opened once more.
    async fn begin(&self, stores: &[&str], mode: TransactionMode) -> Result<Transaction, StoreError> {
        if self.0.superseded.get() {
            return Err(StoreError::Newer);
        }
        let open = self.0.database.borrow().clone();
        if let Some(Ok(tx)) = open.map(|connection| connection.transaction(stores, mode)) {
            return Ok(tx);
        }
        Ok(self.reopen().await?.transaction(stores, mode)?)
    }

    async fn reopen(&self) -> Result<Rc<Connection>, StoreError> {
        let object = JsValue::from(opened(Factory::new()?.open(DATABASE, Some(VERSION))?).await?);
        let mut database = Database::try_from(object.clone())?;
        let superseded = self.0.superseded.clone();
        database.on_version_change(move |event| {
            superseded.set(true);
            // Only when every tab has let go can the newer one go on.
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        let connection = Rc::new(Connection { database, object });
        self.0.database.replace(Some(connection.clone()));
        Ok(connection)
    }

    async fn to_the_end<T: 'static, F>(&self, work: impl FnOnce(Store) -> F + 'static) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>> + 'static,
    {
        self.clone().run(work, None).await
    }

    async fn run<T: 'static, F>(self, work: impl FnOnce(Store) -> F + 'static, limit_ms: Option<u32>) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>> + 'static,
    {
        let (say, heard) = once();
        let _limit = limit_ms.map(|ms| {
            let say = say.clone();
            Timeout::new(ms, move || say(Err(StoreError::Refused)))
        });
        spawn_local(async move { say(work(self).await) });
        heard.await.unwrap_or(Err(StoreError::Gone))
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(connection) = self.database.take() {
            connection.database.close();
        }
    }
}

impl Connection {
    /// A transaction. One that writes is finished only when it is on the disk: without asking for that, browsers call it finished when the
    /// system has taken it, and a machine that loses its power then loses what was shown as saved.
    fn transaction(&self, stores: &[&str], mode: TransactionMode) -> Result<Transaction, Error> {
        if !matches!(mode, TransactionMode::ReadWrite) {
            return self.database.transaction(stores, mode);
        }
        let durable = || {
            let ask: Function = Reflect::get(&self.object, &"transaction".into()).ok()?.dyn_into().ok()?;
            let names: Array = stores.iter().map(|name| JsValue::from(*name)).collect();
            let options = Object::new();
            Reflect::set(&options, &"durability".into(), &"strict".into()).ok()?;
            let tx = ask.call3(&self.object, &names, &"readwrite".into(), &options).ok()?;
            Transaction::try_from(tx).ok()
        };
        // A connection that was lost says so in the words of the library.
        durable().map_or_else(|| self.database.transaction(stores, mode), Ok)
    }
}

impl From<Hindrance> for StoreError {
    fn from(hindrance: Hindrance) -> StoreError {
        match hindrance {
            Hindrance::Taken => StoreError::Taken,
            Hindrance::Deleted => StoreError::Deleted,
            Hindrance::Newer => StoreError::Newer,
            Hindrance::Unreadable => StoreError::Broken("draft".into()),
        }
    }
}

/// Waits for the browser's word on opening.
///
/// We do not use the futures of `idb`: they stop listening at the first event, and the browser's next one then calls into nothing
/// (an error is always followed by an abort); nor do they say why a transaction was aborted, which is how a full disk shows itself.
async fn opened(mut request: OpenDatabaseRequest) -> Result<Database, StoreError> {
    let (say, heard) = once();
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            for name in [DRAFTS, FILES] {
                // It fails where the store exists already; any other failure shows itself at the first transaction.
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        }
    });
    let failed = say.clone();
    request.on_success(move |_| say(()));
    request.on_error(move |_| failed(()));
    let _ = heard.await;
    // Asked of the request, not of the event: both say the same, and only one of them can be missing.
    match request.error()? {
        Some(why) => Err(fault(&why)),
        None => Ok(request.database()?),
    }
}

/// Waits until a transaction is on the disk, or says why it is not.
async fn finished(mut tx: Transaction) -> Result<(), StoreError> {
    let (say, heard) = once();
    let aborted = say.clone();
    tx.on_complete(move |_| say(true));
    tx.on_abort(move |_| aborted(false));
    match heard.await {
        Ok(true) => Ok(()),
        _ => Err(tx.error().map_or(StoreError::Gone, |why| fault(&why))),
    }
}

/// Two may speak, the first is heard.
fn once<T: 'static>() -> (Rc<dyn Fn(T)>, oneshot::Receiver<T>) {
    let (say, heard) = oneshot::channel();
    let say = Cell::new(Some(say));
    let say = move |word| {
        if let Some(say) = say.take() {
            // Nobody is left to hear it: that is no fault of the store.
            let _ = say.send(word);
        }
    };
    (Rc::new(say), heard)
}

fn file_key(case: &str, key: &str) -> JsValue {
    format!("{case}/{key}").into()
}

/// From `<case>/` up to, not with, the character after the slash.
fn files_of(case: &str) -> Result<Query, Error> {
    let range = KeyRange::bound(&format!("{case}/").into(), &format!("{case}0").into(), Some(false), Some(true))?;
    Ok(range.into())
}

/// Absent where the page has no TLS.
fn storage_manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"storage".into()).ok()?.dyn_into().ok()
}

fn fault(why: &DomException) -> StoreError {
    match why.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::Newer,
        // Firefox says InvalidStateError in a window that keeps nothing, and so does a connection that was lost.
        "SecurityError" | "NotAllowedError" | "InvalidStateError" => StoreError::Refused,
        "NotFoundError" | "NotReadableError" => StoreError::Gone,
        other => StoreError::Broken(other.to_owned()),
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> StoreError {
        match &error {
            Error::IndexedDbNotFound(_) => return StoreError::Refused,
            Error::DomException(why) => return fault(why),
            _ => {}
        }
        let thrown = match &error {
            Error::IndexedDbOpenFailed(why)
            | Error::TransactionOpenFailed(why)
            | Error::ObjectStoreNotFound(why)
            | Error::UpdateFailed(why)
            | Error::DeleteFailed(why)
            | Error::ClearFailed(why)
            | Error::GetFailed(why)
            | Error::GetAllKeysFailed(why)
            | Error::KeyRangeCreateFailed(why)
            | Error::RequestResultNotFound(why)
            | Error::RequestErrorNotFound(why) => why.dyn_ref::<DomException>(),
            _ => None,
        };
        // `Display` of the error would quote what the browser says, which may name a key; the kind of failure is enough.
        thrown.map_or_else(|| StoreError::Broken("IndexedDB".into()), fault)
    }
}
