//! What can go wrong with a store.

/// Why a call to the store failed. No text of a message, no password and no parameter stands in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, is locked for too long, or is shutting down. Trying again can help.
    #[error("the store cannot be reached: {0}")]
    Unavailable(String),
    /// Somebody else was quicker. Nothing was written.
    #[error("{0} was changed by somebody else in the meantime")]
    Conflict(String),
    /// What was asked for is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// A value that cannot be kept.
    #[error("{0}")]
    Invalid(String),
    /// The database was written by a newer program.
    #[error(
        "the store was written by a newer version of Askwell (its layout is {found}, this program knows {known}): \
         start the newer version, or give this one a store of its own"
    )]
    Newer {
        /// The layout of the database.
        found: i64,
        /// The newest layout that this program knows.
        known: i64,
    },
    /// The layout is not the one that the program made.
    #[error(
        "the store's layout {0} is not what this program wrote: was the database changed by hand? Restore a backup"
    )]
    Drift(i64),
    /// The database refuses what the program asks, or what it holds cannot be read.
    #[error("the store failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// Whether the same call may succeed later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}
