//! Where drafts and files rest: in the person's own browser (IndexedDB), and nowhere else.
//!
//! Drafts are text, files are Blobs as they were chosen. An operation that was begun is brought to its end even if whoever asked has
//! gone: a save is not lost because a page was left.

use crate::draft::{self, Draft, DraftFault, Summary};
use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use idb::request::OpenDatabaseRequest;
use idb::{
    Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, Request, Transaction, TransactionMode,
};
use js_sys::{Array, Reflect};
use std::cell::{Cell, RefCell};
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
    /// Anything else, in the browser's words: a name, never a content.
    Broken(String),
}

/// The store of this origin. Clones are the same store.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

#[derive(Default)]
struct Inner {
    database: RefCell<Option<Rc<Database>>>,
    /// A newer desk, in another tab, has asked us to let go.
    superseded: Rc<Cell<bool>>,
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

    /// Keeps a draft, instead of the one with the same id.
    pub async fn save(&self, draft: &Draft) -> Result<(), StoreError> {
        let text = draft::write(draft).map_err(|_| StoreError::Broken("draft".into()))?;
        self.put(DRAFTS, draft.id.as_str().into(), text.into()).await
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

    /// Keeps a file of a case, instead of the one with the same key.
    pub async fn put_file(&self, case: &str, key: &str, blob: &Blob) -> Result<(), StoreError> {
        self.put(FILES, file_key(case, key), blob.clone().into()).await
    }

    /// A file of a case; nothing where there is none.
    pub async fn file(&self, case: &str, key: &str) -> Result<Option<Blob>, StoreError> {
        Ok(self.read(FILES, file_key(case, key)).await?.dyn_into().ok())
    }

    /// Deletes a file of a case.
    pub async fn remove_file(&self, case: &str, key: &str) -> Result<(), StoreError> {
        let key = file_key(case, key);
        self.change(FILES, move |files| files.delete(key).map(drop)).await
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
        async { JsFuture::from(storage_manager()?.persist().ok()?).await.ok()?.as_bool() }.await == Some(true)
    }

    async fn put(&self, into: &'static str, key: JsValue, value: JsValue) -> Result<(), StoreError> {
        self.change(into, move |store| store.put(&value, Some(&key)).map(drop)).await
    }

    async fn change(&self, of: &'static str, how: impl FnOnce(ObjectStore) -> Result<(), Error> + 'static) -> Result<(), StoreError> {
        self.to_the_end(move |store| async move {
            let tx = store.begin(&[of], TransactionMode::ReadWrite).await?;
            how(tx.object_store(of)?)?;
            finished(tx).await
        })
        .await
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
        if let Some(Ok(tx)) = open.map(|database| database.transaction(stores, mode)) {
            return Ok(tx);
        }
        Ok(self.reopen().await?.transaction(stores, mode)?)
    }

    async fn reopen(&self) -> Result<Rc<Database>, StoreError> {
        let mut database = opened(Factory::new()?.open(DATABASE, Some(VERSION))?).await?;
        let superseded = self.0.superseded.clone();
        database.on_version_change(move |event| {
            superseded.set(true);
            // Only when every tab has let go can the newer one go on.
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        let database = Rc::new(database);
        self.0.database.replace(Some(database.clone()));
        Ok(database)
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
        if let Some(database) = self.database.take() {
            database.close();
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
