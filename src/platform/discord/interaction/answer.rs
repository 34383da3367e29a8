//! What somebody gets for a command, a button or a form.

use serde::Serialize;
use serde_json::{Value, json};
use serenity::model::id::UserId;

use super::super::components::{Form, Row};
use super::super::post::{AllowedMentions, Embed, Post};

/// A response.
pub(crate) enum Answer {
    /// New messages; `private` ones only whoever asked can see. `ping` is notified, and nobody else.
    Say { posts: Vec<Post>, private: bool, ping: Option<UserId> },
    /// The message with the button becomes the first of these, the others follow it.
    Change(Vec<Post>),
    /// Only what can be pressed under the message with the button changes.
    Rows(Vec<Row>),
    /// A form opens.
    Form(Form),
    /// Completions: what is shown, and what it stands for.
    Completions(Vec<(String, String)>),
    /// Nothing that anybody would see.
    Nothing,
}

/// Shown to nobody but whoever asked.
const PRIVATE: u64 = 1 << 6;

/// Discord's numbers for kinds of responses.
pub(super) mod number {
    pub(crate) const SAY: u8 = 4;
    pub(crate) const SAY_LATER: u8 = 5;
    pub(crate) const CHANGE_LATER: u8 = 6;
    pub(crate) const CHANGE: u8 = 7;
    pub(crate) const COMPLETIONS: u8 = 8;
    pub(crate) const FORM: u8 = 9;
}

impl Answer {
    /// A text that only whoever asked can see.
    pub(crate) fn private(text: impl Into<String>) -> Self {
        Self::Say { posts: vec![Post::text(text)], private: true, ping: None }
    }
}

/// The fields of a message that a response makes or changes.
#[derive(Serialize)]
pub(super) struct Body<'a> {
    content: &'a str,
    embeds: &'a [Embed],
    components: &'a [Row],
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u64>,
    allowed_mentions: AllowedMentions,
}

impl<'a> Body<'a> {
    /// A message of its own.
    pub(super) fn new(post: &'a Post, private: bool, ping: Option<UserId>) -> Self {
        Self { flags: private.then_some(PRIVATE), ..Self::change(post, ping) }
    }

    /// What an existing message becomes.
    pub(super) fn change(post: &'a Post, ping: Option<UserId>) -> Self {
        Self {
            content: &post.content,
            embeds: &post.embeds,
            components: &post.rows,
            flags: None,
            allowed_mentions: AllowedMentions::of(ping),
        }
    }
}

/// The first response to an interaction.
pub(super) fn response(answer: &Answer) -> Value {
    match answer {
        Answer::Say { posts, private, ping } => {
            with_data(number::SAY, posts.first().map(|post| Body::new(post, *private, *ping)).as_ref())
        }
        Answer::Change(posts) => with_data(number::CHANGE, posts.first().map(|post| Body::change(post, None)).as_ref()),
        Answer::Rows(rows) => json!({"type": number::CHANGE, "data": rows_body(rows)}),
        Answer::Form(form) => json!({"type": number::FORM, "data": form.json()}),
        Answer::Completions(choices) => {
            let choices: Vec<Value> =
                choices.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
            json!({"type": number::COMPLETIONS, "data": {"choices": choices}})
        }
        Answer::Nothing => json!({"type": number::CHANGE_LATER}),
    }
}

/// The fields that change only what can be pressed.
pub(super) fn rows_body(rows: &[Row]) -> Value {
    json!({"components": rows, "allowed_mentions": AllowedMentions::of(None)})
}

/// The response that asks for more time.
pub(super) fn later(change: bool, private: bool) -> Value {
    match (change, private) {
        (true, _) => json!({"type": number::CHANGE_LATER}),
        (false, true) => json!({"type": number::SAY_LATER, "data": {"flags": PRIVATE}}),
        (false, false) => json!({"type": number::SAY_LATER}),
    }
}

fn with_data(kind: u8, body: Option<&Body<'_>>) -> Value {
    json!({"type": kind, "data": body})
}
