//! Askwell: a rule-based FAQ bot for a clinic's community chat.
//!
//! The way of a message can be read from the folders, lowest rank first. A file uses only what has a lower rank
//! (files of one folder may use one another), and `tests/ranks.rs` keeps it so.
//!
//! | rank | part | what it must not know |
//! |---|---|---|
//! | 0 | [`backoff`], [`clock`], [`telemetry`], [`message`], [`config`], [`text`], [`lines`], [`document`] | anything of the others |
//! | 1 | [`faq`], [`safety`] | how a message is scored; each other |
//! | 1 | [`status`] | what the platforms are |
//! | 2 | [`engine`], [`conversation`] | platforms, settings, safety rules |
//! | 3 | [`decision`] | where a message came from, how a reply looks |
//! | 3 | [`store`] | messages, scores, platforms: names are texts to it |
//! | 4 | [`alerts`] | which platform carries them |
//! | 4 | [`reply`] | why something was decided |
//! | 5 | [`bot`] | which platform called it |
//! | 6 | [`explain`], [`lint`], [`reload`] | platforms |
//! | 7 | [`eval`] | platforms |
//! | 8 | `http` | platforms, how a decision is made |
//! | 8 | [`moderation`] | platforms, the command line |
//! | 9 | [`platform`] | scores, thresholds, documents |
//! | 10 | [`cli`] | nothing is above it |

pub mod alerts;
pub mod backoff;
pub mod bot;
pub mod cli;
pub mod clock;
pub mod config;
pub mod conversation;
pub mod decision;
pub mod document;
pub mod engine;
pub mod eval;
pub mod explain;
pub mod faq;
#[cfg(feature = "http")]
pub mod http;
pub mod lines;
pub mod lint;
pub mod message;
pub mod moderation;
pub mod platform;
pub mod reload;
pub mod reply;
pub mod safety;
pub mod status;
pub mod store;
pub mod telemetry;
pub mod text;
