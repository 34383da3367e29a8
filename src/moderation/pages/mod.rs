//! What moderators read, in plain text: the same words at the command line and in a chat.

mod channel;
mod draft;
mod entry;
mod history;
mod numbers;

pub use channel::channel;
pub use draft::{change, drafts, replayed};
pub use entry::{entries, entry};
pub use history::{history, revision};
pub use numbers::numbers;
