//! What keeps the bot from working as it should, for moderators who ask `/faq-admin status`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serenity::model::id::ChannelId;

/// Channels whose trouble is remembered; a bot that is refused in more has one trouble, not many.
const REMEMBERED: usize = 100;

/// The troubles of one bot account.
#[derive(Default)]
pub(super) struct Health {
    /// The message-content intent is not switched on.
    blind: AtomicBool,
    /// Channels in which the last post was refused, and what would help.
    refused: Mutex<BTreeMap<ChannelId, String>>,
    /// Why the commands could not be registered.
    commands: Mutex<Option<String>>,
}

impl Health {
    /// The bot cannot read messages that do not mention it.
    pub(super) fn without_content(&self) {
        self.blind.store(true, Ordering::Relaxed);
    }

    /// Whether the bot can read all messages.
    pub(super) fn reads_content(&self) -> bool {
        !self.blind.load(Ordering::Relaxed)
    }

    /// A post was refused.
    pub(super) fn refused(&self, channel: ChannelId, what: String) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if refused.len() < REMEMBERED || refused.contains_key(&channel) {
            refused.insert(channel, what);
        }
    }

    /// A post went through.
    pub(super) fn posted(&self, channel: ChannelId) {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).remove(&channel);
    }

    /// The channels in which the last post was refused, and what would help.
    pub(super) fn refusals(&self) -> Vec<(ChannelId, String)> {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.iter().map(|(channel, what)| (*channel, what.clone())).collect()
    }

    /// The commands are registered, or why not.
    pub(super) fn commands(&self, trouble: Option<String>) {
        *self.commands.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// Why the commands could not be registered.
    pub(super) fn command_trouble(&self) -> Option<String> {
        self.commands.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
