//! The conversation around a message: whether it asks at all, what it is besides a question, and who was told what.

mod act;
mod language;
mod memory;
mod pleasantry;

pub use act::{Act, act};
pub use language::is_foreign;
pub use memory::Memory;
pub use pleasantry::is_pleasantry;
