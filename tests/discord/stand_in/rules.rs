//! What "create message" must look like. Every rule is one of Discord's, or one that a careful bot keeps.

use super::state::State;
use serde_json::{Map, Value, json};

const MESSAGE_FIELDS: [&str; 12] = [
    "content",
    "nonce",
    "tts",
    "embeds",
    "allowed_mentions",
    "message_reference",
    "components",
    "sticker_ids",
    "attachments",
    "flags",
    "enforce_nonce",
    "poll",
];
const EMBED_FIELDS: [&str; 13] = [
    "title",
    "type",
    "description",
    "url",
    "timestamp",
    "color",
    "footer",
    "image",
    "thumbnail",
    "video",
    "provider",
    "author",
    "fields",
];
const MENTION_FIELDS: [&str; 4] = ["parse", "roles", "users", "replied_user"];
const REFERENCE_FIELDS: [&str; 5] = ["type", "message_id", "channel_id", "guild_id", "fail_if_not_exists"];

/// Everything that is wrong with a body; nothing when it is right.
pub(super) fn problems(body: &Value, channel: u64, state: &State) -> Vec<String> {
    let mut found = Vec::new();
    let Some(fields) = body.as_object() else { return vec!["the body is no object".to_owned()] };
    unknown(fields, &MESSAGE_FIELDS, "message", &mut found);
    words(body, &mut found);
    mentions(body, &mut found);
    reference(body, channel, state, &mut found);
    nonce(body, &mut found);
    found
}

/// What is wrong with a message's words and with what can be pressed below them.
fn words(body: &Value, found: &mut Vec<String>) {
    let content = body["content"].as_str().unwrap_or_default();
    limit(content, 2_000, "content", found);
    let embeds = embeds(body, found);
    if content.trim().is_empty() && embeds == 0 {
        found.push("an empty message (code 50006)".to_owned());
    }
    if let Some(components) = body.get("components") {
        super::components::rows(components, found);
    }
}

const CHANGE_FIELDS: [&str; 6] = ["content", "embeds", "flags", "allowed_mentions", "components", "attachments"];

/// What is wrong with a message that a response shows, or with what an existing message becomes.
pub(super) fn shown(body: &Value, found: &mut Vec<String>) {
    let Some(fields) = body.as_object() else { return found.push("the message is no object".to_owned()) };
    unknown(fields, &CHANGE_FIELDS, "message", found);
    mentions(body, found);
    if ["content", "embeds"].iter().all(|part| body.get(part).is_none()) && body.get("components").is_some() {
        // Only what can be pressed changes.
        return super::components::rows(&body["components"], found);
    }
    words(body, found);
}

/// What is wrong with the first response to an interaction of a kind; `on_message` where it came from a button.
pub(super) fn interaction_problems(body: &Value, kind: u64, on_message: bool) -> Vec<String> {
    let mut found = Vec::new();
    let Some(fields) = body.as_object() else { return vec!["the response is no object".to_owned()] };
    unknown(fields, &["type", "data"], "response", &mut found);
    let data = &body["data"];
    let response = body["type"].as_u64().unwrap_or_default();
    let allowed: &[u64] = match kind {
        2 => &[4, 5, 9],
        3 => &[4, 5, 6, 7, 9],
        4 => &[8],
        5 if on_message => &[4, 5, 6, 7],
        5 => &[4, 5],
        _ => &[],
    };
    if !allowed.contains(&response) {
        found.push(format!("response {response} to an interaction of kind {kind}"));
    }
    match response {
        4 | 7 => shown(data, &mut found),
        5 => {
            let fields = data.as_object().cloned().unwrap_or_default();
            unknown(&fields, &["flags"], "response.data", &mut found);
        }
        8 => super::components::completions(data, &mut found),
        9 => super::components::form(data, &mut found),
        _ => {}
    }
    found
}

