//! The platforms: each turns its own events into a neutral message and renders the neutral reply.

pub mod console;
#[cfg(feature = "discord")]
pub mod discord;
