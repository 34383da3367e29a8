//! The desk through the real program and a real connection, as a browser without script uses it.
#![cfg(feature = "web")]
#![allow(clippy::unwrap_used)]

mod api;
mod clinic;
mod door;
mod entries;
mod figures;
mod people;
#[path = "../http/server.rs"]
#[allow(dead_code)]
mod server;
mod work;
