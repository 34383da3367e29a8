//! What the pages are about: the bot, and whose it is.

use std::sync::Arc;

use crate::bot::Bot;
use crate::config::{Provider, Region, Settings};
use crate::http::Door;
use crate::reply::page as wording;
use crate::safety::Help;

/// The clinic's page.
pub struct Site {
    pub(super) bot: Arc<Bot>,
    /// What every question passes.
    pub(super) door: Arc<Door>,
    pub(super) provider: Provider,
    pub(super) region: Region,
    /// Sites that may show the chat in a frame.
    pub(super) framed_by: Vec<String>,
    /// What the clinic keeps of questions, for patients to read.
    pub(super) kept: String,
}

impl Site {
    /// A page for a bot. Its questions pass the server's door.
    pub fn new(bot: Arc<Bot>, door: Arc<Door>, settings: &Settings) -> Self {
        Self {
            bot,
            door,
            provider: settings.provider.clone(),
            region: settings.bot.region,
            framed_by: settings.web.allowed_origins.clone(),
            kept: wording::kept(settings.privacy),
        }
    }

    /// Whose page it is: the clinic's name, or else the title of its FAQ.
    pub(super) fn name(&self) -> String {
        self.provider.name.clone().unwrap_or_else(|| self.title())
    }

    /// What the FAQ is about.
    pub(super) fn title(&self) -> String {
        let title = self.bot.brain().pack().title.clone();
        if title.is_empty() { wording::UNTITLED.to_owned() } else { title }
    }

    /// Whom to call in an emergency and in a crisis.
    pub(super) fn help(&self) -> Help {
        self.bot.brain().rules().help(self.region)
    }

    /// Numbers that can be called with one tap wherever they are shown.
    pub(super) fn numbers(&self) -> Vec<String> {
        self.help().numbers().into_iter().chain(self.provider.phone.clone()).collect()
    }
}
