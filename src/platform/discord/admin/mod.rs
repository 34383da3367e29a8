//! `/faq-admin` and "Why this answer?": what moderators can do in chat.
//!
//! Every answer is private. What is done is done by [`Moderation`]; here it gets its form.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;
use serenity::model::id::RoleId;

use super::health::Health;
use super::interaction::{Act, Answer, Interaction};
use super::rest::Rest;
use crate::bot::Bot;
use crate::config::DiscordSettings;
use crate::moderation::Moderation;

/// The slash command.
const COMMAND: &str = "faq-admin";
/// The command on a message.
const WHY: &str = "Why this answer?";
/// What every button, menu and form of moderators begins with.
const ACT: &str = "admin/";

/// The moderators' side of Discord.
pub(super) struct Admin {
    bot: Arc<Bot>,
    moderation: Moderation,
    rest: Arc<Rest>,
    health: Arc<Health>,
    /// Who may use it.
    roles: HashSet<RoleId>,
}

impl Admin {
    /// The moderators' side for these settings.
    pub(super) fn new(
        bot: Arc<Bot>,
        moderation: Moderation,
        rest: Arc<Rest>,
        health: Arc<Health>,
        settings: &DiscordSettings,
    ) -> Self {
        let roles = settings.moderator_roles.iter().filter_map(|id| id.parse().ok().filter(|id| *id != 0));
        Self { bot, moderation, rest, health, roles: roles.map(RoleId::new).collect() }
    }

    /// The definitions of the commands, to be registered.
    pub(super) fn commands() -> Vec<Value> {
        Vec::new()
    }

    /// Whether an interaction is for moderators.
    pub(super) fn is_for(interaction: &Interaction) -> bool {
        match &interaction.act {
            Act::Command(command) | Act::Complete(command) => command.name == COMMAND,
            Act::Message(command) => command.name == WHY,
            Act::Press(press) => press.act.starts_with(ACT),
            Act::Filled(form) => form.act.starts_with(ACT),
            Act::Other => false,
        }
    }

    /// Does what a moderator asked for. Whoever is none is told so.
    pub(super) async fn answer(&self, _interaction: &Interaction) -> Answer {
        Answer::Nothing
    }
}
