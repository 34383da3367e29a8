//! The parts of Slack's messages and views, with only documented fields.

use serde_json::{Value, json};

use super::limits;
use crate::platform::conduct::buttons::{Look, Offer, Rows};
use crate::platform::conduct::completion::Menu;
use crate::reply::split::shortened;

/// What Slack shows of completions.
pub(super) const MENU: Menu = Menu { lines: limits::OPTIONS, text: limits::LABEL };

/// Plain words.
pub(super) fn plain_text(words: &str, most: usize) -> Value {
    // Slack refuses words that are none.
    let words = if words.trim().is_empty() { "…" } else { words };
    json!({"type": "plain_text", "text": shortened(words, most), "emoji": false})
}

/// A text in Slack's mark-up. Nothing in it is looked at for names of people and channels.
fn mrkdwn_text(text: &str) -> Value {
    json!({"type": "mrkdwn", "text": text, "verbatim": true})
}

/// A paragraph in Slack's mark-up; at most [`limits::SECTION`] long.
pub(super) fn section(text: &str) -> Value {
    json!({"type": "section", "text": mrkdwn_text(text)})
}

/// Small print in Slack's mark-up; at most [`limits::SECTION`] long.
pub(super) fn context(text: &str) -> Value {
    json!({"type": "context", "elements": [mrkdwn_text(text)]})
}

/// A heading.
pub(super) fn header(words: &str) -> Value {
    json!({"type": "header", "text": plain_text(words, limits::PLACEHOLDER)})
}

/// A line across.
pub(super) fn divider() -> Value {
    json!({"type": "divider"})
}

/// How a button is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// The thing to do.
    Primary,
    /// It takes something away.
    Danger,
    /// One thing among others.
    Plain,
}

/// A button; `act` says what it does.
pub(super) fn button(label: &str, style: Style, act: &str) -> Value {
    let mut button = json!({"type": "button", "text": plain_text(label, limits::LABEL), "action_id": act});
    match style {
        Style::Primary => button["style"] = json!("primary"),
        Style::Danger => button["style"] = json!("danger"),
        Style::Plain => {}
    }
    button
}

/// Buttons beside one another.
pub(super) fn actions(buttons: Vec<Value>) -> Value {
    let mut block = json!({"type": "actions"});
    block["elements"] = Value::Array(buttons);
    block
}

/// A line of a menu: what is shown, and what it stands for.
pub(super) fn option(label: &str, value: &str) -> Value {
    json!({"text": plain_text(label, limits::LABEL), "value": value})
}

/// A menu. Without options those that fit what is typed are asked for, beginning with the first letter or none.
pub(super) fn menu(act: &str, hint: &str, options: Option<Vec<Value>>) -> Value {
    let hint = plain_text(hint, limits::PLACEHOLDER);
    match options {
        Some(options) => json!({
            "type": "static_select", "action_id": act, "placeholder": hint,
            "options": options.into_iter().take(limits::OPTIONS).collect::<Vec<_>>(),
        }),
        None => json!({"type": "external_select", "action_id": act, "placeholder": hint, "min_query_length": 0}),
    }
}

/// A line to type in that is sent with the enter key.
pub(super) fn search(act: &str, label: &str, hint: &str, most: usize) -> Value {
    json!({
        "type": "input", "dispatch_action": true, "label": plain_text(label, limits::PLACEHOLDER),
        "element": {
            "type": "plain_text_input", "action_id": act, "placeholder": plain_text(hint, limits::PLACEHOLDER),
            "max_length": most, "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        },
    })
}

/// The rows of buttons below a reply. Slack has no button that cannot be pressed: it becomes small print.
pub(super) fn rows(offered: &Rows) -> Vec<Value> {
    let mut blocks = Vec::new();
    for row in offered {
        let closed = row.iter().filter(|offer| !offer.open);
        blocks.extend(closed.map(|offer| context(&super::mrkdwn::escaped(&offer.label))));
        let open: Vec<Value> = row.iter().filter(|offer| offer.open).take(limits::ROW).map(shown).collect();
        if !open.is_empty() {
            blocks.push(actions(open));
        }
    }
    blocks
}

fn shown(offer: &Offer) -> Value {
    let style = match offer.look {
        Look::Choice | Look::Yes => Style::Primary,
        Look::Plain => Style::Plain,
    };
    button(&offer.label, style, &offer.act)
}
