//! What was changed, by whom, when and why.

use serde_json::{Value, json};

use super::Moderation;
use super::error::{ModerationError, Result};
use crate::store::{DraftState, Revision};

/// The most revisions that are listed at once.
pub(super) const MOST: u32 = 1_000;
/// The revisions of a draft are looked for in pages of so many …
const LOOKED_AT: u32 = 20;
/// … and in so many pages.
const LOOKS: usize = 10;

impl Moderation {
    /// The revisions of a document or of all, newest first, `limit` at most.
    ///
    /// # Errors
    /// No document of this name has a history, or the store fails.
    pub async fn history(&self, document: Option<&str>, limit: u32) -> Result<Vec<Revision>> {
        self.sync().await?;
        let found = self.store.revisions(document, None, limit.min(MOST)).await?;
        if let Some(document) = document.filter(|_| found.is_empty()) {
            let names: Vec<String> = self.store.heads().await?.into_iter().map(|head| head.change.document).collect();
            let document: String = document.chars().filter(|ch| !ch.is_control()).take(100).collect();
            let known =
                if names.is_empty() { "none has".to_owned() } else { format!("there are {}", names.join(", ")) };
            return Err(ModerationError::Refused(format!("no document `{document}` has a history: {known}")));
        }
        Ok(found)
    }

    /// The revisions that a draft became. One that was applied long ago is not looked for to the end of the history.
    ///
    /// # Errors
    /// There is no such draft, or the store fails.
    pub async fn revisions_of_draft(&self, id: i64) -> Result<Vec<Revision>> {
        let draft = self.any_draft(id).await?;
        if draft.state != DraftState::Applied {
            return Ok(Vec::new());
        }
        let mut found: Vec<Revision> = Vec::new();
        let mut before = None;
        for _ in 0..LOOKS {
            let page = self.store.revisions(None, before, LOOKED_AT).await?;
            let Some(last) = page.last() else { break };
            let (oldest, is_past) = (last.id, last.at < draft.draft.at);
            found.extend(page.into_iter().filter(|revision| {
                revision.action == draft.draft.action
                    && revision.author == draft.draft.author
                    && draft.draft.changes.contains(&revision.change)
            }));
            if found.len() >= draft.draft.changes.len() || is_past {
                break;
            }
            before = Some(oldest);
        }
        found.reverse();
        Ok(found)
    }

    /// One revision.
    ///
    /// # Errors
    /// There is none of this number.
    pub async fn revision(&self, id: i64) -> Result<Revision> {
        let revision = self.store.revision(id).await?;
        revision
            .ok_or_else(|| ModerationError::Refused(format!("there is no revision {id}: `askwell history` shows all")))
    }
}

/// A revision for programs, without its texts.
pub fn revision_json(revision: &Revision) -> Value {
    json!({
        "revision": revision.id,
        "document": revision.change.document,
        "author": revision.author,
        "at": revision.at.to_string(),
        "action": revision.action,
        "reason": revision.reason,
    })
}
