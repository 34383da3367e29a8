//! The HTTP server through the real program and a real connection.

mod api;
mod ask;
mod limits;
mod operation;
mod page;
pub(crate) mod server;
