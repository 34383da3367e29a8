//! Replies: every sentence that the bot can say, the mark-up of the documents, and cutting long texts.

mod compose;
pub mod markup;
pub mod split;
mod wording;

pub use compose::{Context, compose};
pub use wording::{DID_YOU_MEAN, SEND_THE_QUESTION, provider_line};
