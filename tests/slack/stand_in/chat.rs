//! `chat.*`: what messages must look like, and what becomes of them.

use super::blocks::{self, Surface};
use super::events::message_object;
use super::mentions::check_called;
use super::state::{Posted, State};
use super::troubles::{answer, refused, too_many};
use super::verdict::{Verdict, length};
use super::workspace::Author;
use super::{BOT, BOT_PROGRAM, text};
use axum::response::Response;
use serde_json::{Value, json};
use std::time::Instant;

/// Messages that one channel takes at once, before it takes one a second.
const BURST: f64 = 4.0;
/// Slack takes longer texts, and advises against them.
const ADVISED: usize = 4_000;

/// Which fields a message may have besides text and blocks; none where the method has looked already.
pub(super) const RESPONSE: [&str; 10] = [
    "text",
    "blocks",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "attachments",
    "unfurl_links",
    "unfurl_media",
    "metadata",
];

/// Looks at a message of any kind.
pub(super) fn message(body: &Value, known: &[&str], verdict: &mut Verdict) {
    if !known.is_empty() {
        let fields = body.as_object().cloned().unwrap_or_default();
        for key in fields.keys().filter(|key| !known.contains(&key.as_str())) {
            verdict.note(format!("unknown field {key} of a message"));
        }
    }
    let words = body["text"].as_str().unwrap_or_default();
    let has_blocks = body["blocks"].as_array().is_some_and(|blocks| !blocks.is_empty());
    match (words.trim().is_empty(), has_blocks) {
        (true, false) => verdict.refuse("no_text", "a message that says nothing"),
        (true, true) => verdict.note("blocks without a text beside them"),
        _ => {}
    }
    if length(words) > 40_000 {
        verdict.refuse("msg_too_long", format!("a text of {} characters, 40000 are allowed", length(words)));
    } else if length(words) > ADVISED {
        verdict.note(format!("a text of {} characters, {ADVISED} are advised", length(words)));
    }
    text::check(words, "text", verdict);
    if !body["blocks"].is_null() {
        blocks::check(&body["blocks"], Surface::Message, verdict);
    }
    if body["link_names"].as_bool() == Some(true) || !body["parse"].is_null() {
        verdict.note("link_names or parse: names in a text would call people");
    }
}

/// Why nothing can be posted into a channel.
fn closed(channel: &str, state: &State) -> Option<&'static str> {
    match state.channel(channel) {
        None => Some("channel_not_found"),
        Some(channel) if channel.archived => Some("is_archived"),
        Some(channel) if !channel.member && channel.private => Some("channel_not_found"),
        Some(channel) if !channel.member => Some("not_in_channel"),
        Some(_) => None,
    }
}

/// The answer to a refused message; nothing where it is taken.
fn finish(verdict: &Verdict, state: &mut State) -> Option<Response> {
    state.complaints.extend(verdict.notes.clone());
    let messages = json!({"response_metadata": {"messages": verdict.notes}});
    verdict.refusal.map(|code| refused(code, &messages))
}

/// Whether a channel has had its messages of this second.
fn too_fast(channel: &str, state: &mut State) -> bool {
    if !state.paced {
        return false;
    }
    let now = Instant::now();
    let (left, at) = state.paces.get(channel).copied().unwrap_or((BURST, now));
    let left = (left + now.duration_since(at).as_secs_f64()).min(BURST);
    let fast = left < 1.0;
    state.paces.insert(channel.to_owned(), (if fast { left } else { left - 1.0 }, now));
    state.too_fast += usize::from(fast);
    fast
}

/// `chat.postMessage`
pub(super) fn post(body: &Value, state: &mut State) -> Response {
    let mut channel = body["channel"].as_str().unwrap_or_default().to_owned();
    if channel.starts_with('U') {
        channel = super::reading::direct(&channel, state);
    }
    if let Some(code) = closed(&channel, state) {
        return refused(code, &json!({}));
    }
    if too_fast(&channel, state) {
        return too_many(&format!("chat.postMessage {channel}"), Some(1), state);
    }
    let mut verdict = Verdict::default();
    message(body, &[], &mut verdict);
    check_called(body, &channel, state, &mut verdict);
    if body["unfurl_links"] != json!(false) {
        verdict.note("unfurl_links is not false");
    }
    let thread = body["thread_ts"].as_str();
    match thread.map(|thread| state.message(&channel, thread)) {
        Some(None) => verdict.refusal = Some("thread_not_found"),
        Some(Some(root)) if root["thread_ts"].as_str().is_some_and(|other| Some(other) != thread) => {
            verdict.note("thread_ts names a reply in a thread, not the thread's first message");
        }
        _ if thread.is_none() && !body["thread_ts"].is_null() => verdict.note("thread_ts is no text"),
        _ => {}
    }
    if let Some(response) = finish(&verdict, state) {
        return response;
    }
    let ts = state.new_ts();
    let kept = kept(&ts, body, thread);
    state.posts.push(posted(body, &channel, &ts, thread));
    state.keep(&channel, &kept);
    answer(&json!({"ok": true, "channel": channel, "ts": ts, "message": kept}))
}

