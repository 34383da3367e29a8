//! The body of "create message": only documented fields, and always a word on who may be notified.

use serde::Serialize;
use serenity::model::id::{ChannelId, MessageId, RoleId, UserId};

use super::components::Row;

/// One message to be posted, before it is addressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Post {
    /// Plain text, at most [`super::limits::CONTENT`] units; may be empty beside embeds.
    pub(super) content: String,
    /// Framed parts, together at most [`super::limits::EMBEDS_TOGETHER`] units.
    pub(super) embeds: Vec<Embed>,
    /// What can be pressed below it; at most five rows.
    pub(super) rows: Vec<Row>,
}

impl Post {
    /// A message of plain text.
    pub(super) fn text(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }
}

/// A framed part of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Embed {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) footer: Option<Footer>,
}

/// The small print of an embed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Footer {
    pub(super) text: String,
}

/// To whom a post replies and who is notified by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) channel: ChannelId,
    pub(super) message: MessageId,
    pub(super) author: UserId,
    /// Whether the author is notified. Nobody else ever is.
    pub(super) ping: bool,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    content: &'a str,
    #[serde(skip_serializing_if = "<[Embed]>::is_empty")]
    embeds: &'a [Embed],
    #[serde(skip_serializing_if = "<[Row]>::is_empty")]
    components: &'a [Row],
    allowed_mentions: AllowedMentions,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<Reference>,
    nonce: &'a str,
    enforce_nonce: bool,
}

/// Who is notified: nobody but those that are named here.
#[derive(Serialize)]
pub(super) struct AllowedMentions {
    /// Kinds of mention that are looked for in the text: none, so that only those listed below count.
    parse: [&'static str; 0],
    users: Vec<UserId>,
    roles: Vec<RoleId>,
    replied_user: bool,
}

impl AllowedMentions {
    /// One person, or nobody.
    pub(super) fn of(person: Option<UserId>) -> Self {
        Self { parse: [], users: person.into_iter().collect(), roles: Vec::new(), replied_user: person.is_some() }
    }
}

/// What an existing message becomes: everything that a post can have is said, so that what it had is taken away.
#[derive(Serialize)]
struct Change<'a> {
    content: &'a str,
    embeds: &'a [Embed],
    components: &'a [Row],
    allowed_mentions: AllowedMentions,
}

/// Writes the request body that turns a message into this post. Nobody is notified by a change.
pub(super) fn change_body(post: &Post) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Change {
        content: &post.content,
        embeds: &post.embeds,
        components: &post.rows,
        allowed_mentions: AllowedMentions::of(None),
    })
}

#[derive(Serialize)]
struct Reference {
    message_id: MessageId,
    channel_id: ChannelId,
    /// A message that was deleted meanwhile still gets its reply: it may have been a cry for help.
    fail_if_not_exists: bool,
}

/// Writes the request body of one post. `nonce` is the same for each attempt, so that a retry posts nothing twice.
pub(super) fn body(post: &Post, address: Address, with_reference: bool, nonce: &str) -> serde_json::Result<Vec<u8>> {
    let reference =
        || Reference { message_id: address.message, channel_id: address.channel, fail_if_not_exists: false };
    serde_json::to_vec(&Body {
        content: &post.content,
        embeds: &post.embeds,
        components: &post.rows,
        allowed_mentions: AllowedMentions::of(address.ping.then_some(address.author)),
        message_reference: with_reference.then(reference),
        nonce,
        enforce_nonce: true,
    })
}

/// An alert to staff.
pub(super) struct Alarm {
    /// Its text in Discord's mark-up.
    pub(super) text: String,
    /// The one role that is notified.
    pub(super) role: Option<RoleId>,
    /// The same for each attempt.
    pub(super) nonce: String,
}

/// Writes the request body of an alert.
pub(super) fn alarm_body(alarm: &Alarm) -> serde_json::Result<Vec<u8>> {
    let content = match alarm.role {
        Some(role) => format!("<@&{role}> {}", alarm.text),
        None => alarm.text.clone(),
    };
    serde_json::to_vec(&Body {
        content: &content,
        embeds: &[],
        components: &[],
        allowed_mentions: AllowedMentions { roles: alarm.role.into_iter().collect(), ..AllowedMentions::of(None) },
        message_reference: None,
        nonce: &alarm.nonce,
        enforce_nonce: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written(post: &Post, ping: bool, with_reference: bool) -> Value {
        let address = Address { channel: 10.into(), message: 20.into(), author: 30.into(), ping };
        let bytes = body(post, address, with_reference, "n").unwrap_or_else(|error| panic!("{error}"));
        serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn an_answer_notifies_nobody() {
        let embed = Embed { title: "Q?".into(), description: "A.".into(), footer: Some(Footer { text: "D.".into() }) };
        let post = Post { content: String::new(), embeds: vec![embed], ..Post::default() };
        let expected = json!({
            "embeds": [{"title": "Q?", "description": "A.", "footer": {"text": "D."}}],
            "allowed_mentions": {"parse": [], "users": [], "roles": [], "replied_user": false},
            "message_reference": {"message_id": "20", "channel_id": "10", "fail_if_not_exists": false},
            "nonce": "n",
            "enforce_nonce": true,
        });
        assert_eq!(written(&post, false, true), expected);
    }

    #[test]
    fn a_ping_names_the_author_and_nobody_else() {
        let post = Post::text("<@30> @everyone");
        let body = written(&post, true, false);
        let expected = json!({"parse": [], "users": ["30"], "roles": [], "replied_user": true});
        assert_eq!(body["allowed_mentions"], expected);
        assert!(body.get("message_reference").is_none() && body.get("embeds").is_none());
    }

    #[test]
    fn an_alert_notifies_its_role_and_nobody_else() {
        let alarm = |role| Alarm { text: "@everyone <@5> look".into(), role, nonce: "n".into() };
        let body = |alarm: &Alarm| -> Value { serde_json::from_slice(&alarm_body(alarm).unwrap()).unwrap() };
        let expected = json!({
            "content": "<@&40> @everyone <@5> look",
            "allowed_mentions": {"parse": [], "users": [], "roles": ["40"], "replied_user": false},
            "nonce": "n",
            "enforce_nonce": true,
        });
        assert_eq!(body(&alarm(Some(40.into()))), expected);
        assert_eq!(body(&alarm(None))["allowed_mentions"]["roles"], json!([]));
    }
}
