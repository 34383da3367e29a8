//! What all pages of the desk share.

use std::sync::Arc;

use super::attempts::Attempts;
use super::brains::Brains;
use super::fresh::Fresh;
use crate::bot::Bot;
use crate::config::Settings;
use crate::http::Door;
use crate::moderation::Moderation;
use crate::reply::page::UNTITLED;

/// The desk of a clinic.
pub struct Desk {
    pub(super) bot: Arc<Bot>,
    pub(super) moderation: Moderation,
    /// What takes a processor's time passes it, as every question does.
    pub(super) door: Arc<Door>,
    pub(super) attempts: Attempts,
    /// Bots that answer from documents with unsaved changes.
    pub(super) brains: Brains,
    /// What is known of drafts that were just made.
    pub(super) fresh: Fresh,
}

impl Desk {
    /// A desk at which the documents that the bot answers from are moderated.
    pub fn new(bot: Arc<Bot>, moderation: Moderation, door: Arc<Door>) -> Self {
        let (attempts, brains, fresh) = (Attempts::default(), Brains::default(), Fresh::default());
        Self { bot, moderation, door, attempts, brains, fresh }
    }

    /// The settings that the program was started with.
    pub(super) fn settings(&self) -> &Settings {
        self.moderation.settings()
    }

    /// Whose desk it is.
    pub(super) fn clinic(&self) -> String {
        let title = || self.bot.brain().pack().title.clone();
        let name = self.settings().provider.name.clone().unwrap_or_else(title);
        if name.is_empty() { UNTITLED.to_owned() } else { name }
    }
}
