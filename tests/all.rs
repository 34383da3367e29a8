//! All tests of the program but those that stand beside its code, in one binary: forty would be linked one by one, and would run one
//! after the other, each with idle processors at its end.

#![allow(clippy::unwrap_used)]
#![recursion_limit = "256"]

mod accounts;
mod alerts;
mod authoring;
#[cfg(feature = "web")]
mod browser;
mod cautions;
mod cli;
mod common;
mod compare;
mod console;
mod content;
mod conversations;
mod damaged_documents;
mod deploy;
#[cfg(feature = "web")]
mod desk;
#[cfg(feature = "discord")]
mod discord;
mod edit;
mod figures;
mod frames;
#[cfg(feature = "web")]
mod http;
mod import;
mod keep;
mod lints;
mod moderate;
mod moderation;
mod moderation_cli;
mod originality;
mod ranks;
mod readme;
mod reload;
mod safety_conduct;
mod schema;
mod seed;
#[cfg(feature = "slack")]
mod slack;
mod sounds;
mod state;
mod store;
mod tune;
mod tune_bundles;
mod wordings;
