//! The desk through the real program and a real connection, as a browser without script uses it.

mod api;
pub(crate) mod clinic;
mod door;
mod entries;
mod figures;
mod people;
mod work;
