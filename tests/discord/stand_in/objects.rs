//! Discord's objects, with all the fields that the real ones carry.

use super::BOT;
use serde_json::{Value, json};

/// The bot's application: for older bots another number than that of the account.
pub(crate) const APPLICATION: u64 = 900_000_000_000_000_001;

/// A server with its text channels and threads.
#[derive(Clone, Debug)]
pub(crate) struct Guild {
    /// Its id.
    pub(crate) id: u64,
    /// Its text channels.
    pub(crate) channels: Vec<u64>,
    /// Its threads, each with the channel that it belongs to.
    pub(crate) threads: Vec<(u64, u64)>,
    /// Threads that the bot is not told of, and can only look up.
    pub(crate) quiet_threads: Vec<(u64, u64)>,
    /// Its roles: id, permissions, whether everybody may mention it. The one with the server's id is everybody's.
    pub(crate) roles: Vec<(u64, u64, bool)>,
    /// The roles that the bot has.
    pub(crate) bot_roles: Vec<u64>,
    /// Exceptions of channels: channel, role, allowed, denied.
    pub(crate) overwrites: Vec<(u64, u64, u64, u64)>,
}

/// What everybody may do in a new server, as far as a bot is concerned: see, write, embed, read, write in threads.
pub(crate) const EVERYBODY_MAY: u64 = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 38;

impl Guild {
    /// A server with these channels.
    pub(crate) fn new(id: u64, channels: &[u64]) -> Self {
        Self {
            id,
            channels: channels.to_vec(),
            threads: Vec::new(),
            quiet_threads: Vec::new(),
            roles: vec![(id, EVERYBODY_MAY, false)],
            bot_roles: Vec::new(),
            overwrites: Vec::new(),
        }
    }

    /// Adds a role that everybody may mention or not.
    pub(crate) fn role(mut self, id: u64, permissions: u64, mentionable: bool) -> Self {
        self.roles.push((id, permissions, mentionable));
        self
    }

    /// Denies something to a role in a channel.
    pub(crate) fn deny(mut self, channel: u64, role: u64, permissions: u64) -> Self {
        self.overwrites.push((channel, role, 0, permissions));
        self
    }

    /// Adds a thread that the bot is told of.
    pub(crate) fn thread(mut self, id: u64, parent: u64) -> Self {
        self.threads.push((id, parent));
        self
    }

    /// Adds a thread that the bot can only look up.
    pub(crate) fn quiet_thread(mut self, id: u64, parent: u64) -> Self {
        self.quiet_threads.push((id, parent));
        self
    }

    pub(super) fn channel(&self, id: u64) -> Option<Value> {
        let mut threads = self.threads.iter().chain(&self.quiet_threads);
        if self.channels.contains(&id) {
            Some(channel_object(self, id))
        } else {
            threads.find(|(thread, _)| *thread == id).map(|(id, parent)| thread_object(self.id, *id, *parent))
        }
    }
}

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Author {
    /// A person.
    Person(u64),
    /// Another bot.
    OtherBot(u64),
    /// A webhook.
    Webhook(u64),
    /// The bot under test.
    TheBot,
}

impl Author {
    fn id(self) -> u64 {
        match self {
            Self::Person(id) | Self::OtherBot(id) | Self::Webhook(id) => id,
            Self::TheBot => BOT,
        }
    }
}

/// A message to be said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Where.
    pub(crate) channel: u64,
    /// The server; none in a direct message.
    pub(crate) guild: Option<u64>,
    author: Author,
    text: String,
    kind: u64,
}

impl Said {
    /// A message in a server's channel.
    pub(crate) fn new(guild: u64, channel: u64, author: Author, text: &str) -> Self {
        Self { channel, guild: Some(guild), author, text: text.to_owned(), kind: 0 }
    }

    /// A direct message.
    pub(crate) fn directly(channel: u64, author: Author, text: &str) -> Self {
        Self { channel, guild: None, author, text: text.to_owned(), kind: 0 }
    }

    pub(super) fn by_bot(channel: u64, text: &str) -> Self {
        Self { channel, guild: None, author: Author::TheBot, text: text.to_owned(), kind: 0 }
    }

    /// The same as a message of another type: 7 is a join, 19 a reply.
    pub(crate) fn of_kind(mut self, kind: u64) -> Self {
        self.kind = kind;
        self
    }
}

pub(super) fn user_object(author: Author) -> Value {
    let id = author.id();
    let mut user = json!({
        "id": id.to_string(), "username": format!("user{id}"), "global_name": "Somebody", "discriminator": "0",
        "avatar": null, "public_flags": 0, "clan": null, "primary_guild": null, "avatar_decoration_data": null,
    });
    if matches!(author, Author::OtherBot(_) | Author::TheBot | Author::Webhook(_)) {
        user["bot"] = json!(true);
    }
    user
}

pub(super) fn bot_object() -> Value {
    let mut user = user_object(Author::TheBot);
    for (field, value) in
        [("verified", json!(true)), ("mfa_enabled", json!(false)), ("email", Value::Null), ("flags", json!(0))]
    {
        user[field] = value;
    }
    user
}

