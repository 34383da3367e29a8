//! What a SQLite file must stand.

use super::{open, sqlite_store};
use askwell::clock::Moment;
use askwell::store::{DocumentChange, NewAlert, NewRevision, StoreError};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// The child writes here, and says so line by line.
const FILE: &str = "ASKWELL_TEST_STORE_FILE";

fn alert(number: u32) -> NewAlert {
    let key = number.to_string();
    let (platform, tier, channel) = ("discord".into(), "crisis".into(), "1".into());
    NewAlert { key, at: Moment(1), platform, tier, channel, link: None, account: None }
}

/// Not a test by itself: the process that `what_was_said_to_be_written_survives_a_kill` kills.
#[tokio::test]
#[ignore = "a child of another test"]
async fn child_that_writes_until_it_is_killed() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let store = open(std::path::Path::new(&file)).await;
    for number in 0.. {
        store.raise_alert(&alert(number)).await.unwrap();
        eprintln!("written {number}");
    }
}

#[tokio::test]
async fn what_was_said_to_be_written_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("askwell.db");
    for round in 1..=5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "store::sqlite::child_that_writes_until_it_is_killed", "--nocapture"])
            .env(FILE, &file)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let enough = format!("written {}", round * 7);
        assert!(lines.any(|line| line == enough), "the child does not write");
        child.kill().unwrap();
        let last = lines.filter(|line| line.starts_with("written ")).last().unwrap_or(enough);
        child.wait().unwrap();
        let written: i64 = last.trim_start_matches("written ").parse().unwrap();
        let store = open(&file).await;
        let kept = store.alerts_pending().await.unwrap().0;
        assert!(kept > written, "{kept} alerts are kept of those up to number {written}");
        assert!(store.raise_alert(&alert(1_000_000 + round)).await.unwrap(), "it can be written again");
        store.close().await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_a_store_and_its_backup() {
    use std::os::unix::fs::PermissionsExt;
    let (store, folder) = sqlite_store().await;
    let copy = folder.path().join("copy.db");
    store.backup(&copy).await.unwrap();
    for file in [folder.path().join("askwell.db"), copy] {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn a_backup_is_restored_while_the_store_is_used() {
    let (store, folder) = sqlite_store().await;
    let other = open(&folder.path().join("askwell.db")).await;
    let change = DocumentChange { document: "a.toml".into(), before: None, after: Some("good".into()) };
    let good =
        NewRevision { author: "ann".into(), at: Moment(1), action: "x".into(), reason: None, changes: vec![change] };
    store.record(&good).await.unwrap();
    store.raise_alert(&alert(1)).await.unwrap();
    let copy = folder.path().join("copy.db");
    other.backup(&copy).await.unwrap();
    assert!(matches!(other.backup(&copy).await, Err(StoreError::Invalid(_))), "it does not write over a file");

    let mut bad = good.clone();
    bad.changes[0] =
        DocumentChange { document: "a.toml".into(), before: Some("good".into()), after: Some("bad".into()) };
    store.record(&bad).await.unwrap();
    for taken in store.take_alerts("discord", Moment(5), Moment(9), 9).await.unwrap() {
        store.alert_delivered(taken.id, Moment(6)).await.unwrap();
    }
    let version = store.version().await.unwrap();
    other.restore(&copy).await.unwrap();
    assert_eq!(store.heads().await.unwrap()[0].change.after.as_deref(), Some("good"));
    assert!(store.version().await.unwrap() > version, "who follows the store notices");
    assert_eq!(store.alerts_pending().await.unwrap().0, 0, "what was delivered is not sent again");
    let again = NewRevision { changes: vec![bad.changes[0].clone()], ..good };
    assert_eq!(store.record(&again).await.unwrap().len(), 1, "numbers go on");
}

#[tokio::test]
async fn what_is_no_backup_is_refused() {
    let (store, folder) = sqlite_store().await;
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "no database at all, but long enough to be looked at by somebody").unwrap();
    for file in [text, folder.path().join("missing.db"), folder.path().to_owned()] {
        let refused = store.restore(&file).await;
        assert!(matches!(refused, Err(StoreError::Invalid(_))), "{}: {refused:?}", file.display());
    }
    store.is_ready().await.unwrap();
}