fn posted(body: &Value, channel: &str, ts: &str, thread: Option<&str>) -> Posted {
    Posted {
        channel: channel.to_owned(),
        thread: thread.map(str::to_owned),
        ts: ts.to_owned(),
        only_for: None,
        hook: None,
        body: body.clone(),
        at: Instant::now(),
    }
}

/// The bot's message as Slack keeps it.
fn kept(ts: &str, body: &Value, thread: Option<&str>) -> Value {
    let mut kept = message_object(ts, Author::TheBot, body["text"].as_str().unwrap_or_default(), thread);
    kept.as_object_mut().unwrap().remove("client_msg_id");
    if let Some(blocks) = body["blocks"].as_array() {
        // Slack gives a name to each block that has none.
        kept["blocks"] = blocks.clone().into();
        for (at, block) in kept["blocks"].as_array_mut().into_iter().flatten().enumerate() {
            if block["block_id"].is_null() {
                block["block_id"] = json!(format!("b{at}"));
            }
        }
    }
    if !body["metadata"].is_null() {
        kept["metadata"] = body["metadata"].clone();
    }
    kept
}

/// The message of the bot's that a call names, or the answer.
fn own(body: &Value, state: &State, code: &'static str) -> Result<(String, String, Value), Box<Response>> {
    let channel = body["channel"].as_str().unwrap_or_default();
    let ts = body["ts"].as_str().unwrap_or_default();
    if let Some(code) = closed(channel, state) {
        return Err(Box::new(refused(code, &json!({}))));
    }
    match state.message(channel, ts) {
        Some(message) if message["bot_id"] == BOT_PROGRAM => Ok((channel.to_owned(), ts.to_owned(), message.clone())),
        Some(_) => Err(Box::new(refused(code, &json!({})))),
        None => Err(Box::new(refused("message_not_found", &json!({})))),
    }
}

/// `chat.update`
pub(super) fn update(body: &Value, state: &mut State) -> Response {
    let (channel, ts, before) = match own(body, state, "cant_update_message") {
        Ok(own) => own,
        Err(response) => return *response,
    };
    let mut verdict = Verdict::default();
    message(body, &[], &mut verdict);
    let thread = before["thread_ts"].as_str().map(str::to_owned);
    let mut looked_at = body.clone();
    looked_at["thread_ts"] = json!(thread);
    check_called(&looked_at, &channel, state, &mut verdict);
    if let Some(response) = finish(&verdict, state) {
        return response;
    }
    let mut now = kept(&ts, body, thread.as_deref());
    now["edited"] = json!({"user": BOT, "ts": state.new_ts()});
    if body["metadata"].is_null() && !before["metadata"].is_null() {
        now["metadata"] = before["metadata"].clone();
    }
    state.changes.push(posted(body, &channel, &ts, thread.as_deref()));
    state.messages.insert((channel.clone(), ts.clone()), now.clone());
    state.tell_of_change(&channel, &before, &now);
    answer(&json!({"ok": true, "channel": channel, "ts": ts, "text": body["text"], "message": now}))
}

/// `chat.delete`
pub(super) fn delete(body: &Value, state: &mut State) -> Response {
    match own(body, state, "cant_delete_message") {
        Ok((channel, ts, _)) => {
            state.delete(&ts);
            state.deleted.push((channel.clone(), ts.clone()));
            answer(&json!({"ok": true, "channel": channel, "ts": ts}))
        }
        Err(response) => *response,
    }
}

/// `chat.postEphemeral`
pub(super) fn post_ephemeral(body: &Value, state: &mut State) -> Response {
    let channel = body["channel"].as_str().unwrap_or_default().to_owned();
    if let Some(code) = closed(&channel, state) {
        return refused(code, &json!({}));
    }
    let mut verdict = Verdict::default();
    message(body, &[], &mut verdict);
    if let Some(response) = finish(&verdict, state) {
        return response;
    }
    let ts = state.new_ts();
    let mut posted = posted(body, &channel, &ts, body["thread_ts"].as_str());
    posted.only_for = body["user"].as_str().map(str::to_owned);
    state.private.push(posted);
    answer(&json!({"ok": true, "message_ts": ts}))
}
