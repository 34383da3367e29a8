//! The store's contract: the same cases on every database.

mod cases;
mod layout;
mod sqlite;

use askwell::store::{Store, connect};
use secrecy::SecretString;
use std::sync::Arc;
use tempfile::TempDir;

/// A store in a new SQLite file.
async fn sqlite_store() -> (Arc<dyn Store>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("askwell.db")).await;
    (store, folder)
}

async fn open(file: &std::path::Path) -> Arc<dyn Store> {
    connect(&SecretString::from(format!("sqlite:{}", file.display()))).await.unwrap()
}

#[tokio::test]
async fn sqlite_keeps_the_contract() {
    for (name, case) in cases::ALL {
        let (one, folder) = sqlite_store().await;
        let other = open(&folder.path().join("askwell.db")).await;
        println!("{name}");
        case(one, other).await;
    }
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgresql_keeps_the_contract() {
    let Some(server) = crate::common::postgres::Postgres::start() else { return };
    for (name, case) in cases::ALL {
        let url = SecretString::from(server.database().await);
        let one = connect(&url).await.unwrap();
        let other = connect(&url).await.unwrap();
        println!("{name}");
        case(Arc::clone(&one), Arc::clone(&other)).await;
        one.close().await;
        other.close().await;
    }
    layout::postgresql_is_checked_for_drift(&server).await;
}
