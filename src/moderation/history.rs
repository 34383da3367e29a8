//! What was changed, by whom, when and why.

use serde_json::{Value, json};

use super::Moderation;
use super::error::{ModerationError, Result};
use crate::store::Revision;

/// The most revisions that are listed at once.
pub(super) const MOST: u32 = 1_000;

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
