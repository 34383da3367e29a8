//! Copies of a store that is in use.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::db::Db;
use super::layout;
use super::trouble::trouble;
use crate::store::{Result, StoreError};

/// The tables whose rows make up the store, in no order that matters: no row refers to another by a key.
const TABLES: [&str; 13] = [
    "meta",
    "version",
    "revisions",
    "drafts",
    "channels",
    "preferences",
    "audits",
    "claims",
    "replies",
    "reply_posts",
    "unanswered",
    "counts",
    "accounts",
];
/// Whoever was signed in signs in again: the copy may know accounts and passwords that have changed since.
const SIGN_OUT: &str = "DELETE FROM sessions";
/// Alerts are restored too, but one that was delivered since the copy is not sent again.
const ALERTS: &str = "INSERT OR IGNORE INTO alerts SELECT * FROM copy.alerts";

/// Writes a copy into a new file.
pub(super) async fn backup(db: &Db, to: &Path) -> Result<()> {
    let pool = sqlite(db)?;
    if to.exists() {
        return Err(StoreError::Invalid(format!("{} is there already: name a new file", to.display())));
    }
    sqlx::query("VACUUM INTO $1").bind(text(to)?).execute(pool).await.map_err(trouble)?;
    private(to).map_err(|error| StoreError::Failed(format!("{}: {error}", to.display())))
}

/// Puts the rows of a copy in place of the store's own, all or none, while it is in use.
pub(super) async fn restore(db: &Db, from: &Path) -> Result<()> {
    let pool = sqlite(db)?;
    check(from).await?;
    let mut connection = pool.acquire().await.map_err(trouble)?;
    sqlx::query("ATTACH DATABASE $1 AS copy").bind(text(from)?).execute(&mut *connection).await.map_err(trouble)?;
    let outcome = take_over(&mut connection).await;
    let detached = sqlx::query("DETACH DATABASE copy").execute(&mut *connection).await;
    outcome.and(detached.map(drop)).map_err(trouble)
}

async fn take_over(connection: &mut sqlx::SqliteConnection) -> std::result::Result<(), sqlx::Error> {
    use sqlx::{AssertSqlSafe, Connection as _};
    let version: i64 = sqlx::query_scalar("SELECT n FROM version").fetch_one(&mut *connection).await?;
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    for table in TABLES {
        // Only names of the list above come into the statement.
        let (delete, insert) =
            (format!("DELETE FROM main.{table}"), format!("INSERT INTO main.{table} SELECT * FROM copy.{table}"));
        sqlx::query(AssertSqlSafe(delete)).execute(&mut *tx).await?;
        sqlx::query(AssertSqlSafe(insert)).execute(&mut *tx).await?;
    }
    sqlx::query(SIGN_OUT).execute(&mut *tx).await?;
    sqlx::query(ALERTS).execute(&mut *tx).await?;
    // Whoever follows the store notices it by a version that has not been there yet.
    sqlx::query("UPDATE version SET n = max(n, $1) + 1").bind(version).execute(&mut *tx).await?;
    tx.commit().await
}

/// The copy must be a store of this layout, and whole.
async fn check(from: &Path) -> Result<()> {
    let refused = |why: String| StoreError::Invalid(format!("{} is no backup of a store: {why}", from.display()));
    if !from.is_file() {
        return Err(refused("there is no such file".to_owned()));
    }
    let options = SqliteConnectOptions::new().filename(from);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
    let pool = pool.map_err(|error| refused(error.to_string()))?;
    let whole: std::result::Result<String, _> = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&pool).await;
    let tables: std::result::Result<i64, _> =
        sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'").fetch_one(&pool).await;
    let outcome = match (whole, tables) {
        (Ok(said), Ok(1)) if said == "ok" => layout::migrate(&Db::Sqlite(pool.clone())).await,
        (Ok(said), Ok(1)) => Err(refused(said)),
        (Ok(_), Ok(_)) => Err(refused("it is the database of another program".to_owned())),
        (Err(error), _) | (_, Err(error)) => Err(refused(error.to_string())),
    };
    pool.close().await;
    outcome
}

#[cfg_attr(
    not(feature = "postgres"),
    expect(clippy::unnecessary_wraps, reason = "the same signature as with PostgreSQL")
)]
fn sqlite(db: &Db) -> Result<&SqlitePool> {
    match db {
        Db::Sqlite(pool) => Ok(pool),
        #[cfg(feature = "postgres")]
        Db::Postgres(_) => {
            let why = "this is for SQLite; PostgreSQL has tools of its own: pg_dump and pg_restore";
            Err(StoreError::Invalid(why.to_owned()))
        }
    }
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| StoreError::Invalid(format!("{} is no name that can be written", path.display())))
}

/// Only the owner may read what stands in a store.
fn private(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
    }
    let _ = file;
    Ok(())
}
