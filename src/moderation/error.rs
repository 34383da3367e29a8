//! What can go wrong, in sentences for a moderator.

use std::fmt;

use crate::document::Diagnostics;
use crate::faq::edit::EditError;
use crate::store::{Revision, StoreError};

/// What an operation comes to.
pub type Result<T> = std::result::Result<T, ModerationError>;

/// Why an operation was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ModerationError {
    /// It does not fit what is there, or may not be done. A sentence says why and what to do.
    #[error("{0}")]
    Refused(String),
    /// The documents were changed since the draft was made.
    #[error("{0}")]
    Conflict(Box<Conflict>),
    /// A reviewed answer goes live only when a reviewer says so.
    #[error(
        "draft {0} changes an answer that had been reviewed: a reviewer has to apply it (askwell draft apply {0} \
         --reviewer --by NAME)"
    )]
    NeedsReviewer(i64),
    /// The documents cannot be read.
    #[error("the documents cannot be read: {0}")]
    Documents(Diagnostics),
    /// A document cannot be written.
    #[error("{document} cannot be written: {reason}")]
    Write {
        /// Its name.
        document: String,
        /// What the system says.
        reason: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<EditError> for ModerationError {
    fn from(error: EditError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl ModerationError {
    /// An operation that does not fit.
    pub(super) fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }
}

/// What happened to the documents since a draft was made.
#[derive(Debug)]
pub struct Conflict {
    /// The draft.
    pub draft: i64,
    /// The revisions since, oldest first.
    pub since: Vec<Revision>,
    /// What they changed.
    pub diff: String,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draft {} was made on documents that were changed since:", self.draft)?;
        for revision in &self.since {
            let Revision { id, author, at, action, change, .. } = revision;
            writeln!(f, "  revision {id}, {}, by {author}: {}: {action}", at.minute(), change.document)?;
        }
        if self.since.is_empty() {
            writeln!(f, "  the safety document or the program is another one")?;
        }
        for line in self.diff.lines() {
            writeln!(f, "  {line}")?;
        }
        write!(f, "Nothing was written. Make it again on today's documents: askwell draft redo {}", self.draft)
    }
}
