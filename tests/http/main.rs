//! The HTTP server through the real program and a real connection.
#![cfg(feature = "web")]
#![allow(clippy::unwrap_used)]

mod api;
mod ask;
mod limits;
mod operation;
mod page;
mod server;
