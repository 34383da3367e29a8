//! A channel or thread, as events and look-ups describe it.

use serde::Deserialize;
use serenity::model::id::{ChannelId, GuildId};

use super::lenient::{or_default, whole};

/// A channel or thread. No `Debug`: the name of a post in a forum is what somebody asked.
#[derive(Clone, Deserialize)]
pub(super) struct Channel {
    pub(super) id: ChannelId,
    /// Left out inside a server's own list.
    #[serde(default)]
    pub(super) guild_id: Option<GuildId>,
    /// The category of a channel; the channel of a thread.
    #[serde(default)]
    parent_id: Option<ChannelId>,
    #[serde(default, deserialize_with = "or_default")]
    name: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "whole")]
    kind: u64,
}

/// The type of a channel of announcements.
const ANNOUNCEMENTS: u64 = 5;
/// Channel types that are threads: of announcements, public, private.
const THREADS: [u64; 3] = [10, 11, 12];

impl Channel {
    /// The channel that a thread belongs to; none for anything but a thread.
    pub(super) fn thread_parent(&self) -> Option<ChannelId> {
        self.parent_id.filter(|_| THREADS.contains(&self.kind))
    }

    /// What stands above a thread: in a forum the question itself.
    pub(super) fn title(&self) -> Option<&str> {
        self.name.as_deref().filter(|_| THREADS.contains(&self.kind))
    }

    /// Whether staff announce things here.
    pub(super) fn is_for_announcements(&self) -> bool {
        self.kind == ANNOUNCEMENTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_not_a_threads_parent() {
        let channel = |kind| Channel { id: 1.into(), guild_id: None, parent_id: Some(2.into()), name: None, kind };
        assert_eq!(channel(0).thread_parent(), None);
        assert_eq!(channel(11).thread_parent(), Some(2.into()));
    }
}
