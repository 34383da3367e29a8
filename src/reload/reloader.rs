//! Puts edited documents in force, or says why not.

use std::path::Path;
use std::sync::Arc;

use super::documents::{Documents, Safety, Snapshot};
use crate::bot::{Bot, State};
use crate::clock::Clock;
use crate::config::Settings;
use crate::document::Diagnostics;

/// What became of an edit.
pub enum News {
    /// It is in force.
    InForce {
        /// Entries of the new pack.
        entries: usize,
        /// Its hash.
        pack: String,
        /// The safety rules beside it.
        safety: Safety,
    },
    /// It is broken, and what was in force before stays so.
    Broken {
        /// What is wrong with it.
        found: Diagnostics,
        /// Entries of the pack that stays.
        entries: usize,
        /// Its hash.
        pack: String,
    },
}

/// Documents that may change and the bot that answers from them.
pub struct Reloader {
    bot: Arc<Bot>,
    /// The fingerprint of what was looked at last, good or not.
    seen: u64,
    /// What was wrong with it, as it was told.
    complaint: Option<String>,
}

impl Reloader {
    /// Starts a bot from a folder. It remembers as long as the process lives.
    ///
    /// # Errors
    /// Everything that is wrong in the documents.
    pub fn start(folder: &Path, settings: Settings) -> Result<(Self, Safety), Diagnostics> {
        let state = Arc::new(State::passing(Clock::default(), settings.privacy));
        Self::begin(&Snapshot::of_folder(folder), settings, state)
    }

    /// Starts a bot from a snapshot, with a state that others may share.
    ///
    /// # Errors
    /// Everything that is wrong in the documents.
    pub fn begin(snapshot: &Snapshot, settings: Settings, state: Arc<State>) -> Result<(Self, Safety), Diagnostics> {
        let Documents { pack, rules, safety } = snapshot.documents()?;
        let bot = Arc::new(Bot::with_state(pack, rules, settings, state));
        Ok((Self { bot, seen: snapshot.fingerprint(), complaint: None }, safety))
    }

    /// The bot.
    pub fn bot(&self) -> &Arc<Bot> {
        &self.bot
    }

    /// Whether a snapshot says what the last one said.
    pub fn knows(&self, snapshot: &Snapshot) -> bool {
        snapshot.fingerprint() == self.seen
    }

    /// Puts a snapshot in force if it is good. The bot goes on answering from the old documents until the new ones are
    /// ready. Silent when nothing changed, or when a broken document is broken as before.
    pub fn take(&mut self, snapshot: &Snapshot) -> Option<News> {
        if self.knows(snapshot) {
            return None;
        }
        self.seen = snapshot.fingerprint();
        match snapshot.documents() {
            Ok(Documents { pack, rules, safety }) => {
                self.complaint = None;
                let (entries, hash) = (pack.entries.len(), pack.hash.clone());
                self.bot.renew(pack, rules);
                Some(News::InForce { entries, pack: hash, safety })
            }
            Err(found) => {
                let complaint = found.to_string();
                let news = self.complaint.as_ref() != Some(&complaint);
                self.complaint = Some(complaint);
                let brain = self.bot.brain();
                let (entries, pack) = (brain.pack().entries.len(), brain.pack().hash.clone());
                news.then_some(News::Broken { found, entries, pack })
            }
        }
    }
}
