//! `views.*`: the App Home, and forms that open.

use super::blocks;
use super::state::State;
use super::troubles::{answer, refused};
use super::verdict::Verdict;
use super::{APP, BOT_PROGRAM, TEAM};
use axum::response::Response;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long what was pressed can open a form.
const TRIGGER_LIMIT: Duration = Duration::from_secs(3);

/// What opens a form, once.
pub(super) struct Trigger {
    person: String,
    at: Instant,
    used: bool,
}

/// A form that is open.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// Who sees it.
    pub(crate) person: String,
    /// What opened it.
    pub(crate) trigger: String,
    /// What it shows.
    pub(crate) body: Value,
    /// How often it was changed.
    pub(crate) changes: usize,
}

impl View {
    /// As Slack sends it back, with what was filled in.
    pub(super) fn object(&self, id: &str, filled: &[(&str, &str)]) -> Value {
        let mut view = common(id, &self.body);
        let mut values = json!({});
        for (at, block) in view["blocks"].as_array().into_iter().flatten().enumerate() {
            let element = &block["element"];
            let Some(action) = element["action_id"].as_str() else { continue };
            let value = filled.iter().find(|(name, _)| *name == action).map(|(_, value)| *value);
            let block = block["block_id"].as_str().map_or_else(|| format!("b{at}"), str::to_owned);
            values[block][action] = match element["type"].as_str() {
                Some("plain_text_input" | "number_input") => json!({"type": element["type"], "value": value}),
                Some(kind) => {
                    let option =
                        value.map(|value| json!({"text": {"type": "plain_text", "text": "…"}, "value": value}));
                    json!({"type": kind, "selected_option": option})
                }
                None => Value::Null,
            };
        }
        view["state"] = json!({"values": values});
        view
    }
}

/// A person's App Home as Slack sends it back.
pub(super) fn home_object(person: &str, body: &Value) -> Value {
    let mut view = common(&format!("V0HOME{person}"), body);
    view["state"] = json!({"values": {}});
    view
}

fn common(id: &str, body: &Value) -> Value {
    let mut view = body.clone();
    for (at, block) in view["blocks"].as_array_mut().into_iter().flatten().enumerate() {
        if block["block_id"].is_null() {
            block["block_id"] = json!(format!("b{at}"));
        }
    }
    for (key, value) in [
        ("id", json!(id)),
        ("team_id", json!(TEAM)),
        ("app_id", json!(APP)),
        ("bot_id", json!(BOT_PROGRAM)),
        ("root_view_id", json!(id)),
        ("hash", json!("1.hash")),
        ("previous_view_id", Value::Null),
    ] {
        view[key] = value;
    }
    for key in ["private_metadata", "callback_id", "external_id"] {
        if view[key].is_null() {
            view[key] = json!("");
        }
    }
    view
}

impl State {
    /// Something that opens a form.
    pub(super) fn new_trigger(&mut self, person: &str) -> String {
        let id = format!("{}.{}.trigger", self.new_number(), super::sign::now());
        self.triggers.insert(id.clone(), Trigger { person: person.to_owned(), at: Instant::now(), used: false });
        id
    }
}

/// Looks at a view of a kind. The answer, where it is refused.
fn looked_at(view: &Value, kind: &str, state: &mut State) -> Option<Response> {
    let mut verdict = Verdict::default();
    blocks::view(view, &mut verdict);
    if view["type"] != kind {
        verdict.refuse("invalid_arguments", format!("a view that is no {kind}"));
    }
    state.complaints.extend(verdict.notes.clone());
    verdict.refusal.map(|code| refused(code, &json!({"response_metadata": {"messages": verdict.notes}})))
}

/// `views.publish`
pub(super) fn publish(arguments: &Value, state: &mut State) -> Response {
    let person = arguments["user_id"].as_str().unwrap_or_default().to_owned();
    let view = &arguments["view"];
    if let Some(response) = looked_at(view, "home", state) {
        return response;
    }
    state.homes.entry(person.clone()).or_default().push(view.clone());
    answer(&json!({"ok": true, "view": home_object(&person, view)}))
}

/// `views.open`
pub(super) fn open(arguments: &Value, state: &mut State) -> Response {
    let id = arguments["trigger_id"].as_str().unwrap_or_default().to_owned();
    let view = &arguments["view"];
    let refusal = match state.triggers.get_mut(&id) {
        None => Some("invalid_trigger_id"),
        Some(trigger) if trigger.at.elapsed() > TRIGGER_LIMIT => Some("expired_trigger_id"),
        Some(trigger) if trigger.used => Some("exchanged_trigger_id"),
        Some(trigger) => {
            trigger.used = true;
            None
        }
    };
    if let Some(code) = refusal {
        state.complain(format!("a form cannot be opened: {code}"));
        return refused(code, &json!({}));
    }
    if let Some(response) = looked_at(view, "modal", state) {
        return response;
    }
    let person = state.triggers[&id].person.clone();
    let opened = View { person, trigger: id, body: view.clone(), changes: 0 };
    let id = format!("V{:09}", state.new_number());
    let object = opened.object(&id, &[]);
    state.views.insert(id, opened);
    answer(&json!({"ok": true, "view": object}))
}

/// `views.update`
pub(super) fn update(arguments: &Value, state: &mut State) -> Response {
    let id = arguments["view_id"].as_str().unwrap_or_default().to_owned();
    let view = &arguments["view"];
    if !state.views.contains_key(&id) {
        return refused("not_found", &json!({}));
    }
    if let Some(response) = looked_at(view, "modal", state) {
        return response;
    }
    let open = state.views.get_mut(&id).unwrap();
    open.body = view.clone();
    open.changes += 1;
    let object = open.object(&id, &[]);
    answer(&json!({"ok": true, "view": object}))
}
