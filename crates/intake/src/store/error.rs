//! Why something cannot be kept.

use crate::refusal::Refusal;
use std::fmt;
use std::io::ErrorKind;

/// Why something cannot be kept.
#[derive(Debug)]
pub(crate) enum StoreError {
    /// There is no room; deleting or a larger disk helps.
    Full,
    /// Another program works in the folder.
    InUse,
    /// The folder holds something that is not ours.
    Foreign,
    /// Files that were to be deleted are still there.
    Stays(String),
    /// Somebody has to look at the machine.
    Broken(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Full => f.write_str("the storage is full"),
            StoreError::InUse => f.write_str("another intake works in this folder"),
            StoreError::Foreign => {
                f.write_str("it is not empty, and nothing shows that intake made it; name an empty folder, or a new one")
            }
            StoreError::Stays(why) => write!(f, "files could not be deleted and are still there: {why}"),
            StoreError::Broken(why) => write!(f, "the storage does not work: {why}"),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(why: std::io::Error) -> StoreError {
        match why.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
            _ => StoreError::Broken(why.to_string()),
        }
    }
}

impl From<getrandom::Error> for StoreError {
    fn from(why: getrandom::Error) -> StoreError {
        StoreError::Broken(why.to_string())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(why: sqlx::Error) -> StoreError {
        const SQLITE_FULL: &str = "13";
        match why.as_database_error().and_then(|why| why.code()) {
            Some(code) if code == SQLITE_FULL => StoreError::Full,
            // Never the message of a database about a row: it could repeat what stands in it.
            Some(code) => StoreError::Broken(format!("database code {code}")),
            None => StoreError::Broken(why.to_string()),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(why: StoreError) -> Refusal {
        crate::log::log!("{why}");
        match why {
            StoreError::Full => Refusal::TryAgain {
                after: 3600,
                why: "the storage is full",
            },
            StoreError::Stays(_) => Refusal::TryAgain {
                after: 60,
                why: "its files could not be deleted: they and the submission are still here",
            },
            StoreError::InUse | StoreError::Foreign | StoreError::Broken(_) => Refusal::TryAgain {
                after: 60,
                why: "the storage does not work",
            },
        }
    }
}
