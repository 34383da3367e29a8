//! The console: a chat at the terminal, and answers to text that is piped in.
//!
//! A line is a message put to the bot; nothing of it is stored. Both ways share one [`Session`]; only reading lines and
//! colours differ.

mod chat;
mod pipe;
mod render;
mod session;
mod style;

pub use chat::{Notices, chat};
pub use pipe::{answer_lines, first_text};
pub use render::render;
pub use session::{Session, Turn};
pub use style::Style;
