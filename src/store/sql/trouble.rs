//! What a database says went wrong, in the store's own words.

use sqlx::error::DatabaseError;

use crate::store::StoreError;

/// SQLite's codes for "not now": busy, locked, input or output, full, cannot be opened.
const SQLITE_PASSING: [i64; 5] = [5, 6, 10, 13, 14];
/// An extended code of SQLite holds the plain one in its last byte.
const SQLITE_PLAIN: i64 = 0xff;
/// PostgreSQL's classes for "not now": connections, transactions rolled back, resources, an operator's hand.
const POSTGRES_PASSING: [&str; 4] = ["08", "40", "53", "57"];
/// PostgreSQL may be a standby, which does not write: another server takes over soon.
const POSTGRES_READ_ONLY: &str = "25006";

/// Sorts an error by what can be done about it. The driver's own words are kept: they name tables and codes, no values.
pub(super) fn trouble(error: sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => StoreError::Unavailable(error.to_string()),
        sqlx::Error::Database(database) if is_passing(database.as_ref()) => {
            StoreError::Unavailable(database.message().to_owned())
        }
        sqlx::Error::Database(database) if database.is_unique_violation() => {
            StoreError::Conflict("a record".to_owned())
        }
        sqlx::Error::Database(database) => StoreError::Failed(database.message().to_owned()),
        other => StoreError::Failed(other.to_string()),
    }
}

fn is_passing(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    match code.parse::<i64>() {
        // PostgreSQL's codes have five characters, SQLite's are small numbers.
        Ok(number) if code.len() < 5 => SQLITE_PASSING.contains(&(number & SQLITE_PLAIN)),
        _ => code == POSTGRES_READ_ONLY || POSTGRES_PASSING.iter().any(|class| code.starts_with(class)),
    }
}
