//! The platforms: each turns its own events into a neutral message and renders the neutral reply.

#[cfg(feature = "discord")]
pub mod discord;
