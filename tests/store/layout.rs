//! A database that another version of the program has left.

use super::{open, sqlite_store};
use askwell::store::{StoreError, connect};
use secrecy::SecretString;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

async fn error(url: &str) -> StoreError {
    connect(&SecretString::from(url)).await.err().unwrap()
}

const NEWER: &str = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                     VALUES (9000, 'of the future', TRUE, 'x', 0)";
const DRIFTED: &str = "UPDATE _sqlx_migrations SET checksum = 'y' WHERE version = 1";

#[tokio::test]
async fn a_newer_or_another_layout_is_refused_and_left_alone() {
    for (statement, expected) in [(NEWER, "newer version"), (DRIFTED, "changed by hand")] {
        let (store, folder) = sqlite_store().await;
        store.close().await;
        let file = folder.path().join("askwell.db");
        let pool = SqlitePool::connect_with(SqliteConnectOptions::new().filename(&file)).await.unwrap();
        sqlx::query(statement).execute(&pool).await.unwrap();
        pool.close().await;
        let before = std::fs::read(&file).unwrap();
        let refused = error(&format!("sqlite:{}", file.display())).await;
        assert!(refused.to_string().contains(expected), "{refused}");
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }
}

#[cfg(feature = "postgres")]
pub(super) async fn postgresql_is_checked_for_drift(server: &crate::common::postgres::Postgres) {
    use sqlx::postgres::PgPool;
    for (statement, expected) in [(NEWER, "newer version"), (DRIFTED, "changed by hand")] {
        let url = server.database().await;
        connect(&SecretString::from(url.as_str())).await.unwrap().close().await;
        let pool = PgPool::connect(&url).await.unwrap();
        sqlx::query(statement).execute(&pool).await.unwrap();
        pool.close().await;
        let refused = error(&url).await;
        assert!(refused.to_string().contains(expected), "{refused}");
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_explained_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "this is no database, whatever its name says, and it has to stay as it is").unwrap();
    let cases = [
        ("mysql://root:hunter2@localhost/x".to_owned(), "must begin with"),
        (format!("sqlite:{}", folder.path().display()), "askwell"),
        (format!("sqlite:{}", text.display()), "not a database"),
        ("postgres://clinic:hunter2@127.0.0.1:1/x".to_owned(), "cannot be reached"),
        ("postgres://clinic:hunter2@127.0.0.1:port/x".to_owned(), "no PostgreSQL address"),
    ];
    for (url, expected) in cases {
        if url.starts_with("postgres") && !cfg!(feature = "postgres") {
            continue;
        }
        let refused = error(&url).await;
        let said = format!("{refused} {refused:?}");
        assert!(expected == "askwell" || said.contains(expected), "{url}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("this is no database"));
}

#[tokio::test]
async fn many_may_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep").join("askwell.db");
    let opened = futures_util::future::join_all((0..8).map(|_| open(&file))).await;
    for store in opened {
        store.is_ready().await.unwrap();
    }
}
