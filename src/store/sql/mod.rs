//! The store in a SQL database.

mod accounts;
mod alerts;
mod backup;
mod channels;
mod claims;
mod connect;
mod counts;
mod db;
mod drafts;
mod layout;
#[cfg(feature = "postgres")]
mod notices;
mod purge;
mod replies;
mod revisions;
mod trouble;
mod unanswered;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Notify;

use super::{Result, Store, StoreError};
use connect::Durability;
use db::Db;

/// How often a SQLite file is looked at for changes of another process, which sends no notices.
const SQLITE_INTERVAL: Duration = Duration::from_millis(500);

/// How often a SQLite file that others hold is tried at the start.
const SQLITE_TRIES: u32 = 30;
/// The pause between tries.
const SQLITE_PAUSE: Duration = Duration::from_millis(100);

/// The one implementation of [`Store`].
struct SqlStore {
    db: Db,
    /// The same database, for writes that need not outlive a power cut.
    quick: Db,
    /// Woken by notices of the database.
    heard: Arc<Notify>,
}

/// Opens the store at `sqlite:FILE` or `postgres://…`, and brings it to the newest layout.
///
/// # Errors
/// Where the address is wrong, the database cannot be reached, or its layout is newer or another one.
pub async fn connect(url: &SecretString) -> Result<Arc<dyn Store>> {
    let url = url.expose_secret();
    let (db, quick) = if let Some(file) = url.strip_prefix("sqlite:") {
        let file = Path::new(file);
        (sqlite(file).await?, connect::sqlite(file, Durability::Kill).await?)
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let db = postgres(url).await?;
        (db.clone(), db)
    } else {
        return Err(StoreError::Invalid("store.url must begin with `sqlite:` or `postgres://`".to_owned()));
    };
    let heard = Arc::new(Notify::new());
    #[cfg(feature = "postgres")]
    if let Db::Postgres(pool) = &db {
        tokio::spawn(notices::listen(pool.clone(), Arc::clone(&heard)));
    }
    Ok(Arc::new(SqlStore { db, quick, heard }))
}

/// Programs that start on a new file at once get in each other's way; the later ones find the work done.
async fn sqlite(file: &Path) -> Result<Db> {
    let mut tries = 0;
    loop {
        tries += 1;
        match sqlite_once(file).await {
            Err(StoreError::Unavailable(_) | StoreError::Failed(_)) if tries < SQLITE_TRIES => {
                tokio::time::sleep(SQLITE_PAUSE).await;
            }
            outcome => return outcome,
        }
    }
}

async fn sqlite_once(file: &Path) -> Result<Db> {
    let db = connect::sqlite(file, Durability::PowerCut).await?;
    layout::migrate(&db).await?;
    Ok(db)
}

#[cfg(feature = "postgres")]
async fn postgres(url: &str) -> Result<Db> {
    let db = connect::postgres(url).await?;
    layout::migrate(&db).await?;
    Ok(db)
}

#[cfg(not(feature = "postgres"))]
#[expect(clippy::unused_async, reason = "the same signature as with PostgreSQL")]
async fn postgres(_url: &str) -> Result<Db> {
    Err(StoreError::Invalid(
        "store.url names PostgreSQL, but this program was built without the feature \"postgres\"".to_owned(),
    ))
}

#[async_trait]
impl Store for SqlStore {
    fn backend(&self) -> &'static str {
        match self.db {
            Db::Sqlite(_) => "sqlite",
            #[cfg(feature = "postgres")]
            Db::Postgres(_) => "postgres",
        }
    }

    async fn version(&self) -> Result<i64> {
        let mut rows = self.db.fetch("SELECT n FROM version WHERE one = 1", &[]).await?;
        rows.first_mut().map_or_else(|| Err(StoreError::Drift(1)), db::Row::int)
    }

    async fn wait_for_change(&self, limit: Duration) {
        let limit = match self.db {
            Db::Sqlite(_) => limit.min(SQLITE_INTERVAL),
            #[cfg(feature = "postgres")]
            Db::Postgres(_) => limit,
        };
        // That the time is over is as good a reason to look as a notice.
        let _ = tokio::time::timeout(limit, self.heard.notified()).await;
    }

    async fn is_ready(&self) -> Result<()> {
        self.version().await.map(drop)
    }

    async fn backup(&self, to: &Path) -> Result<()> {
        backup::backup(&self.db, to).await
    }

    async fn restore(&self, from: &Path) -> Result<()> {
        backup::restore(&self.db, from).await
    }

    async fn close(&self) {
        for db in [&self.quick, &self.db] {
            match db {
                Db::Sqlite(pool) => pool.close().await,
                #[cfg(feature = "postgres")]
                Db::Postgres(pool) => pool.close().await,
            }
        }
    }
}
