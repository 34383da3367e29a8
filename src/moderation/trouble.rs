//! Why something could not be done, for the moderator who wanted it.

use crate::store::StoreError;

/// Why something could not be done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// What was asked for makes no sense; the sentence says what to do.
    #[error("{0}")]
    Wrong(String),
    /// The store cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Files cannot be read or written.
    #[error("{what}: {error}")]
    Files {
        /// The file or folder.
        what: String,
        /// What the system says.
        error: std::io::Error,
    },
}

impl Trouble {
    /// What was asked for makes no sense.
    pub(super) fn wrong(what: impl Into<String>) -> Self {
        Self::Wrong(what.into())
    }
}
