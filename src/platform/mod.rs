//! Platforms: each turns its own events into neutral messages and renders neutral replies.

pub mod console;
