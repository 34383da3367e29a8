//! Replies: every sentence that the bot can say, and the mark-up of the documents.

mod compose;
pub mod markup;
pub mod split;
mod wording;

pub use compose::{Context, compose};
pub use wording::provider_line;
