//! The moderators' side of Discord: what all that they can do works with.

use std::collections::HashSet;
use std::sync::Arc;

use serenity::model::id::RoleId;

use super::super::health::Health;
use super::super::interaction::Interaction;
use super::super::rest::Rest;
use crate::bot::Bot;
use crate::clock::Moment;
use crate::config::DiscordSettings;
use crate::moderation::{Moderation, Moderator};

/// The platform's name in the store.
pub(super) const PLATFORM: &str = "discord";
/// The moderators' side of Discord.
pub(crate) struct Admin {
    pub(super) bot: Arc<Bot>,
    pub(super) moderation: Moderation,
    pub(super) rest: Arc<Rest>,
    pub(super) health: Arc<Health>,
    /// Who may use it.
    pub(super) roles: HashSet<RoleId>,
}

/// An interaction of somebody who may do so.
pub(super) struct Request<'a> {
    pub(super) interaction: &'a Interaction,
    pub(super) who: Moderator,
}

impl Admin {
    /// The moderators' side for these settings.
    pub(crate) fn new(
        bot: Arc<Bot>,
        moderation: Moderation,
        rest: Arc<Rest>,
        health: Arc<Health>,
        settings: &DiscordSettings,
    ) -> Self {
        let roles = settings.moderator_roles.iter().filter_map(|id| id.parse().ok().filter(|id| *id != 0));
        Self { bot, moderation, rest, health, roles: roles.map(RoleId::new).collect() }
    }

    /// The time by the clock that everything goes by.
    pub(super) fn now(&self) -> Moment {
        self.bot.state().clock().now()
    }
}
