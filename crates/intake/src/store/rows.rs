//! The rows in the embedded database.

use super::StoreError;
use crate::hash::Hash;
use engine::Finding;
use rulebook::Day;
use sqlx::Row as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// One submission. Days are texts `YYYY-MM-DD`, so that they sort.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub folder: String,
    pub number: String,
    pub key_hash: Hash,
    pub salt: Hash,
    pub secret_hash: Hash,
    pub digest: String,
    pub received_at: String,
    pub kept_until: Day,
    pub bytes: u64,
    /// Our edition of the rulebook.
    pub edition: String,
    /// That of the packet.
    pub packet_edition: String,
    /// Every doubt at the time of receipt.
    pub findings: Vec<Finding>,
    /// Keys of the doubts among them that the person had not seen.
    pub unseen: Vec<String>,
}

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS submissions (
    folder TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    key_hash BLOB NOT NULL UNIQUE,
    salt BLOB NOT NULL,
    secret_hash BLOB NOT NULL,
    digest TEXT NOT NULL,
    received_at TEXT NOT NULL,
    kept_until TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    edition TEXT NOT NULL,
    packet_edition TEXT NOT NULL,
    findings TEXT NOT NULL,
    unseen TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS submissions_kept_until ON submissions (kept_until);
PRAGMA user_version = 1;
";

#[derive(Clone)]
pub(super) struct Rows(SqlitePool);

impl Rows {
    pub async fn open(file: &Path) -> Result<Rows, StoreError> {
        match Rows::connect(file, false).await {
            // On a full disk there is no room for what several connections share. One needs nothing of that: it can read, and
            // delete what makes room again.
            Err(StoreError::Full | StoreError::Broken(_)) if file.exists() => Rows::connect(file, true).await,
            opened => opened,
        }
    }

    async fn connect(file: &Path, alone: bool) -> Result<Rows, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            // What is deleted is overwritten: findings can repeat pieces of answers.
            .pragma("secure_delete", "ON");
        let (options, most) = if alone {
            (options.locking_mode(SqliteLockingMode::Exclusive), 1)
        } else {
            (options.journal_mode(SqliteJournalMode::Wal), 4)
        };
        let pool = SqlitePoolOptions::new().max_connections(most).connect_with(options).await?;
        let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&pool).await?;
        if version > 1 {
            return Err(StoreError::Broken(format!(
                "the database has the form {version}, of a newer program"
            )));
        }
        if version == 0 {
            sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        }
        Ok(Rows(pool))
    }

    /// Looks into a database without changing it, beside a program that works with it.
    pub async fn look(file: &Path) -> Result<Rows, StoreError> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        Ok(Rows(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?))
    }

    /// On which day something was received last, as far as it is still here.
    pub async fn last_received(&self) -> Result<Option<Day>, StoreError> {
        let last: Option<String> = sqlx::query_scalar("SELECT MAX(substr(received_at, 1, 10)) FROM submissions")
            .fetch_one(&self.0)
            .await?;
        Ok(last.and_then(|day| day.parse().ok()))
    }

    pub async fn folders(&self) -> Result<BTreeSet<String>, StoreError> {
        let all: Vec<String> = sqlx::query_scalar("SELECT folder FROM submissions").fetch_all(&self.0).await?;
        Ok(all.into_iter().collect())
    }

    pub async fn bytes(&self) -> Result<u64, StoreError> {
        let sum: i64 = sqlx::query_scalar("SELECT COALESCE(SUM(bytes), 0) FROM submissions")
            .fetch_one(&self.0)
            .await?;
        Ok(sum.max(0) as u64)
    }

    pub async fn by_key(&self, key: &Hash) -> Result<Option<Row>, StoreError> {
        let query = sqlx::query("SELECT * FROM submissions WHERE key_hash = ?").bind(key.as_slice());
        query.fetch_optional(&self.0).await?.map(|row| read(&row)).transpose()
    }

    pub async fn by_number(&self, number: &str) -> Result<Option<Row>, StoreError> {
        let query = sqlx::query("SELECT * FROM submissions WHERE number = ?").bind(number);
        query.fetch_optional(&self.0).await?.map(|row| read(&row)).transpose()
    }

    pub async fn insert(&self, row: &Row) -> Result<(), StoreError> {
        let mut change = self.0.begin().await?;
        sqlx::query("INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(&row.folder)
            .bind(&row.number)
            .bind(row.key_hash.as_slice())
            .bind(row.salt.as_slice())
            .bind(row.secret_hash.as_slice())
            .bind(&row.digest)
            .bind(&row.received_at)
            .bind(row.kept_until.to_string())
            .bind(row.bytes as i64)
            .bind(&row.edition)
            .bind(&row.packet_edition)
            .bind(json(&row.findings)?)
            .bind(json(&row.unseen)?)
            .execute(&mut *change)
            .await?;
        Ok(change.commit().await?)
    }

    pub async fn older_than(&self, today: Day) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query_scalar("SELECT folder FROM submissions WHERE kept_until < ?");
        Ok(query.bind(today.to_string()).fetch_all(&self.0).await?)
    }

    pub async fn delete(&self, folder: &str) -> Result<bool, StoreError> {
        let query = sqlx::query("DELETE FROM submissions WHERE folder = ?").bind(folder);
        Ok(query.execute(&self.0).await?.rows_affected() > 0)
    }

    /// What was deleted must not rest in the log of the database either.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.0).await?;
        Ok(())
    }

    pub async fn close(&self) {
        self.0.close().await;
    }
}

