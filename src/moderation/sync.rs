//! Keeps the history whole: what somebody changed in the folder becomes a revision.

use std::collections::BTreeMap;

use super::Moderation;
use super::error::{ModerationError, Result};
use super::people::{BUILT_IN, DISK};
use super::truth::{Papers, Truth};
use crate::reload::Snapshot;
use crate::store::{DocumentChange, DraftState, NewRevision, Revision, StoreError};

/// Another process may record at the same moment; then it is looked at once more. So often in a row is not chance.
const TRIES: usize = 20;

impl Moderation {
    /// Brings the store up to date: finishes what a crash cut short, and records what was changed on the disk. It
    /// returns how many documents that were.
    ///
    /// # Errors
    /// The folder cannot be read, or the store fails.
    pub async fn sync(&self) -> Result<usize> {
        self.recover().await?;
        self.record_disk().await
    }

    /// The documents as they are now, for a bot that follows them.
    ///
    /// # Errors
    /// As [`Moderation::sync`].
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Ok(self.papers().await?.snapshot())
    }

    /// The documents as they are now, after a sync.
    pub(super) async fn papers(&self) -> Result<Papers> {
        self.sync().await?;
        self.papers_now().await
    }

    /// The documents as the truth has them at this moment.
    pub(super) async fn papers_now(&self) -> Result<Papers> {
        let heads = self.store.heads().await?;
        let papers = match &self.truth {
            Truth::BuiltIn => Papers::built_in(),
            Truth::Folder(folder) => Papers::of_folder(folder)?,
            Truth::Store(_) => Papers::of_revisions(&heads),
        };
        let revision = heads.iter().map(|head| head.id).max().unwrap_or_default();
        Ok(Papers { revision, ..papers })
    }

    pub(super) async fn record_disk(&self) -> Result<usize> {
        for _ in 0..TRIES {
            // The heads first: who records between the two looks makes the record below conflict, never pass.
            let heads = self.store.heads().await?;
            let (changes, author, action) = match &self.truth {
                Truth::BuiltIn => return Ok(0),
                Truth::Folder(folder) => {
                    let papers = Papers::of_folder(folder)?;
                    let action = if heads.is_empty() { "first seen" } else { "changed on the disk" };
                    (self.not_being_written(changed(&heads, &papers)).await?, DISK, action)
                }
                Truth::Store(_) if !heads.is_empty() => return Ok(0),
                Truth::Store(Some(folder)) => (changed(&heads, &Papers::of_folder(folder)?), DISK, "taken over"),
                Truth::Store(None) => (changed(&heads, &Papers::built_in()), BUILT_IN, "taken over"),
            };
            if changes.is_empty() {
                return Ok(0);
            }
            let count = changes.len();
            let revision = NewRevision {
                author: author.to_owned(),
                at: self.clock.now(),
                action: action.to_owned(),
                reason: None,
                changes,
            };
            match self.store.record(&revision).await {
                Ok(_) => return Ok(count),
                Err(StoreError::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(ModerationError::refused("the documents change faster than they can be recorded: try again"))
    }

    /// Leaves out what a draft writes at this moment: it is recorded under the moderator's name.
    async fn not_being_written(&self, mut changes: Vec<DocumentChange>) -> Result<Vec<DocumentChange>> {
        if !changes.is_empty() {
            let applying = self.store.drafts(DraftState::Applying).await?;
            let written: Vec<&DocumentChange> = applying.iter().flat_map(|draft| &draft.draft.changes).collect();
            changes.retain(|change| {
                !written.iter().any(|own| own.document == change.document && own.after == change.after)
            });
        }
        Ok(changes)
    }
}

/// What differs between the newest revisions and the documents.
fn changed(heads: &[Revision], papers: &Papers) -> Vec<DocumentChange> {
    let mut before: BTreeMap<&str, Option<&String>> =
        heads.iter().map(|head| (head.change.document.as_str(), head.change.after.as_ref())).collect();
    let mut changes = Vec::new();
    for source in papers.all() {
        let document = source.file_name();
        let known = before.remove(document).flatten();
        if known != Some(&source.text) {
            let (before, after) = (known.cloned(), Some(source.text.clone()));
            changes.push(DocumentChange { document: document.to_owned(), before, after });
        }
    }
    for (document, text) in before {
        if let Some(text) = text {
            changes.push(DocumentChange { document: document.to_owned(), before: Some(text.clone()), after: None });
        }
    }
    changes
}
