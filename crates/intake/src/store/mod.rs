//! What is kept: folders with files, and a row for each in an embedded database. A folder without a row does not count.

mod error;
mod folders;
mod rows;

pub(crate) use error::StoreError;
pub(crate) use rows::Row;

use crate::hash::Hash;
use crate::limits::Limits;
use crate::log::log;
use crate::parcel::{Arriving, Parcel};
use folders::Folders;
use rows::Rows;
use rulebook::Day;
use std::path::Path;

/// The store. Cheap to clone; there is one on a folder at a time.
#[derive(Clone)]
pub(crate) struct Store {
    folders: Folders,
    rows: Rows,
    most: u64,
}

impl Store {
    /// Opens the store in this folder and clears away what a crash left behind.
    pub async fn open(root: &Path, limits: &Limits) -> Result<Store, StoreError> {
        let folders = Folders::open(root)?;
        let rows = Rows::open(&root.join("intake.sqlite")).await?;
        let left = folders.clear(&rows.folders().await?)?;
        if left > 0 {
            log!("cleared {left} folders without a row");
        }
        Ok(Store {
            folders,
            rows,
            most: limits.kept_bytes,
        })
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
        if kept.is_err() {
            self.folders.remove(&row.folder);
        }
        kept
    }

    /// Forgets one submission. Says whether there was one.
    pub async fn forget(&self, row: &Row) -> Result<bool, StoreError> {
        let gone = self.rows.delete(&row.folder).await?;
        self.folders.remove(&row.folder);
        self.rows.tidy().await?;
        Ok(gone)
    }

    /// Forgets what was to be kept until before today. Says how many that were.
    pub async fn forget_old(&self, today: Day) -> Result<usize, StoreError> {
        let old = self.rows.older_than(today).await?;
        for folder in &old {
            self.rows.delete(folder).await?;
            self.folders.remove(folder);
        }
        if !old.is_empty() {
            self.rows.tidy().await?;
        }
        Ok(old.len())
    }

    /// Ends all work with the database.
    pub async fn close(&self) {
        self.rows.close().await;
    }
}