fn json(of: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(of).map_err(|_| StoreError::Broken("a finding cannot be written".into()))
}

fn read(row: &SqliteRow) -> Result<Row, StoreError> {
    let text = |name: &str| row.try_get::<String, _>(name);
    let hash = |name: &str| -> Result<Hash, StoreError> {
        let bytes: Vec<u8> = row.try_get(name)?;
        Hash::try_from(bytes).map_err(|_| StoreError::Broken(format!("column {name} cannot be read")))
    };
    let unreadable = |name: &str| StoreError::Broken(format!("column {name} cannot be read"));
    Ok(Row {
        folder: text("folder")?,
        number: text("number")?,
        key_hash: hash("key_hash")?,
        salt: hash("salt")?,
        secret_hash: hash("secret_hash")?,
        digest: text("digest")?,
        received_at: text("received_at")?,
        kept_until: text("kept_until")?.parse().map_err(|_| unreadable("kept_until"))?,
        bytes: row.try_get::<i64, _>("bytes")?.max(0) as u64,
        edition: text("edition")?,
        packet_edition: text("packet_edition")?,
        findings: serde_json::from_str(&text("findings")?).map_err(|_| unreadable("findings"))?,
        unseen: serde_json::from_str(&text("unseen")?).map_err(|_| unreadable("unseen"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            folder: "00112233445566778899aabbccddeeff".into(),
            number: "M-20261123-7KQ4-2F".into(),
            key_hash: [1; 32],
            salt: [2; 32],
            secret_hash: [3; 32],
            digest: "00".into(),
            received_at: "2026-11-23T14:05:09+09:00".into(),
            kept_until: "2026-12-23".parse().unwrap(),
            bytes: 7,
            edition: "e".into(),
            packet_edition: "e".into(),
            findings: vec![],
            unseen: vec![],
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn without_room_for_what_connections_share_it_is_read_and_deleted_from() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("intake.sqlite");
        let rows = Rows::open(&file).await.unwrap();
        rows.insert(&row()).await.unwrap();
        rows.close().await;
        // Nothing can be made under this name, as on a full disk.
        std::os::unix::fs::symlink("/nowhere/at/all", folder.path().join("intake.sqlite-shm")).unwrap();
        assert!(Rows::connect(&file, false).await.is_err());
        let rows = Rows::open(&file).await.unwrap();
        assert_eq!(rows.by_number(&row().number).await.unwrap(), Some(row()));
        assert_eq!(rows.last_received().await.unwrap(), "2026-11-23".parse().ok());
        assert!(rows.delete(&row().folder).await.unwrap());
        rows.tidy().await.unwrap();
        assert_eq!(rows.bytes().await.unwrap(), 0);
    }
}
