//! What everybody can use: `/ask`, `/faq`, "Answer from FAQ", the App Home, and the buttons under replies.

use std::sync::Arc;

use serde_json::{Value, json};

use super::account::Account;
use super::act::Act;
use super::wall::Wall;
use crate::bot::Bot;

/// Everybody's side of Slack.
pub(super) struct Patient {
    bot: Arc<Bot>,
    wall: Arc<Wall>,
}

/// Where something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The bot belongs to this workspace.
    pub(super) served: bool,
    /// The bot listens in the channel.
    pub(super) open: bool,
    /// Who the bot is there.
    pub(super) account: Account,
}

impl Patient {
    pub(super) fn new(bot: Arc<Bot>, wall: Arc<Wall>) -> Self {
        Self { bot, wall }
    }

    /// Does what somebody asked for.
    pub(super) async fn answer(&self, _act: &Act, _place: &Place) {}

    /// Completions of what somebody types, as Slack wants them.
    pub(super) fn suggest(&self, _act: &str, _typed: &str) -> Value {
        json!({"options": []})
    }

    /// Shows the App Home to somebody who opens it.
    pub(super) async fn show_home(&self, _person: &str) {}
}
