//! The methods of the Web API: who may call them, and with what.

use super::state::State;
use serde_json::Value;

/// Which token a method wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Bot,
    App,
}

/// A method.
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) token: Token,
    /// It takes JSON, and changes something.
    pub(super) writes: bool,
    /// The arguments that Slack knows.
    pub(super) arguments: &'static [&'static str],
    /// Those that must be there.
    pub(super) needed: &'static [&'static str],
}

const fn writes(name: &'static str, arguments: &'static [&'static str], needed: &'static [&'static str]) -> Method {
    Method { name, token: Token::Bot, writes: true, arguments, needed }
}

const fn reads(name: &'static str, arguments: &'static [&'static str], needed: &'static [&'static str]) -> Method {
    Method { name, token: Token::Bot, writes: false, arguments, needed }
}

const METHODS: [Method; 15] = [
    Method { name: "apps.connections.open", token: Token::App, writes: true, arguments: &[], needed: &[] },
    writes("auth.test", &[], &[]),
    writes(
        "chat.postMessage",
        &[
            "channel",
            "text",
            "blocks",
            "attachments",
            "thread_ts",
            "reply_broadcast",
            "unfurl_links",
            "unfurl_media",
            "mrkdwn",
            "parse",
            "link_names",
            "metadata",
            "icon_emoji",
            "icon_url",
            "username",
            "as_user",
            "markdown_text",
        ],
        &["channel"],
    ),
    writes(
        "chat.update",
        &[
            "channel",
            "ts",
            "text",
            "blocks",
            "attachments",
            "link_names",
            "parse",
            "reply_broadcast",
            "metadata",
            "as_user",
            "file_ids",
            "markdown_text",
        ],
        &["channel", "ts"],
    ),
    writes("chat.delete", &["channel", "ts", "as_user"], &["channel", "ts"]),
    writes(
        "chat.postEphemeral",
        &[
            "channel",
            "user",
            "text",
            "blocks",
            "attachments",
            "thread_ts",
            "as_user",
            "link_names",
            "parse",
            "icon_emoji",
            "icon_url",
            "username",
            "markdown_text",
        ],
        &["channel", "user"],
    ),
    writes("conversations.open", &["channel", "users", "return_im", "prevent_creation"], &[]),
    writes("views.publish", &["user_id", "view", "hash"], &["user_id", "view"]),
    writes("views.open", &["view", "trigger_id", "interactivity_pointer"], &["view"]),
    writes("views.update", &["view", "view_id", "external_id", "hash"], &["view"]),
    reads("conversations.info", &["channel", "include_locale", "include_num_members"], &["channel"]),
    reads(
        "conversations.replies",
        &["channel", "ts", "cursor", "inclusive", "latest", "limit", "oldest", "include_all_metadata"],
        &["channel", "ts"],
    ),
    reads(
        "conversations.history",
        &["channel", "cursor", "inclusive", "latest", "limit", "oldest", "include_all_metadata"],
        &["channel"],
    ),
    reads("users.info", &["user", "include_locale"], &["user"]),
    reads("usergroups.users.list", &["usergroup", "include_disabled", "team_id"], &["usergroup"]),
];

/// The method of this name.
pub(super) fn method(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}

/// The scope that a call needs, if any.
pub(super) fn scope(method: &str, arguments: &Value, state: &State) -> Option<String> {
    let family = || {
        let channel = arguments["channel"].as_str().unwrap_or_default();
        let guess = if channel.starts_with('D') { "im" } else { "channels" };
        state.channel(channel).map_or(guess, |channel| channel.family())
    };
    match method {
        "chat.postMessage" | "chat.update" | "chat.delete" | "chat.postEphemeral" => Some("chat:write".to_owned()),
        "conversations.open" => Some("im:write".to_owned()),
        "conversations.info" => Some(format!("{}:read", family())),
        "conversations.replies" | "conversations.history" => Some(format!("{}:history", family())),
        "users.info" => Some("users:read".to_owned()),
        "usergroups.users.list" => Some("usergroups:read".to_owned()),
        _ => None,
    }
}
