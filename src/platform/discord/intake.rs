//! Turns a message of the gateway into the neutral message that the bot understands.

use std::hash::{DefaultHasher, Hash, Hasher};

use serenity::model::id::UserId;

use super::event::Message;
use super::places::{Places, Standing};
use crate::message::{Incoming, MessageId, Mode, Platform};

/// What is to be done with a message.
pub(super) enum Intake {
    /// It is for the bot.
    Ask(Incoming),
    /// It is for the bot only if its channel is a thread in an enabled channel: that has to be looked up.
    LookUp,
    /// It is none of the bot's business.
    Ignore,
}

/// Decides whether a message is for the bot, and how it was put to it.
pub(super) fn take(message: &Message, bot: UserId, places: &Places) -> Intake {
    let (Some(author), Some(content)) = (&message.author, &message.content) else { return Intake::Ignore };
    if !message.is_from_a_person() || author.id == bot {
        return Intake::Ignore;
    }
    if message.guild_id.is_some_and(|server| !places.serves(server)) {
        return Intake::Ignore;
    }
    let named = message.mentions.iter().any(|user| user.id == bot) || mentions(bot).iter().any(|m| content.contains(m));
    let mode = match (message.guild_id, named, places.standing(message.channel_id)) {
        (None, ..) | (_, true, _) => Mode::Direct,
        (_, _, Standing::Enabled) => Mode::Ambient,
        (_, _, Standing::Unknown) => return Intake::LookUp,
        (_, _, Standing::Elsewhere) => return Intake::Ignore,
    };
    Intake::Ask(Incoming {
        platform: Platform::Discord,
        channel: message.channel_id.to_string(),
        author: author.id.to_string(),
        text: titled(message, &without_mentions(content, bot), places),
        mode,
        home: places.home(message.channel_id).to_string(),
        id: Some(id_of(message, content)),
    })
}

/// The first message of a post in a forum says what its title leaves open.
fn titled(message: &Message, text: &str, places: &Places) -> String {
    match places.title(message.channel_id).filter(|_| message.begins_a_post()) {
        Some(title) => format!("{title}\n\n{text}").trim().to_owned(),
        None => text.to_owned(),
    }
}

fn id_of(message: &Message, content: &str) -> MessageId {
    let (channel, id) = (message.channel_id, message.id);
    // An edit is an event of its own; the same edit that comes twice is not.
    let event = if message.is_text_edit() { format!("{id}@{:016x}", digest(content)) } else { id.to_string() };
    let link = message.guild_id.map(|server| format!("https://discord.com/channels/{server}/{channel}/{id}"));
    MessageId { message: id.to_string(), event, link }
}

fn digest(content: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// The two ways in which a client writes a mention.
fn mentions(account: UserId) -> [String; 2] {
    [format!("<@{account}>"), format!("<@!{account}>")]
}

/// The text without mentions of the bot, which are an address and no part of the question.
fn without_mentions(content: &str, bot: UserId) -> String {
    let [plain, nickname] = mentions(bot);
    content.replace(&plain, " ").replace(&nickname, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const BOT: u64 = 99;

    fn message(fields: &Value) -> Message {
        let mut all =
            json!({"id": "1", "channel_id": "10", "guild_id": "1", "author": {"id": "3"}, "content": "hello"});
        for (key, value) in fields.as_object().into_iter().flatten() {
            all[key] = value.clone();
        }
        serde_json::from_value(all).unwrap_or_else(|error| panic!("{error}"))
    }

    fn taken(fields: &Value) -> Option<(Mode, String)> {
        let places = Places::new([10.into()].into(), [1.into()].into());
        match take(&message(fields), BOT.into(), &places) {
            Intake::Ask(incoming) => Some((incoming.mode, incoming.text)),
            Intake::LookUp => Some((Mode::Ambient, "(look up)".to_owned())),
            Intake::Ignore => None,
        }
    }

    #[test]
    fn a_post_in_a_forum_begins_with_its_title() {
        let mut places = Places::new([10.into()].into(), [1.into()].into());
        let post = json!({"id": "20", "parent_id": "10", "type": 11, "name": "Can I drive?"});
        places.learn_channel(None, &serde_json::from_value(post).unwrap());
        let text = |fields: Value| match take(&message(&fields), BOT.into(), &places) {
            Intake::Ask(incoming) => incoming.text,
            _ => panic!("not asked"),
        };
        assert_eq!(text(json!({"id": "20", "channel_id": "20", "content": "see title"})), "Can I drive?\n\nsee title");
        assert_eq!(text(json!({"id": "20", "channel_id": "20", "content": ""})), "Can I drive?");
        assert_eq!(text(json!({"id": "21", "channel_id": "20", "content": "thanks"})), "thanks", "a later message");
    }

    #[test]
    fn messages_find_their_mode() {
        let direct = |text: &str| Some((Mode::Direct, text.to_owned()));
        let ambient = |text: &str| Some((Mode::Ambient, text.to_owned()));
        let me = json!([{"id": "99"}]);
        let cases = [
            ("enabled channel", json!({}), ambient("hello")),
            ("unknown channel", json!({"channel_id": "11"}), ambient("(look up)")),
            ("mention", json!({"content": "<@99> can i drive", "mentions": me}), direct("can i drive")),
            ("mention elsewhere", json!({"channel_id": "11", "content": "<@!99> hi", "mentions": me}), direct("hi")),
            ("mention inside", json!({"content": "hey <@99>, hi"}), direct("hey  , hi")),
            ("mention alone", json!({"content": "<@99>"}), direct("")),
            ("reply that pings the bot", json!({"content": "thanks", "mentions": me, "type": 19}), direct("thanks")),
            ("mention of another", json!({"content": "<@98> hi", "mentions": [{"id": "98"}]}), ambient("<@98> hi")),
            ("direct message", json!({"guild_id": null, "channel_id": "77"}), direct("hello")),
            ("another server", json!({"guild_id": "2", "content": "<@99> hi", "mentions": me}), None),
            ("a bot", json!({"author": {"id": "4", "bot": true}}), None),
            ("itself", json!({"author": {"id": "99"}, "content": "<@99>"}), None),
            ("a webhook", json!({"webhook_id": "5"}), None),
            ("a join note", json!({"type": 7}), None),
            ("no text at all", json!({"content": null}), None),
        ];
        for (name, fields, expected) in cases {
            assert_eq!(taken(&fields), expected, "{name}");
        }
    }
}
