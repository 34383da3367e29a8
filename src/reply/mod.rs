//! reply

pub mod split;
