//! What moderators read in a chat, whatever the chat: drafts, how the bot is doing, why something was not done.

pub(crate) mod acts;
pub(crate) mod draft;
mod name;
mod pen;
pub(crate) mod questions;
pub(crate) mod status;
pub(crate) mod text;
mod trouble;

pub(crate) use name::moderator;
pub(crate) use pen::Pen;
pub(crate) use trouble::Trouble;