pub(super) fn message_object(id: u64, said: &Said) -> Value {
    let names_bot = said.text.contains(&format!("<@{BOT}>")) || said.text.contains(&format!("<@!{BOT}>"));
    let mut message = json!({
        "id": id.to_string(), "channel_id": said.channel.to_string(), "channel_type": 0,
        "author": user_object(said.author), "content": said.text,
        "timestamp": "2026-11-24T12:00:00.000000+00:00", "edited_timestamp": null, "tts": false,
        "mention_everyone": said.text.contains("@everyone"),
        "mentions": if names_bot { json!([bot_object()]) } else { json!([]) },
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": said.kind, "flags": 0,
        "components": [],
    });
    if let Some(guild) = said.guild {
        message["guild_id"] = json!(guild.to_string());
        message["member"] = json!({
            "roles": [], "joined_at": "2026-01-01T00:00:00.000000+00:00", "premium_since": null, "deaf": false,
            "mute": false, "nick": null, "avatar": null, "banner": null, "flags": 0, "pending": false,
            "communication_disabled_until": null,
        });
    }
    if let Author::Webhook(id) = said.author {
        message["webhook_id"] = json!(id.to_string());
    }
    message
}

fn channel_object(guild: &Guild, id: u64) -> Value {
    let overwrites: Vec<Value> = guild
        .overwrites
        .iter()
        .filter(|(channel, ..)| *channel == id)
        .map(|(_, role, allow, deny)| {
            json!({"id": role.to_string(), "type": 0, "allow": allow.to_string(), "deny": deny.to_string()})
        })
        .collect();
    json!({
        "id": id.to_string(), "guild_id": guild.id.to_string(), "type": 0, "name": format!("channel-{id}"), "position": 0,
        "permission_overwrites": overwrites, "topic": null, "nsfw": false, "last_message_id": null, "rate_limit_per_user": 0,
        "parent_id": null, "flags": 0,
    })
}

fn thread_object(guild: u64, id: u64, parent: u64) -> Value {
    json!({
        "id": id.to_string(), "guild_id": guild.to_string(), "parent_id": parent.to_string(), "type": 11,
        "name": format!("thread-{id}"), "owner_id": "5", "last_message_id": null, "rate_limit_per_user": 0, "flags": 0,
        "message_count": 1, "member_count": 1, "total_message_sent": 1,
        "thread_metadata": {
            "archived": false, "archive_timestamp": "2026-11-24T12:00:00.000000+00:00", "auto_archive_duration": 1440,
            "locked": false, "create_timestamp": "2026-11-24T12:00:00.000000+00:00",
        },
    })
}

pub(super) fn role_objects(guild: &Guild) -> Vec<Value> {
    let role = |(id, permissions, mentionable): &(u64, u64, bool)| {
        json!({
            "id": id.to_string(), "name": format!("role-{id}"), "color": 0, "hoist": false, "icon": null,
            "unicode_emoji": null, "position": 0, "permissions": permissions.to_string(), "managed": false,
            "mentionable": mentionable, "flags": 0,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        })
    };
    guild.roles.iter().map(role).collect()
}

/// The bot as a member.
pub(super) fn member_object(guild: &Guild) -> Value {
    let roles: Vec<String> = guild.bot_roles.iter().map(u64::to_string).collect();
    json!({
        "user": bot_object(), "roles": roles, "joined_at": "2026-01-01T00:00:00.000000+00:00", "premium_since": null,
        "deaf": false, "mute": false, "nick": null, "avatar": null, "banner": null, "flags": 0, "pending": false,
        "communication_disabled_until": null,
    })
}

/// The bot's application, with its flags.
pub(super) fn application_object(flags: u64) -> Value {
    json!({
        "id": APPLICATION.to_string(), "name": "Askwell", "icon": null, "description": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "0", "flags": flags, "bot": bot_object(), "hook": true,
        "redirect_uris": [], "interactions_endpoint_url": null, "integration_types_config": {}, "team": null,
    })
}

pub(super) fn guild_object(guild: &Guild) -> Value {
    // Inside a server's own object Discord leaves the server's id out of the channels.
    let bare = |mut channel: Value| {
        channel.as_object_mut().unwrap().remove("guild_id");
        channel
    };
    let channels: Vec<Value> = guild.channels.iter().map(|id| bare(channel_object(guild, *id))).collect();
    let threads: Vec<Value> = guild.threads.iter().map(|(id, of)| thread_object(guild.id, *id, *of)).collect();
    json!({
        "id": guild.id.to_string(), "name": "A clinic", "icon": null, "splash": null, "discovery_splash": null,
        "owner_id": "5", "afk_channel_id": null, "afk_timeout": 300, "widget_enabled": false,
        "verification_level": 1, "default_message_notifications": 1, "explicit_content_filter": 0, "roles": role_objects(guild),
        "emojis": [], "features": ["COMMUNITY"], "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "max_members": 500_000, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "premium_subscription_count": 0,
        "preferred_locale": "en-US", "public_updates_channel_id": null, "nsfw": false, "nsfw_level": 0,
        "stickers": [], "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null,
        "joined_at": "2026-01-01T00:00:00.000000+00:00", "large": false, "unavailable": false, "member_count": 3,
        "voice_states": [], "members": [], "channels": channels, "threads": threads, "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
    })
}
