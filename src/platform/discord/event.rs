//! Reads gateway events: the few things that the bot needs of them, and nothing that Discord may change under it.
//!
//! serenity's own types ask for every documented field, and an event that lacks one, or has a new kind of value in
//! one, never reaches a handler. A message that speaks of danger must not be lost to a new sticker format, so events
//! are read again here from their JSON with only the fields that are used.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::model::event::Event;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, MessageId, UserId};

use super::channel::Channel;
use super::interaction::Interaction;
use super::lenient::{or_default, whole};

/// What happened, as far as the bot cares.
pub(super) enum Seen {
    /// The session has begun: the bot's own account, and the application that it belongs to. Recurs after every lost
    /// session.
    Ready(UserId, ApplicationId),
    /// The session goes on after a reconnect.
    Resumed,
    /// Somebody wrote a message.
    Written(Message),
    /// A message was changed.
    Edited(Message),
    /// A message was deleted, or several.
    Deleted(ChannelId, Vec<MessageId>),
    /// Somebody used a command, a button or a form.
    Acted(Box<Interaction>),
    /// The bot is in this server, with these channels and threads.
    Server(Server),
    /// A channel or thread appeared or moved.
    Channel(Channel),
    /// An event of a kind that matters could not be read. Holds the kind, never the content.
    Unreadable(&'static str),
}

/// A message as the gateway describes it. No `Debug`: its text must not reach a log.
#[derive(Deserialize)]
pub(super) struct Message {
    pub(super) id: MessageId,
    pub(super) channel_id: ChannelId,
    /// The server; none in a direct message.
    #[serde(default)]
    pub(super) guild_id: Option<GuildId>,
    /// Missing in some partial updates.
    #[serde(default, deserialize_with = "or_default")]
    pub(super) author: Option<User>,
    /// Missing in some partial updates; empty without the message-content intent.
    #[serde(default, deserialize_with = "or_default")]
    pub(super) content: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) mentions: Vec<User>,
    #[serde(default)]
    webhook_id: Option<Value>,
    /// Null unless a person edited the text: updates also come for previews and pins.
    #[serde(default)]
    edited_timestamp: Option<Value>,
    #[serde(default, rename = "type", deserialize_with = "whole")]
    kind: u64,
}

/// Message types that carry what a person wrote: an ordinary message and a reply to one. All others are the
/// platform's own notes (joins, pins, boosts) or results of commands.
const WRITTEN_BY_PEOPLE: [u64; 2] = [0, 19];

impl Message {
    /// Whether a person wrote it: no bot, webhook or system note.
    pub(super) fn is_from_a_person(&self) -> bool {
        self.webhook_id.is_none()
            && WRITTEN_BY_PEOPLE.contains(&self.kind)
            && self.author.as_ref().is_some_and(|author| !author.bot && !author.system)
    }

    /// Whether it begins a post in a forum: such a post and its first message have the same id.
    pub(super) fn begins_a_post(&self) -> bool {
        self.id.get() == self.channel_id.get()
    }

    /// Whether an update changed the text, and not only a preview or a pin.
    pub(super) fn is_text_edit(&self) -> bool {
        self.edited_timestamp.is_some() && self.content.is_some()
    }
}

/// An account.
#[derive(Deserialize)]
pub(super) struct User {
    pub(super) id: UserId,
    #[serde(default, deserialize_with = "or_default")]
    bot: bool,
    #[serde(default, deserialize_with = "or_default")]
    system: bool,
}

/// A server with what it holds.
#[derive(Deserialize)]
pub(super) struct Server {
    pub(super) id: GuildId,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) channels: Vec<Channel>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) threads: Vec<Channel>,
}

#[derive(Deserialize)]
struct Ready {
    user: User,
    #[serde(default)]
    application: Option<Application>,
}

#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
}

impl Ready {
    fn seen(self) -> Seen {
        // For all but the oldest applications both ids are the same.
        let application = self.application.map_or(ApplicationId::new(self.user.id.get()), |application| application.id);
        Seen::Ready(self.user.id, application)
    }
}

#[derive(Deserialize)]
struct Deleted {
    channel_id: ChannelId,
    #[serde(default)]
    id: Option<MessageId>,
    #[serde(default, deserialize_with = "or_default")]
    ids: Vec<MessageId>,
}

impl Deleted {
    fn seen(self) -> Seen {
        Seen::Deleted(self.channel_id, self.id.into_iter().chain(self.ids).collect())
    }
}

/// Reads one event; none when it is of no interest.
pub(super) fn read(event: &Event) -> Option<Seen> {
    if !may_matter(event) {
        return None;
    }
    let Ok(Value::Object(mut fields)) = serde_json::to_value(event) else {
        return Some(Seen::Unreadable("?"));
    };
    let mut content = fields.remove("d").unwrap_or(Value::Null);
    if let (Event::InteractionCreate(created), Some(content)) = (event, content.as_object_mut()) {
        // serenity keeps the kind in its type and leaves it out when it writes.
        content.entry("type").or_insert_with(|| u8::from(created.interaction.kind()).into());
    }
    read_fields(fields.get("t")?.as_str()?, content)
}

