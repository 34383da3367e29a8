//! What moderators can do from chat: `/faq-admin`, and the buttons of drafts.

use std::sync::Arc;

use super::act::Act;
use super::patient::Place;
use super::wall::Wall;
use crate::bot::Bot;
use crate::config::SlackSettings;
use crate::moderation::Moderation;

/// Moderators' side of Slack.
pub(super) struct Admin {
    bot: Arc<Bot>,
    moderation: Moderation,
    wall: Arc<Wall>,
    /// User groups whose members may tune the FAQ.
    groups: Vec<String>,
}

impl Admin {
    pub(super) fn new(bot: Arc<Bot>, moderation: Moderation, wall: Arc<Wall>, settings: &SlackSettings) -> Self {
        Self { bot, moderation, wall, groups: settings.moderator_groups.clone() }
    }

    /// Whether something is for moderators.
    pub(super) fn is_for(_act: &Act) -> bool {
        false
    }

    /// Does what a moderator asked for, if it is one.
    pub(super) async fn answer(&self, _act: &Act, _place: &Place) {}
}
