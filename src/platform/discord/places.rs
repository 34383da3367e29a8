//! Where the bot may speak: enabled channels, their threads, and the clinic's own servers.

use std::collections::{HashMap, HashSet};

use serenity::model::id::{ChannelId, GuildId};

use super::channel::Channel;
use super::event::Server;

/// How a channel stands to the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Enabled, or a thread in an enabled channel.
    Enabled,
    /// Neither.
    Elsewhere,
    /// Never heard of: it may be a thread in an enabled channel.
    Unknown,
}

/// Channels whose standing is remembered; past it all are forgotten and looked up again. About 32 bytes each.
const REMEMBERED_CHANNELS: usize = 50_000;

/// Threads whose title is remembered; it is needed once, when the thread begins. Discord's titles have 100 characters.
const REMEMBERED_TITLES: usize = 2_000;

/// What is known of servers and channels. Filled by events and look-ups; the settings stay as they are.
pub(super) struct Places {
    enabled: HashSet<ChannelId>,
    named_servers: HashSet<GuildId>,
    /// The server of each enabled channel that has been seen.
    owners: HashMap<ChannelId, GuildId>,
    /// Channels seen, with the channel that a thread belongs to.
    parents: HashMap<ChannelId, Option<ChannelId>>,
    /// Channels of announcements.
    announcements: HashSet<ChannelId>,
    /// What stands above the newest threads.
    titles: HashMap<ChannelId, String>,
}

impl Places {
    pub(super) fn new(enabled: HashSet<ChannelId>, named_servers: HashSet<GuildId>) -> Self {
        Self {
            enabled,
            named_servers,
            owners: HashMap::new(),
            parents: HashMap::new(),
            announcements: HashSet::new(),
            titles: HashMap::new(),
        }
    }

    /// Takes in a server's channels and threads.
    pub(super) fn learn_server(&mut self, server: &Server) {
        for channel in server.channels.iter().chain(&server.threads) {
            self.learn_channel(Some(server.id), channel);
        }
    }

    /// Takes in one channel; `server` where the event says it in another place than the channel itself.
    pub(super) fn learn_channel(&mut self, server: Option<GuildId>, channel: &Channel) {
        if self.parents.len() >= REMEMBERED_CHANNELS {
            self.parents.clear();
        }
        self.parents.insert(channel.id, channel.thread_parent());
        if channel.is_for_announcements() {
            self.announcements.insert(channel.id);
        } else {
            self.announcements.remove(&channel.id);
        }
        if let Some(title) = channel.title() {
            if self.titles.len() >= REMEMBERED_TITLES {
                self.titles.clear();
            }
            self.titles.insert(channel.id, title.to_owned());
        }
        if let (true, Some(server)) = (self.enabled.contains(&channel.id), server.or(channel.guild_id)) {
            self.owners.insert(channel.id, server);
        }
    }

    /// What stands above a thread.
    pub(super) fn title(&self, channel: ChannelId) -> Option<&str> {
        self.titles.get(&channel).map(String::as_str)
    }

    /// Whether staff announce things in a channel. Threads in it are for everybody.
    pub(super) fn is_for_announcements(&self, channel: ChannelId) -> bool {
        self.announcements.contains(&channel)
    }

    /// Remembers that a channel cannot be looked up, so that it is not tried at every message.
    pub(super) fn learn_unreachable(&mut self, channel: ChannelId) {
        self.parents.entry(channel).or_insert(None);
    }

    /// How a channel stands.
    pub(super) fn standing(&self, channel: ChannelId) -> Standing {
        if self.enabled.contains(&channel) {
            return Standing::Enabled;
        }
        match self.parents.get(&channel) {
            _ if self.enabled.is_empty() => Standing::Elsewhere,
            Some(Some(parent)) if self.enabled.contains(parent) => Standing::Enabled,
            Some(_) => Standing::Elsewhere,
            None => Standing::Unknown,
        }
    }

    /// The channel whose settings count: for a thread the channel that it belongs to.
    pub(super) fn home(&self, channel: ChannelId) -> ChannelId {
        self.parents.get(&channel).copied().flatten().unwrap_or(channel)
    }

