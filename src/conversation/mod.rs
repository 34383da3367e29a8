//! The conversation around a message: whether it asks at all, what it is besides a question, and who was told what.

mod act;
mod language;
mod pauses;
mod pleasantry;
mod talk;
mod voice;

pub use act::{Act, act};
pub use language::is_foreign;
pub use pauses::{Memory, Pause};
pub use pleasantry::is_pleasantry;
pub use talk::{Talk, Tone};
pub use voice::Voice;
