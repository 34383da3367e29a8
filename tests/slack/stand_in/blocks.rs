//! Blocks of messages and views: Slack's rules for them. What stands in blocks is looked at by [`super::elements`].

use super::elements::{element, mrkdwn_or_plain, plain, text_object};
use super::verdict::{Verdict, length};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Where blocks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surface {
    Message,
    Home,
    Modal,
}

impl Surface {
    fn most(self) -> usize {
        if self == Self::Message { 50 } else { 100 }
    }
}

/// Known fields of each kind of block, beside `type` and `block_id`.
const KINDS: [(&str, &[&str]); 7] = [
    ("section", &["text", "fields", "accessory", "expand"]),
    ("header", &["text"]),
    ("divider", &[]),
    ("context", &["elements"]),
    ("actions", &["elements"]),
    ("input", &["label", "element", "dispatch_action", "hint", "optional"]),
    ("image", &["alt_text", "image_url", "slack_file", "title"]),
];

/// Looks at all blocks of a message or a view.
pub(super) fn check(blocks: &Value, surface: Surface, verdict: &mut Verdict) {
    let Some(blocks) = blocks.as_array() else {
        return verdict.refuse("invalid_blocks_format", "blocks is no list");
    };
    if blocks.len() > surface.most() {
        verdict.refuse("invalid_blocks", format!("{} blocks, {} are allowed", blocks.len(), surface.most()));
    }
    let mut names = HashSet::new();
    for block in blocks {
        let Some(fields) = block.as_object() else {
            verdict.refuse("invalid_blocks", "a block is no object");
            continue;
        };
        if let Some(name) = block["block_id"].as_str() {
            limit(name, 255, "block_id", verdict);
            if !names.insert(name) {
                verdict.refuse("invalid_blocks", format!("block_id {name} stands twice"));
            }
        }
        one(block, fields, surface, verdict);
    }
}

fn one(block: &Value, fields: &Map<String, Value>, surface: Surface, verdict: &mut Verdict) {
    let kind = block["type"].as_str().unwrap_or_default();
    let Some((_, known)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        return verdict.refuse("invalid_blocks", format!("a block of the kind {kind:?}"));
    };
    unknown(fields, &[*known, &["type", "block_id"][..]].concat(), kind, verdict);
    match kind {
        "section" => section(block, verdict),
        "header" => plain(&block["text"], 150, "header", verdict),
        "context" => {
            for part in list(&block["elements"], 10, "context elements", verdict) {
                match part["type"].as_str() {
                    Some("image") => {}
                    _ => mrkdwn_or_plain(part, 3_000, "context", verdict),
                }
            }
        }
        "actions" => {
            let mut actions = HashSet::new();
            for part in list(&block["elements"], 25, "actions elements", verdict) {
                element(part, "actions", verdict);
                if part["action_id"].as_str().is_some_and(|action| !actions.insert(action)) {
                    verdict
                        .refuse("invalid_blocks", format!("action_id {} stands twice in a block", part["action_id"]));
                }
            }
        }
        "input" => {
            if surface == Surface::Message {
                verdict.note("an input block in a message");
            }
            plain(&block["label"], 2_000, "input.label", verdict);
            if !block["hint"].is_null() {
                plain(&block["hint"], 2_000, "input.hint", verdict);
            }
            element(&block["element"], "input", verdict);
        }
        _ => {}
    }
}

fn section(block: &Value, verdict: &mut Verdict) {
    if block["text"].is_null() && block["fields"].is_null() {
        verdict.refuse("invalid_blocks", "a section without text and fields");
    }
    if !block["text"].is_null() {
        mrkdwn_or_plain(&block["text"], 3_000, "section", verdict);
    }
    if !block["fields"].is_null() {
        for field in list(&block["fields"], 10, "section fields", verdict) {
            mrkdwn_or_plain(field, 2_000, "section field", verdict);
        }
    }
    if !block["accessory"].is_null() {
        element(&block["accessory"], "section", verdict);
    }
}

/// The parts of a list that must have at least one and at most so many.
pub(super) fn list<'a>(value: &'a Value, most: usize, name: &str, verdict: &mut Verdict) -> &'a [Value] {
    let parts = value.as_array().map_or(&[][..], Vec::as_slice);
    if parts.is_empty() || parts.len() > most {
        verdict.refuse("invalid_blocks", format!("{} {name}, 1 to {most} are allowed", parts.len()));
    }
    parts
}

/// Notes fields that Slack does not know.
pub(super) fn unknown(fields: &Map<String, Value>, known: &[&str], of: &str, verdict: &mut Verdict) {
    for key in fields.keys().filter(|key| !known.contains(&key.as_str())) {
        verdict.refuse("invalid_blocks", format!("unknown field {of}.{key}"));
    }
}

/// Notes a text that is too long.
pub(super) fn limit(text: &str, most: usize, name: &str, verdict: &mut Verdict) {
    if length(text) > most {
        verdict.refuse("invalid_blocks", format!("{name} has {} characters, {most} are allowed", length(text)));
    }
}

/// Looks at a view.
pub(super) fn view(view: &Value, verdict: &mut Verdict) {
    const FIELDS: [&str; 11] = [
        "type",
        "title",
        "blocks",
        "close",
        "submit",
        "private_metadata",
        "callback_id",
        "clear_on_close",
        "notify_on_close",
        "external_id",
        "submit_disabled",
    ];
    let Some(fields) = view.as_object() else { return verdict.refuse("invalid_arguments", "the view is no object") };
    unknown(fields, &FIELDS, "view", verdict);
    let surface = match view["type"].as_str() {
        Some("home") => Surface::Home,
        Some("modal") => Surface::Modal,
        other => return verdict.refuse("invalid_arguments", format!("a view of the kind {other:?}")),
    };
    limit(view["private_metadata"].as_str().unwrap_or_default(), 3_000, "private_metadata", verdict);
    limit(view["callback_id"].as_str().unwrap_or_default(), 255, "callback_id", verdict);
    limit(view["external_id"].as_str().unwrap_or_default(), 255, "external_id", verdict);
    check(&view["blocks"], surface, verdict);
    let asks = view["blocks"].as_array().is_some_and(|blocks| blocks.iter().any(|block| block["type"] == "input"));
    if surface == Surface::Modal {
        text_object(&view["title"], verdict);
        for part in ["title", "submit", "close"] {
            if part == "title" || !view[part].is_null() {
                plain(&view[part], 24, part, verdict);
            }
        }
        if asks && view["submit"].is_null() {
            verdict.refuse("invalid_arguments", "a form without a button to send it");
        }
    } else if ["title", "submit", "close"].iter().any(|part| !view[*part].is_null()) {
        verdict.note("a home with a title or buttons of a form");
    }
}