    /// Listens in the channels of the settings and those that moderators have enabled, but for those that they disabled.
    pub(super) fn listen_in(&mut self, channels: HashSet<ChannelId>) {
        self.enabled = channels;
    }

    /// Whether the bot speaks in this server at all.
    ///
    /// Servers named in the settings decide; else those that own enabled channels, as soon as one is known; else all.
    pub(super) fn serves(&self, server: GuildId) -> bool {
        if !self.named_servers.is_empty() {
            return self.named_servers.contains(&server);
        }
        self.owners.is_empty() || self.owners.values().any(|owner| *owner == server)
    }

    /// Whether the bot is to leave this server: only when it is certain that it is none of the clinic's own.
    pub(super) fn is_foreign(&self, server: GuildId) -> bool {
        if !self.named_servers.is_empty() {
            return !self.named_servers.contains(&server);
        }
        let all_known = !self.enabled.is_empty() && self.enabled.iter().all(|id| self.owners.contains_key(id));
        all_known && !self.serves(server)
    }

    /// Enabled channels that have not been seen in any server yet.
    pub(super) fn unseen_channels(&self) -> Vec<ChannelId> {
        self.enabled.iter().filter(|id| !self.owners.contains_key(id)).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn server(id: u64, channels: &[u64], threads: &[(u64, u64)]) -> Server {
        let channels: Vec<_> = channels.iter().map(|id| json!({"id": id.to_string(), "type": 0})).collect();
        let threads: Vec<_> =
            threads.iter().map(|(id, parent)| json!({"id": id, "parent_id": parent, "type": 11})).collect();
        serde_json::from_value(json!({"id": id, "channels": channels, "threads": threads}))
            .unwrap_or_else(|e| panic!("{e}"))
    }

    fn places(enabled: &[u64], servers: &[u64]) -> Places {
        Places::new(
            enabled.iter().map(|id| ChannelId::new(*id)).collect(),
            servers.iter().map(|id| GuildId::new(*id)).collect(),
        )
    }

    #[test]
    fn threads_follow_their_channel() {
        let mut places = places(&[10], &[]);
        assert_eq!(places.standing(12.into()), Standing::Unknown);
        places.learn_server(&server(1, &[10, 11], &[(12, 10), (13, 11)]));
        let expected =
            [(10, Standing::Enabled), (11, Standing::Elsewhere), (12, Standing::Enabled), (13, Standing::Elsewhere)];
        for (channel, standing) in expected {
            assert_eq!(places.standing(channel.into()), standing, "{channel}");
        }
        places.learn_unreachable(14.into());
        assert_eq!(places.standing(14.into()), Standing::Elsewhere);
    }

    #[test]
    fn with_nothing_named_every_server_counts_and_none_is_left() {
        let mut places = places(&[], &[]);
        places.learn_server(&server(1, &[10], &[]));
        assert!(places.serves(1.into()) && places.serves(2.into()));
        assert!(!places.is_foreign(1.into()) && !places.is_foreign(2.into()));
        assert_eq!(places.standing(10.into()), Standing::Elsewhere);
    }

    #[test]
    fn named_servers_decide_from_the_start() {
        let places = places(&[10], &[1]);
        assert!(places.serves(1.into()) && !places.serves(2.into()));
        assert!(places.is_foreign(2.into()));
    }

    #[test]
    fn owners_of_channels_decide_once_all_are_known() {
        let mut places = places(&[10, 20], &[]);
        assert!(places.serves(3.into()) && !places.is_foreign(3.into()));
        places.learn_server(&server(1, &[10], &[]));
        assert!(!places.serves(3.into()), "one owner is known: others are silent");
        assert!(!places.is_foreign(3.into()), "the server of channel 20 may be this one");
        assert_eq!(places.unseen_channels(), [ChannelId::new(20)]);
        places.learn_server(&server(2, &[20], &[]));
        assert!(places.serves(1.into()) && places.serves(2.into()));
        assert!(places.is_foreign(3.into()));
    }
}
