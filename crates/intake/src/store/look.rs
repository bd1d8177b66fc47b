//! What lies in a folder of data, told to whoever runs the program. Changes nothing, and may be asked beside a running program.

use super::rows::Rows;
use super::{StoreError, day, mark};
use rulebook::Day;
use std::fmt;
use std::path::Path;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Submissions in the database.
    pub rows: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Those of them whose folder is not there.
    pub missing: usize,
    /// Folders of submissions that the database does not know; the next start puts them aside.
    pub unknown: usize,
    /// What was put aside.
    pub aside: usize,
    /// What is being deleted, or could not be.
    pub leaving: usize,
    /// The last day that was seen.
    pub seen: Option<Day>,
}

/// Looks. Errors: the folder is not one of ours, or its database cannot be read.
pub async fn look(root: &Path) -> Result<Look, String> {
    found(root).await.map_err(|why| format!("the folder of the data: {why}"))
}

async fn found(root: &Path) -> Result<Look, StoreError> {
    mark::look(root)?;
    let folder = root.join("files");
    let names = |name: &str| -> Vec<String> {
        let all = std::fs::read_dir(root.join(name)).into_iter().flatten().flatten();
        all.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    let file = root.join("intake.sqlite");
    let (known, bytes) = if file.metadata().is_ok_and(|it| it.len() > 0) {
        let rows = Rows::look(&file).await?;
        let found = (rows.folders().await?, rows.bytes().await?);
        rows.close().await;
        found
    } else {
        Default::default()
    };
    Ok(Look {
        rows: known.len(),
        bytes,
        missing: known.iter().filter(|name| !folder.join(name).exists()).count(),
        unknown: names("files").iter().filter(|name| !known.contains(*name)).count(),
        aside: names("aside").len(),
        leaving: names("leaving").len(),
        seen: day::noted(root),
    })
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "submissions: {} with {} bytes", self.rows, self.bytes)?;
        writeln!(f, "of these without their files: {}", self.missing)?;
        writeln!(f, "folders that the database does not know: {}", self.unknown)?;
        writeln!(f, "put aside: {}", self.aside)?;
        writeln!(f, "being deleted: {}", self.leaving)?;
        match self.seen {
            Some(day) => write!(f, "last day seen: {day}"),
            None => write!(f, "last day seen: none"),
        }
    }
}
