//! What is kept: folders with files, and a row for each in an embedded database. Only the row makes a folder received; a folder that
//! has none is put aside and told, never deleted.

mod day;
mod error;
mod folders;
mod look;
mod mark;
mod reserve;
mod rows;

pub(crate) use error::StoreError;
pub use look::{Look, look};
pub(crate) use rows::Row;

use crate::calendar::Step;
use crate::hash::Hash;
use crate::limits::Limits;
use crate::log::log;
use crate::parcel::{Arriving, Parcel};
use day::Seen;
use folders::{Cleared, Folders};
use reserve::Reserve;
use rows::Rows;
use rulebook::Day;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The store. Cheap to clone; there is one on a folder at a time.
#[derive(Clone)]
pub(crate) struct Store {
    folders: Folders,
    rows: Rows,
    seen: Seen,
    reserve: Reserve,
    most: u64,
    most_days: u32,
    /// Something that was deleted may still rest in the log of the database.
    untidy: Arc<AtomicBool>,
}

/// What became of the submissions whose time was over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Swept {
    /// Deleted.
    pub gone: usize,
    /// Could not be deleted, and are still here.
    pub stay: usize,
}

impl Store {
    /// Opens the store in this folder, and tells what is there without belonging together.
    pub async fn open(root: &Path, limits: &Limits) -> Result<Store, StoreError> {
        let folders = Folders::open(root)?;
        let rows = Rows::open(&root.join("intake.sqlite")).await?;
        let seen = Seen::open(root, rows.last_received().await?);
        let store = Store {
            folders,
            rows,
            seen,
            reserve: Reserve::of(root),
            most: limits.kept_bytes,
            most_days: limits.clock_step_days,
            untidy: Arc::default(),
        };
        let cleared = store.folders.clear(&store.rows.folders().await?)?;
        tell(&cleared, store.folders.aside());
        store.forget_leaving().await;
        store.keep_reserve();
        Ok(store)
    }

    /// Whether so many more bytes may be kept.
    pub async fn room_for(&self, bytes: u64) -> Result<(), StoreError> {
        if self.rows.bytes().await?.saturating_add(bytes) > self.most {
            return Err(StoreError::Full);
        }
        Ok(())
    }

    /// A folder for a submission that arrives.
    pub fn arrive(&self) -> Result<Arriving, StoreError> {
        self.folders.arrive()
    }

    /// The submission that was handed in with this key.
    pub async fn by_key(&self, key: &Hash) -> Result<Option<Row>, StoreError> {
        self.rows.by_key(key).await
    }

    /// The submission with this number.
    pub async fn by_number(&self, number: &str) -> Result<Option<Row>, StoreError> {
        self.rows.by_number(number).await
    }

    /// Keeps a submission: first its folder to the disk, then its row. Only the row makes it received.
    pub async fn keep(&self, parcel: Parcel, row: &Row) -> Result<(), StoreError> {
        let (folders, folder, files) = (self.folders.clone(), row.folder.clone(), parcel.packet.files.len());
        tokio::task::spawn_blocking(move || folders.settle(&parcel.folder, files, &folder))
            .await
            .map_err(|_| StoreError::Broken("a task was lost".into()))??;
        let kept = self.rows.insert(row).await;
        // A commit can fail and stand all the same: only what surely has no row is removed.
        if kept.is_err() {
            match self.rows.by_number(&row.number).await {
                Ok(None) => drop(self.folders.remove(&row.folder)),
                Ok(Some(_)) => return Ok(()),
                Err(_) => {}
            }
        }
        kept
    }

    /// Forgets one submission. Says whether there was one. Errors: something of it is still here, and can be deleted again.
    pub async fn forget(&self, row: &Row) -> Result<bool, StoreError> {
        let gone = self.forget_one(&row.folder).await?;
        self.tidy().await;
        Ok(gone)
    }

