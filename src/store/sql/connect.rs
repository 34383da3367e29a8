//! Opens the database that the settings name.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::db::Db;
use super::trouble::trouble;
use crate::store::{Result, StoreError};

/// SQLite lets one connection write at a time. Another one waits so long for its turn.
const BUSY_LIMIT: Duration = Duration::from_secs(10);
/// Connections to a SQLite file for what must outlive a power cut: readers beside the one writer.
const DURABLE_CONNECTIONS: u32 = 3;
/// Connections for what must only outlive the process. More would only wait for one another.
const QUICK_CONNECTIONS: u32 = 1;

/// What a commit to a SQLite file must outlive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// A power cut: documents, alerts. Costs a write to the disk each time.
    PowerCut,
    /// The end of the process: counts, cooldowns, which reply belongs to which message.
    Kill,
}
/// How long a call waits for a connection before it says that the database is away. An answer waits at most so long.
#[cfg(feature = "postgres")]
const ACQUIRE_LIMIT: Duration = Duration::from_secs(3);
/// Connections of one replica to PostgreSQL, one of which listens for notices. The server's default limit is 100.
#[cfg(feature = "postgres")]
const POSTGRES_CONNECTIONS: u32 = 8;

/// Opens a SQLite file. It is made, with its folder, where it is not there; only its owner can read it.
pub(super) async fn sqlite(file: &Path, outlives: Durability) -> Result<Db> {
    make(file).map_err(|error| {
        StoreError::Failed(format!(
            "{} cannot be made ({error}): set store.url to a place that can be written",
            file.display()
        ))
    })?;
    let (synchronous, connections) = match outlives {
        Durability::PowerCut => (SqliteSynchronous::Full, DURABLE_CONNECTIONS),
        Durability::Kill => (SqliteSynchronous::Normal, QUICK_CONNECTIONS),
    };
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY_LIMIT);
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(BUSY_LIMIT)
        .connect_with(options)
        .await
        .map_err(|error| named(file, error))?;
    Ok(Db::Sqlite(pool))
}

fn named(file: &Path, error: sqlx::Error) -> StoreError {
    match trouble(error) {
        StoreError::Unavailable(what) => StoreError::Unavailable(format!("{}: {what}", file.display())),
        StoreError::Failed(what) => StoreError::Failed(format!("{}: {what}", file.display())),
        other => other,
    }
}

fn make(file: &Path) -> std::io::Result<()> {
    if file.exists() {
        return Ok(());
    }
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(file).map(drop)
}

/// Opens PostgreSQL. The address may hold a password, so nothing of it is repeated in an error.
#[cfg(feature = "postgres")]
pub(super) async fn postgres(url: &str) -> Result<Db> {
    use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
    let options: PgConnectOptions = url.parse().map_err(|_| {
        StoreError::Invalid(
            "store.url is no PostgreSQL address: write postgres://USER:PASSWORD@HOST:PORT/DATABASE".to_owned(),
        )
    })?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(ACQUIRE_LIMIT)
        .connect_with(options.application_name("askwell"))
        .await
        .map_err(trouble)?;
    Ok(Db::Postgres(pool))
}
