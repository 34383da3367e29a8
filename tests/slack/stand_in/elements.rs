//! What stands in blocks: texts, buttons, menus, fields.

use super::blocks::{limit, list, unknown};
use super::text;
use super::verdict::Verdict;
use serde_json::Value;

/// Known fields of each kind of element, beside `type`, `action_id`, `confirm` and `focus_on_load`.
const KINDS: [(&str, &[&str]); 11] = [
    ("button", &["text", "url", "value", "style", "accessibility_label"]),
    ("static_select", &["placeholder", "options", "option_groups", "initial_option"]),
    ("external_select", &["placeholder", "initial_option", "min_query_length"]),
    ("users_select", &["placeholder", "initial_user"]),
    ("channels_select", &["placeholder", "initial_channel", "response_url_enabled"]),
    (
        "conversations_select",
        &["placeholder", "initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter"],
    ),
    ("overflow", &["options"]),
    ("checkboxes", &["options", "initial_options"]),
    ("radio_buttons", &["options", "initial_option"]),
    (
        "plain_text_input",
        &["placeholder", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"],
    ),
    (
        "number_input",
        &["placeholder", "initial_value", "is_decimal_allowed", "min_value", "max_value", "dispatch_action_config"],
    ),
];

/// Looks at something that people use.
pub(super) fn element(element: &Value, place: &str, verdict: &mut Verdict) {
    let kind = element["type"].as_str().unwrap_or_default();
    let (Some(fields), Some((_, known))) = (element.as_object(), KINDS.iter().find(|(name, _)| *name == kind)) else {
        return verdict.refuse("invalid_blocks", format!("an element of the kind {kind:?} in {place}"));
    };
    unknown(fields, &[*known, &["type", "action_id", "confirm", "focus_on_load"][..]].concat(), kind, verdict);
    match element["action_id"].as_str() {
        Some("") | None => verdict.note(format!("a {kind} without an action_id")),
        Some(action) => limit(action, 255, "action_id", verdict),
    }
    match kind {
        "button" => button(element, verdict),
        "plain_text_input" | "number_input" if place == "actions" => {
            verdict.refuse("invalid_blocks", format!("a {kind} among buttons"));
        }
        "plain_text_input" => {
            limit(element["initial_value"].as_str().unwrap_or_default(), 3_000, "initial_value", verdict);
        }
        "static_select" => {
            options(&element["options"], 100, verdict);
            initial(element, verdict);
        }
        "overflow" => options(&element["options"], 5, verdict),
        "checkboxes" | "radio_buttons" => {
            options(&element["options"], 10, verdict);
            initial(element, verdict);
        }
        _ => {}
    }
    if !element["placeholder"].is_null() {
        plain(&element["placeholder"], 150, "placeholder", verdict);
    }
    if !element["confirm"].is_null() {
        confirm(&element["confirm"], verdict);
    }
}

fn button(button: &Value, verdict: &mut Verdict) {
    plain(&button["text"], 75, "button", verdict);
    limit(button["value"].as_str().unwrap_or_default(), 2_000, "button.value", verdict);
    limit(button["url"].as_str().unwrap_or_default(), 3_000, "button.url", verdict);
    if !(button["style"].is_null() || button["style"] == "primary" || button["style"] == "danger") {
        verdict.refuse("invalid_blocks", format!("a button's style {}", button["style"]));
    }
}

/// Looks at the lines of a menu.
pub(super) fn options(value: &Value, most: usize, verdict: &mut Verdict) {
    for option in list(value, most, "options", verdict) {
        let fields = option.as_object().cloned().unwrap_or_default();
        unknown(&fields, &["text", "value", "description", "url"], "option", verdict);
        mrkdwn_or_plain(&option["text"], 75, "option", verdict);
        match option["value"].as_str() {
            Some("") | None => verdict.refuse("invalid_blocks", "an option without a value"),
            Some(value) => limit(value, 150, "option.value", verdict),
        }
        if !option["description"].is_null() {
            plain(&option["description"], 75, "option.description", verdict);
        }
    }
}

/// What is chosen at first must be one of the lines.
fn initial(element: &Value, verdict: &mut Verdict) {
    let options = element["options"].as_array().cloned().unwrap_or_default();
    let chosen = element["initial_options"].as_array().cloned().unwrap_or_default();
    let one = Some(&element["initial_option"]).filter(|option| !option.is_null());
    for option in chosen.iter().chain(one) {
        if !options.contains(option) {
            verdict.refuse("invalid_blocks", "an initial option is none of the options");
        }
    }
}

fn confirm(confirm: &Value, verdict: &mut Verdict) {
    plain(&confirm["title"], 100, "confirm.title", verdict);
    mrkdwn_or_plain(&confirm["text"], 300, "confirm.text", verdict);
    plain(&confirm["confirm"], 30, "confirm.confirm", verdict);
    plain(&confirm["deny"], 30, "confirm.deny", verdict);
}

/// Looks at a text of either kind.
pub(super) fn mrkdwn_or_plain(value: &Value, most: usize, name: &str, verdict: &mut Verdict) {
    text_object(value, verdict);
    let words = value["text"].as_str().unwrap_or_default();
    if words.is_empty() {
        verdict.refuse("invalid_blocks", format!("{name} is empty"));
    }
    limit(words, most, name, verdict);
    if value["type"] == "mrkdwn" {
        text::check(words, name, verdict);
    }
}

/// Looks at a text that has no mark-up.
pub(super) fn plain(value: &Value, most: usize, name: &str, verdict: &mut Verdict) {
    mrkdwn_or_plain(value, most, name, verdict);
    if value["type"] != "plain_text" {
        verdict.refuse("invalid_blocks", format!("{name} is no plain text"));
    }
}

/// Looks at the fields of a text.
pub(super) fn text_object(value: &Value, verdict: &mut Verdict) {
    let fields = value.as_object().cloned().unwrap_or_default();
    let known: &[&str] = match value["type"].as_str() {
        Some("mrkdwn") => &["type", "text", "verbatim"],
        Some("plain_text") => &["type", "text", "emoji"],
        other => return verdict.refuse("invalid_blocks", format!("a text of the kind {other:?}")),
    };
    unknown(&fields, known, "text", verdict);
}
