//! The store: what outlives the process and what replicas share.
//!
//! Each file holds one kind of record and the trait that keeps it; [`Store`] is all of them. There is one
//! implementation, `sql`, over two databases: a SQLite file (the default) and PostgreSQL (for replicas). A contract test
//! runs the same cases against both. The store knows nothing of messages, scores or platforms: names are texts to it.

mod accounts;
mod alerts;
mod channels;
mod claims;
mod counts;
mod drafts;
mod error;
mod purge;
mod replies;
mod revisions;
mod sql;
mod unanswered;

pub use accounts::{Account, Accounts, Session};
pub use alerts::{Alert, AlertState, Alerts, NewAlert};
pub use channels::{Audit, ChannelState, Channels, Preference};
pub use claims::Claims;
pub use counts::{Count, Counted, Counts};
pub use drafts::{Draft, DraftState, Drafts, NewDraft, Tally};
pub use error::StoreError;
pub use purge::{Purge, Purged, Purges};
pub use replies::{Replies, ReplyRecord};
pub use revisions::{DocumentChange, NewRevision, Revision, Revisions};
pub use sql::connect;
pub use unanswered::{Kept, NewUnanswered, Unanswered, UnansweredState};

use std::time::Duration;

use async_trait::async_trait;

/// What a call to the store comes to.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Everything that is kept. Every call may fail with [`StoreError::Unavailable`], after which trying again can help.
#[async_trait]
pub trait Store:
    Revisions + Drafts + Channels + Claims + Replies + Unanswered + Counts + Alerts + Accounts + Purges + Send + Sync
{
    /// `sqlite` or `postgres`.
    fn backend(&self) -> &'static str;

    /// A number that grows with each change of documents, channels or preferences.
    async fn version(&self) -> Result<i64>;

    /// Waits until another process may have changed something, at most `limit`. A database that sends notices wakes it
    /// early; where none come it just waits, so that the caller's look at [`Store::version`] is the net.
    async fn wait_for_change(&self, limit: Duration);

    /// Whether the database can be reached and written.
    async fn is_ready(&self) -> Result<()>;

    /// Writes a copy of the whole store into a new file while it is in use.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for PostgreSQL, which has tools of its own, and where the file is there already.
    async fn backup(&self, to: &std::path::Path) -> Result<()>;

    /// Puts the records of a copy in place of this store's own, all or none, while it is in use.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for PostgreSQL, and where the file is no whole copy of a store.
    async fn restore(&self, from: &std::path::Path) -> Result<()>;

    /// Closes the connections; what was written stays.
    async fn close(&self);
}
