//! Documents as they are loaded at the start, and again when somebody edits them.
//!
//! [`Snapshot`] is what lies in a folder, [`Documents`] what it says. A [`Reloader`] takes snapshots and puts the good
//! ones in force; [`watch()`] tells it when to look at a folder, [`follow()`] at the store. A broken document never gets in force: the last good one stays.

mod documents;
mod follow;
mod reloader;
mod watch;

pub use documents::{Documents, Safety, Snapshot};
pub use follow::{documents_of, follow};
pub use reloader::{News, Reloader};
pub use watch::{Watching, watch};