/// Keeps the bot from turning events into JSON that it would throw away.
fn may_matter(event: &Event) -> bool {
    matches!(
        event,
        Event::Ready(_)
            | Event::Resumed(_)
            | Event::MessageCreate(_)
            | Event::MessageUpdate(_)
            | Event::MessageDelete(_)
            | Event::MessageDeleteBulk(_)
            | Event::InteractionCreate(_)
            | Event::GuildCreate(_)
            | Event::ChannelCreate(_)
            | Event::ThreadCreate(_)
            | Event::ThreadUpdate(_)
            | Event::Unknown(_)
    )
}

fn read_fields(kind: &str, content: Value) -> Option<Seen> {
    match kind {
        "READY" => Some(parsed("READY", content, Ready::seen)),
        "RESUMED" => Some(Seen::Resumed),
        "MESSAGE_CREATE" => Some(parsed("MESSAGE_CREATE", content, Seen::Written)),
        "MESSAGE_UPDATE" => Some(parsed("MESSAGE_UPDATE", content, Seen::Edited)),
        "MESSAGE_DELETE" => Some(parsed("MESSAGE_DELETE", content, Deleted::seen)),
        "MESSAGE_DELETE_BULK" => Some(parsed("MESSAGE_DELETE_BULK", content, Deleted::seen)),
        "INTERACTION_CREATE" => {
            Some(parsed("INTERACTION_CREATE", content, |interaction| Seen::Acted(Box::new(interaction))))
        }
        "GUILD_CREATE" => Some(parsed("GUILD_CREATE", content, Seen::Server)),
        "CHANNEL_CREATE" => Some(parsed("CHANNEL_CREATE", content, Seen::Channel)),
        "THREAD_CREATE" => Some(parsed("THREAD_CREATE", content, Seen::Channel)),
        "THREAD_UPDATE" => Some(parsed("THREAD_UPDATE", content, Seen::Channel)),
        _ => None,
    }
}

fn parsed<T: DeserializeOwned>(kind: &'static str, content: Value, seen: impl FnOnce(T) -> Seen) -> Seen {
    serde_json::from_value(content).map_or(Seen::Unreadable(kind), seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn message(fields: Value) -> Message {
        match read_fields("MESSAGE_CREATE", fields) {
            Some(Seen::Written(message)) => message,
            _ => panic!("not read as a message"),
        }
    }

    #[test]
    fn the_smallest_message_is_enough() {
        let message = message(json!({"id": "1", "channel_id": "2", "author": {"id": "3"}, "content": "hi"}));
        assert_eq!((message.id.get(), message.channel_id.get(), message.guild_id), (1, 2, None));
        assert!(message.is_from_a_person());
        assert!(!message.is_text_edit());
    }

    #[test]
    fn fields_that_nobody_knows_yet_do_no_harm() {
        let message = message(json!({
            "id": 1, "channel_id": 2, "author": {"id": 3, "clan": {}}, "content": "hi", "embeds": "new", "type": 19,
            "poll": [1, 2], "mentions": [{"id": "9", "member": 7}]
        }));
        assert!(message.is_from_a_person());
        assert_eq!(message.mentions[0].id.get(), 9);
    }

    #[test]
    fn only_people_are_heard() {
        let cases = [
            ("a person", json!({"author": {"id": "3"}}), true),
            ("a reply", json!({"author": {"id": "3"}, "type": 19}), true),
            ("a bot", json!({"author": {"id": "3", "bot": true}}), false),
            ("the platform", json!({"author": {"id": "3", "system": true}}), false),
            ("a webhook", json!({"author": {"id": "3"}, "webhook_id": "3"}), false),
            ("a join note", json!({"author": {"id": "3"}, "type": 7}), false),
            ("nobody", json!({}), false),
        ];
        for (name, mut fields, expected) in cases {
            fields["id"] = json!("1");
            fields["channel_id"] = json!("2");
            fields["content"] = json!("hello");
            assert_eq!(message(fields).is_from_a_person(), expected, "{name}");
        }
    }

    #[test]
    fn a_damaged_event_is_reported_by_its_kind() {
        for kind in ["READY", "MESSAGE_CREATE", "MESSAGE_UPDATE", "GUILD_CREATE", "THREAD_CREATE"] {
            let seen = read_fields(kind, json!({"id": "not a number"}));
            assert!(matches!(seen, Some(Seen::Unreadable(name)) if name == kind), "{kind}");
        }
        assert!(read_fields("TYPING_START", json!({})).is_none());
    }
}