pub(super) fn unknown(fields: &Map<String, Value>, known: &[&str], of: &str, found: &mut Vec<String>) {
    found.extend(
        fields.keys().filter(|key| !known.contains(&key.as_str())).map(|key| format!("unknown field {of}.{key}")),
    );
}

/// Counts as JavaScript does, the stricter of the counts in use.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

pub(super) fn limit(text: &str, most: usize, name: &str, found: &mut Vec<String>) {
    if length(text) > most {
        found.push(format!("{name} has {} characters, {most} are allowed", length(text)));
    }
}

fn embeds(body: &Value, found: &mut Vec<String>) -> usize {
    let embeds = body["embeds"].as_array().cloned().unwrap_or_default();
    if embeds.len() > 10 {
        found.push("more than 10 embeds".to_owned());
    }
    let mut together = 0;
    for embed in &embeds {
        let Some(fields) = embed.as_object() else {
            found.push("an embed is no object".to_owned());
            continue;
        };
        unknown(fields, &EMBED_FIELDS, "embed", found);
        let texts = [("title", &embed["title"], 256), ("description", &embed["description"], 4_096)];
        let footer = [("footer", &embed["footer"]["text"], 2_048)];
        let mut said = 0;
        for (name, value, most) in texts.into_iter().chain(footer) {
            let text = value.as_str().unwrap_or_default();
            limit(text, most, name, found);
            said += length(text.trim());
        }
        if said == 0 {
            found.push("an embed that says nothing".to_owned());
        }
        together += said;
    }
    if together > 6_000 {
        found.push(format!("embeds have {together} characters together, 6000 are allowed"));
    }
    embeds.len()
}

fn mentions(body: &Value, found: &mut Vec<String>) {
    let Some(allowed) = body["allowed_mentions"].as_object() else {
        found.push("allowed_mentions is missing: anybody might be notified".to_owned());
        return;
    };
    unknown(allowed, &MENTION_FIELDS, "allowed_mentions", found);
    if allowed.get("parse") != Some(&json!([])) {
        found.push("allowed_mentions.parse is not an empty list".to_owned());
    }
    if !allowed.get("replied_user").is_some_and(Value::is_boolean) {
        found.push("allowed_mentions.replied_user is not said".to_owned());
    }
    let users = allowed.get("users").and_then(Value::as_array).cloned().unwrap_or_default();
    if users.len() > 1 || !users.iter().all(|id| id.as_str().is_some_and(|id| id.parse::<u64>().is_ok())) {
        found.push("allowed_mentions.users is more than one id, or no id".to_owned());
    }
    let roles = allowed.get("roles").and_then(Value::as_array).map_or(0, Vec::len);
    if roles > 0 && (!users.is_empty() || !body["message_reference"].is_null()) {
        found.push("a reply notifies a role".to_owned());
    }
    if roles > 1 {
        found.push("more than one role is notified".to_owned());
    }
}

fn reference(body: &Value, channel: u64, state: &State, found: &mut Vec<String>) {
    let Some(reference) = body["message_reference"].as_object() else { return };
    unknown(reference, &REFERENCE_FIELDS, "message_reference", found);
    let id = reference.get("message_id").and_then(Value::as_str).and_then(|id| id.parse::<u64>().ok());
    let Some(id) = id else {
        found.push("message_reference.message_id is no id".to_owned());
        return;
    };
    match state.messages.get(&id) {
        Some((place, _)) if *place == channel => {}
        None if reference.get("fail_if_not_exists") == Some(&json!(false)) => {}
        _ => found.push("message_reference names a message that is not in this channel".to_owned()),
    }
}

fn nonce(body: &Value, found: &mut Vec<String>) {
    match body["nonce"].as_str() {
        Some(nonce) if (1..=25).contains(&nonce.len()) => {}
        other => found.push(format!("nonce is {other:?}: 1 to 25 characters are needed")),
    }
    if body["enforce_nonce"] != json!(true) {
        found.push("enforce_nonce is not set: a retry may post twice".to_owned());
    }
}
