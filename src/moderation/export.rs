//! The store as files that anybody can read.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::Moderation;
use super::error::{ModerationError, Result};
use super::history::revision_json;
use crate::store::{Audit, Revision, Store};

/// Revisions are read in pages of so many.
const PAGE: u32 = 500;
/// Before the first day that can be counted, and after the last.
const ALL_DAYS: (&str, &str) = ("0000-00-00", "9999-99-99");

impl Moderation {
    /// Writes documents (`documents/`), their revisions (`revisions.jsonl`), the trail (`audit.jsonl`) and the counts
    /// (`counts.csv`) into a new folder, and returns the number of revisions. No question of a patient is among them.
    ///
    /// # Errors
    /// A folder that is there and not empty, files that cannot be written, a store that cannot be read.
    pub async fn export(&self, folder: &Path) -> Result<usize> {
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(ModerationError::refused(format!("{} is not empty: name a new folder", folder.display())));
        }
        let documents = folder.join("documents");
        fs::create_dir_all(&documents).map_err(|error| unwritten(folder, &error))?;
        for source in self.papers().await?.all() {
            write(&documents.join(source.file_name()), &source.text)?;
        }
        let store = self.store.as_ref();
        let revisions = all_revisions(store).await?;
        let lines: Vec<String> = revisions.iter().map(whole).collect();
        write(&folder.join("revisions.jsonl"), &lines.join("\n"))?;
        write(&folder.join("audit.jsonl"), &audits(store).await?)?;
        write(&folder.join("counts.csv"), &counts(store).await?)?;
        Ok(revisions.len())
    }
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(|error| unwritten(file, &error))
}

fn unwritten(what: &Path, error: &dyn std::fmt::Display) -> ModerationError {
    ModerationError::Write { document: what.display().to_string(), reason: error.to_string() }
}

/// Every revision, the oldest first.
async fn all_revisions(store: &dyn Store) -> Result<Vec<Revision>> {
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

/// A revision with its texts.
fn whole(revision: &Revision) -> String {
    let mut object = revision_json(revision);
    object["before"] = revision.change.before.clone().into();
    object["after"] = revision.change.after.clone().into();
    object.to_string()
}

async fn audits(store: &dyn Store) -> Result<String> {
    let audits = store.audits(u32::MAX).await?;
    let line = |audit: &Audit| {
        let Audit { at, author, action, subject, reason } = audit;
        json!({"at": at.to_string(), "author": author, "action": action, "subject": subject, "reason": reason})
            .to_string()
    };
    Ok(audits.iter().rev().map(line).collect::<Vec<_>>().join("\n"))
}

async fn counts(store: &dyn Store) -> Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let name = Path::new("counts.csv");
    table.write_record(["day", "platform", "kind", "entry", "times"]).map_err(|error| unwritten(name, &error))?;
    for counted in store.counts(ALL_DAYS.0, ALL_DAYS.1).await? {
        let (count, times) = (counted.count, counted.times.to_string());
        let record = [&count.day, &count.platform, &count.kind, &count.entry, &times];
        table.write_record(record).map_err(|error| unwritten(name, &error))?;
    }
    let bytes = table.into_inner().map_err(|error| unwritten(name, error.error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
