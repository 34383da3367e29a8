//! The store as files that anybody can read.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::trouble::Trouble;
use crate::store::{Audit, Revision, Store};

/// Revisions are read in pages of so many.
const PAGE: u32 = 500;
/// Before the first day that can be counted, and after the last.
const ALL_DAYS: (&str, &str) = ("0000-00-00", "9999-99-99");

/// Writes documents (`documents/`), their revisions (`revisions.jsonl`), the trail (`audit.jsonl`) and the counts
/// (`counts.csv`) into a new folder. No question of a patient is among them.
///
/// # Errors
/// A folder that is there and not empty, files that cannot be written, a store that cannot be read.
pub async fn export(store: &dyn Store, folder: &Path) -> Result<usize, Trouble> {
    let failed = |error| Trouble::Files { what: folder.display().to_string(), error };
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Trouble::wrong(format!("{} is not empty: name a new folder", folder.display())));
    }
    let documents = folder.join("documents");
    fs::create_dir_all(&documents).map_err(failed)?;
    for head in store.heads().await? {
        let name = Path::new(&head.change.document).file_name().unwrap_or_default();
        if let Some(text) = &head.change.after {
            fs::write(documents.join(name), text).map_err(failed)?;
        }
    }
    let revisions = all_revisions(store).await?;
    let lines: Vec<String> = revisions.iter().map(|revision| revision_json(revision).to_string()).collect();
    fs::write(folder.join("revisions.jsonl"), lines.join("\n")).map_err(failed)?;
    fs::write(folder.join("audit.jsonl"), audits(store).await?).map_err(failed)?;
    let counts = counts(store).await?;
    fs::write(folder.join("counts.csv"), counts).map_err(failed)?;
    Ok(revisions.len())
}

/// Every revision, the oldest first.
async fn all_revisions(store: &dyn Store) -> Result<Vec<Revision>, Trouble> {
    let mut all = Vec::new();
    let mut before = None;
    loop {
        let page = store.revisions(None, before, PAGE).await?;
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        all.extend(page);
    }
    all.reverse();
    Ok(all)
}

fn revision_json(revision: &Revision) -> serde_json::Value {
    json!({
        "revision": revision.id,
        "document": revision.change.document,
        "author": revision.author,
        "at": revision.at.to_string(),
        "action": revision.action,
        "reason": revision.reason,
        "before": revision.change.before,
        "after": revision.change.after,
    })
}

async fn audits(store: &dyn Store) -> Result<String, Trouble> {
    let audits = store.audits(u32::MAX).await?;
    let line = |audit: &Audit| {
        let Audit { at, author, action, subject, reason } = audit;
        json!({"at": at.to_string(), "author": author, "action": action, "subject": subject, "reason": reason})
            .to_string()
    };
    Ok(audits.iter().rev().map(line).collect::<Vec<_>>().join("\n"))
}

async fn counts(store: &dyn Store) -> Result<Vec<u8>, Trouble> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Trouble::Files { what: "counts.csv".to_owned(), error: error.into() };
    table.write_record(["day", "platform", "kind", "entry", "times"]).map_err(failed)?;
    for counted in store.counts(ALL_DAYS.0, ALL_DAYS.1).await? {
        let count = counted.count;
        let times = counted.times.to_string();
        table.write_record([&count.day, &count.platform, &count.kind, &count.entry, &times]).map_err(failed)?;
    }
    table.into_inner().map_err(|error| Trouble::Files { what: "counts.csv".to_owned(), error: error.into_error() })
}