    /// First the files, then the row: as long as anything stays, who holds the secret can ask and delete again.
    async fn forget_one(&self, folder: &str) -> Result<bool, StoreError> {
        let (folders, name) = (self.folders.clone(), folder.to_owned());
        tokio::task::spawn_blocking(move || folders.remove(&name))
            .await
            .map_err(|_| StoreError::Broken("a task was lost".into()))?
            .map_err(|why| StoreError::Stays(why.kind().to_string()))?;
        self.forget_row(folder).await
    }

    async fn forget_row(&self, folder: &str) -> Result<bool, StoreError> {
        self.untidy.store(true, Ordering::Relaxed);
        match self.rows.delete(folder).await {
            Err(StoreError::Full) if self.reserve.give() => self.rows.delete(folder).await,
            done => done,
        }
    }

    /// Keeps some room for the day on which there is none, and says when it has come.
    pub fn keep_reserve(&self) {
        if !self.reserve.keep() {
            log!("the disk is full: submissions can be asked for and deleted, and no new ones are taken");
        }
    }

    /// Goes on with what was being deleted when the program ended, or could not be deleted then.
    pub async fn forget_leaving(&self) {
        for folder in self.folders.leaving() {
            let done = match self.folders.finish(&folder) {
                Ok(true) => self.forget_row(&folder).await.map(drop),
                Ok(false) => Ok(()),
                Err(why) => Err(StoreError::Stays(why.kind().to_string())),
            };
            if let Err(why) = done {
                log!("what was to be deleted is still there: {why}");
            }
        }
    }

    /// Forgets what was to be kept until before today.
    pub async fn forget_old(&self, today: Day) -> Result<Swept, StoreError> {
        let mut swept = Swept::default();
        for folder in &self.rows.older_than(today).await? {
            // One that cannot be deleted keeps no other from being deleted.
            match self.forget_one(folder).await {
                Ok(_) => swept.gone += 1,
                Err(_) => swept.stay += 1,
            }
        }
        self.tidy().await;
        Ok(swept)
    }

    /// What was deleted must not rest in the log of the database either; where that cannot be done now, it is tried again.
    async fn tidy(&self) {
        if self.untidy.load(Ordering::Relaxed) {
            match self.rows.tidy().await {
                Ok(()) => self.untidy.store(false, Ordering::Relaxed),
                Err(why) => log!("what was deleted may still rest in the log of the database: {why}"),
            }
        }
    }

    /// How this day follows the last one that was seen.
    pub fn step_to(&self, today: Day) -> Step {
        Step::between(self.seen.day(), today, self.most_days)
    }

    /// Notes that this day was seen and is believed.
    pub fn see(&self, today: Day) {
        self.seen.note(today);
    }

    /// The day from which a new submission is kept: whichever of today and the last day seen is later, so that a clock that was
    /// behind lets nothing end too early.
    pub fn keeps_from(&self, today: Day) -> Day {
        self.seen.day().map_or(today, |seen| seen.max(today))
    }

    /// Ends all work with the database.
    pub async fn close(&self) {
        self.rows.close().await;
    }
}

fn tell(cleared: &Cleared, aside: usize) {
    let Cleared {
        broken_off,
        put_aside,
        left,
        put_back,
        missing,
    } = cleared;
    if *broken_off > 0 {
        log!("cleared {broken_off} requests that were arriving when the program ended");
    }
    if *put_aside > 0 {
        log!("put aside {put_aside} folders that the database does not know; is it the right one?");
    }
    if *left > 0 {
        log!("{left} folders that the database does not know could not be put aside, and stay where they are");
    }
    if *put_back > 0 {
        log!("put back {put_back} folders that the database knows again");
    }
    if *missing > 0 {
        log!("of {missing} submissions in the database the files are not here");
    }
    if aside > 0 {
        log!("in the folder `aside` lie {aside} things that intake neither uses nor deletes: look through them, and delete them yourself");
    }
}
