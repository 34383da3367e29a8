//! The platforms: each turns its own events into a neutral message and renders the neutral reply.

#[cfg(any(feature = "discord", feature = "slack"))]
mod conduct;
#[cfg(any(feature = "discord", feature = "slack"))]
pub use conduct::{Finding, Mark};
pub mod console;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "slack")]
pub mod slack;
#[cfg(feature = "web")]
pub mod web;
