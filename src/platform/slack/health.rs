//! What keeps the bot from working as it should, for moderators who ask `/faq-admin status`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Channels whose trouble is remembered; a bot that is refused in more has one trouble, not many.
const REMEMBERED: usize = 100;

/// The channels in which the last post was refused, and what would help.
#[derive(Default)]
pub(super) struct Health(Mutex<BTreeMap<String, String>>);

impl Health {
    /// A post was refused.
    pub(super) fn refused(&self, channel: &str, what: String) {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if refused.len() < REMEMBERED || refused.contains_key(channel) {
            refused.insert(channel.to_owned(), what);
        }
    }

    /// A post went through.
    pub(super) fn posted(&self, channel: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(channel);
    }

    /// The channels in which the last post was refused, and what would help.
    pub(super) fn refusals(&self) -> Vec<(String, String)> {
        let refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        refused.iter().map(|(channel, what)| (channel.clone(), what.clone())).collect()
    }
}
