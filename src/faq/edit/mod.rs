//! Edits of FAQ documents: one list of changes, made to a pack in memory or to the documents themselves. Comments, order
//! and spacing of a document stay as they are.

mod arrays;
mod change;
mod documents;
mod entry;

pub use change::{Change, joined, with_changes};
pub use documents::{EditError, edit};
