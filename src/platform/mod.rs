//! The platforms: each turns its own events into a neutral message and renders the neutral reply.

#[cfg(any(feature = "discord", feature = "slack"))]
mod conduct;
pub mod console;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "slack")]
pub mod slack;
#[cfg(feature = "web")]
pub mod web;
