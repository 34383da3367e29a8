//! What moderators do: edits as drafts that are checked before they go live, history, undo; channels, questions, numbers.
//!
//! It knows no platform: the command line calls it as a chat or a web page would. Each operation first brings the store up
//! to date: a draft whose writing was cut short is finished, and what somebody changed in the folder is recorded
//! ([`Moderation::sync`]). Nothing here touches a safety document.
//!
//! | file | does |
//! |---|---|
//! | `truth` | what the documents say now: the folder, the store, or the built-in FAQ |
//! | `sync` | records what was changed on the disk, and fills an empty store |
//! | `entries`, `synonyms` | entries and sets of synonyms as they are shown |
//! | `preview` | documents as edits would make them, for trying out |
//! | `work` | from edits, an undo or a restore to changed documents |
//! | `report`, `check`, `fates` | what a draft would do: lints, safety examples, replay |
//! | `drafting` | drafts made, listed, dropped, made again |
//! | `apply`, `write`, `recover` | drafts that go live, also across a crash |
//! | `history`, `merge`, `diff` | revisions, and how one is taken back |
//! | `accounts` | who may use the desk, and what they may do |
//! | `review` | which changes a reviewer must approve |
//! | `checks` | what the lints find in the documents as they are |
//! | `channels` | where and how the bot speaks |
//! | `questions` | unanswered questions, put together |
//! | `statistics`, `export` | what was done, in numbers and as files |
//! | `pages` | what moderators read, in plain text |
//! | `deed` | who does something that is no edit, when and why |

mod accounts;
mod apply;
mod channels;
mod check;
mod checks;
mod deed;
mod diff;
mod drafting;
mod entries;
mod error;
mod export;
mod fates;
mod history;
mod merge;
pub mod pages;
mod people;
mod preview;
mod questions;
mod recover;
mod report;
mod review;
mod statistics;
mod sync;
mod synonyms;
mod truth;
mod work;
mod write;

pub use accounts::{AccountView, NewSession, Role, SessionView, SignedIn};
pub use apply::{Applied, Step};
pub use channels::Listening;
pub use checks::ToCheck;
pub use deed::Deed;
pub use diff::{diff, diffs};
pub use drafting::Drafted;
pub use entries::EntryView;
pub use error::{Conflict, ModerationError, Result};
pub use history::revision_json;
pub use people::{Moderator, RESERVED_NAMES};
pub use preview::Preview;
pub use questions::{Group, grouped};
pub use report::{Changed, Finding, Report};
pub use statistics::{By, Statistics};
pub use synonyms::SynonymView;

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Settings;
use crate::store::Store;
use truth::Truth;

/// The moderators' operations on one clinic's documents.
#[derive(Clone)]
pub struct Moderation {
    store: Arc<dyn Store>,
    truth: Truth,
    settings: Settings,
    clock: Clock,
    /// Told after each step of an apply.
    watch: Option<Arc<dyn Fn(Step) + Send + Sync>>,
}

impl Moderation {
    /// The operations on the documents that the settings name.
    pub fn new(store: Arc<dyn Store>, settings: Settings, clock: Clock) -> Self {
        Self { store, truth: Truth::of(&settings), settings, clock, watch: None }
    }

    /// The same, with somebody who is told after each step of an apply: a test ends the program there.
    #[must_use]
    pub fn watched(self, watch: Arc<dyn Fn(Step) + Send + Sync>) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// The store.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The settings that it works with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    fn told(&self, step: Step) {
        if let Some(watch) = &self.watch {
            watch(step);
        }
    }
}
