//! Methods that read, and `conversations.open`.

use super::state::State;
use super::troubles::{answer, refused};
use super::workspace::{Channel, direct_id, user_object};
use super::{APP, BOT, BOT_PROGRAM, TEAM};
use axum::http::HeaderValue;
use axum::response::Response;
use serde_json::{Value, json};

/// Messages on one page when the client asks for no number.
const PAGE: usize = 100;

/// `auth.test`
pub(super) fn auth_test(state: &State) -> Response {
    let mut response = answer(&json!({
        "ok": true, "url": "https://clinic.slack.com/", "team": "The clinic", "user": "askwell",
        "team_id": state.token_team.unwrap_or(TEAM), "user_id": BOT, "bot_id": BOT_PROGRAM, "is_enterprise_install": false,
    }));
    let scopes = HeaderValue::from_str(&state.scopes.join(",")).unwrap();
    response.headers_mut().insert("x-oauth-scopes", scopes);
    response
}

/// `conversations.open`
pub(super) fn open(arguments: &Value, state: &mut State) -> Response {
    let Some(person) = arguments["users"].as_str() else { return refused("users_list_not_supplied", &json!({})) };
    let id = direct_id(person);
    if state.channel(&id).is_none() {
        state.workspace.channels.push(Channel::direct(person));
    }
    answer(&json!({"ok": true, "channel": {"id": id}}))
}

/// `conversations.info`
pub(super) fn info(arguments: &Value, state: &State) -> Response {
    match state.channel(arguments["channel"].as_str().unwrap_or_default()) {
        Some(channel) if channel.member || !channel.private => {
            answer(&json!({"ok": true, "channel": channel.object()}))
        }
        _ => refused("channel_not_found", &json!({})),
    }
}

/// `conversations.replies`
pub(super) fn replies(arguments: &Value, state: &State) -> Response {
    let ts = arguments["ts"].as_str().unwrap_or_default();
    let root = state.message(arguments["channel"].as_str().unwrap_or_default(), ts);
    let root = root.map(|message| message["thread_ts"].as_str().unwrap_or(ts));
    match root {
        Some(root) => page(arguments, state, &|number, message| number == root || message["thread_ts"] == root),
        None => refused("thread_not_found", &json!({})),
    }
}

/// `conversations.history`
pub(super) fn history(arguments: &Value, state: &State) -> Response {
    page(arguments, state, &|number, message| message["thread_ts"].is_null() || message["thread_ts"] == number)
}

/// Messages of a channel: a thread's from its first, a channel's from its last.
fn page(arguments: &Value, state: &State, wanted: &dyn Fn(&str, &Value) -> bool) -> Response {
    let channel = arguments["channel"].as_str().unwrap_or_default();
    match state.channel(channel) {
        None => return refused("channel_not_found", &json!({})),
        Some(channel) if !channel.member => return refused("not_in_channel", &json!({})),
        Some(_) => {}
    }
    let number = |key: &str| arguments[key].as_str().map_or_else(|| arguments[key].as_u64(), |text| text.parse().ok());
    let bound = |key: &str| arguments[key].as_str().unwrap_or_default().to_owned();
    let (oldest, latest, inclusive) =
        (bound("oldest"), bound("latest"), bound("inclusive") == "true" || bound("inclusive") == "1");
    let within = |ts: &str| {
        let after = oldest.is_empty() || ts > oldest.as_str() || (inclusive && ts == oldest);
        let before = latest.is_empty() || ts < latest.as_str() || (inclusive && ts == latest);
        after && before
    };
    let all = matches!(bound("include_all_metadata").as_str(), "true" | "1");
    let mut found: Vec<Value> = state
        .messages
        .iter()
        .filter(|((place, ts), message)| {
            let first = arguments["ts"] == ts.as_str();
            place == channel && wanted(ts, message) && (first || within(ts))
        })
        .map(|((_, ts), message)| shown(ts, message, state, channel, all))
        .collect();
    let skipped = bound("cursor").parse().unwrap_or(0);
    if arguments["ts"].is_null() {
        found.reverse();
    }
    let limit = number("limit").map_or(PAGE, |limit| limit as usize);
    let more = found.len() > skipped + limit;
    let page: Vec<Value> = found.into_iter().skip(skipped).take(limit).collect();
    let next = if more { (skipped + limit).to_string() } else { String::new() };
    answer(&json!({"ok": true, "messages": page, "has_more": more, "response_metadata": {"next_cursor": next}}))
}

fn shown(ts: &str, message: &Value, state: &State, channel: &str, all: bool) -> Value {
    let mut shown = message.clone();
    if !all {
        shown.as_object_mut().unwrap().remove("metadata");
    }
    let below = |((place, other), message): &(&(String, String), &Value)| {
        place == channel && other != ts && message["thread_ts"] == ts
    };
    let count = state.messages.iter().filter(below).count();
    if count > 0 {
        shown["thread_ts"] = json!(ts);
        shown["reply_count"] = json!(count);
    }
    shown
}

/// `users.info`
pub(super) fn user(arguments: &Value, state: &State) -> Response {
    let id = arguments["user"].as_str().unwrap_or_default();
    if !id.starts_with('U') {
        return refused("user_not_found", &json!({}));
    }
    let admin = state.workspace.admins.iter().any(|admin| admin == id);
    let mut user = user_object(id, admin);
    if id == BOT {
        user["profile"]["api_app_id"] = json!(APP);
    }
    answer(&json!({"ok": true, "user": user}))
}

/// `usergroups.users.list`
pub(super) fn group(arguments: &Value, state: &State) -> Response {
    let id = arguments["usergroup"].as_str().unwrap_or_default();
    match state.workspace.groups.iter().find(|(group, _)| group == id) {
        Some((_, members)) => answer(&json!({"ok": true, "users": members})),
        None => refused("no_such_subteam", &json!({})),
    }
}
