//! Replies: every sentence that the bot can say, the mark-up of the documents, and cutting long texts.

mod about;
mod compose;
pub mod markup;
pub mod split;
mod wording;

pub use about::about;
pub use compose::{Context, compose};
pub use wording::{DID_YOU_MEAN, GREETING, PICK_ONE, SEND_THE_QUESTION, buttons, page, provider_line, slack};
