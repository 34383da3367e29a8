//! Revisions: every version of every document.

use super::Result;
use crate::clock::Moment;
use async_trait::async_trait;

/// What a document was and what it becomes. `None` is a document that is not there.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DocumentChange {
    /// The file's name in the folder of documents.
    pub document: String,
    /// The text that is replaced.
    pub before: Option<String>,
    /// The text that replaces it.
    pub after: Option<String>,
}

/// Changes of documents to be recorded together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRevision {
    /// Who made them: a moderator's name on their platform, or what found them on the disk.
    pub author: String,
    /// When.
    pub at: Moment,
    /// What was done, in a line: `driving: phrasing “…” added`.
    pub action: String,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// The documents; those that stay as they are do not stand here.
    pub changes: Vec<DocumentChange>,
}

/// One version of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number among all revisions; greater is later.
    pub id: i64,
    /// The change, with the text before and after.
    pub change: DocumentChange,
    /// Who made it.
    pub author: String,
    /// When.
    pub at: Moment,
    /// What was done.
    pub action: String,
    /// Why.
    pub reason: Option<String>,
}

/// Keeps revisions.
#[async_trait]
pub trait Revisions {
    /// The newest revision of each document, removed ones included, in the order of their names.
    async fn heads(&self) -> Result<Vec<Revision>>;

    /// Revisions before the one with this number (or the newest), newest first, of one document or of all.
    async fn revisions(&self, document: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Revision>>;

    /// One revision.
    async fn revision(&self, id: i64) -> Result<Option<Revision>>;

    /// Records changes, all or none, and returns their numbers.
    ///
    /// # Errors
    /// [`super::StoreError::Conflict`] where a document's newest revision is not the text that the change replaces. A
    /// document without any revision may be replaced from any text.
    async fn record(&self, revision: &NewRevision) -> Result<Vec<i64>>;
}
