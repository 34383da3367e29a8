//! What people do, as tests call it.

use super::hooks::Hook;
use super::state::{Posted, State};
use super::used::Used;
use super::workspace::{Author, direct_id};
use super::{APP, BOT, Kind, StandIn, TEAM, sign, text};
use serde_json::{Value, json};

/// Where something can be pressed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of<'a> {
    /// A message that the bot posted or showed.
    Message(&'a Posted),
    /// A person's App Home.
    Home,
    /// A form that is open.
    View(&'a str),
}

impl StandIn {
    /// Somebody writes into a channel. Returns the message's number.
    pub(crate) fn say(&self, channel: &str, author: Author, words: &str) -> String {
        self.set(|state| state.say(channel, author, words, None))
    }

    /// The same in the thread of a message.
    pub(crate) fn say_in_thread(&self, channel: &str, root: &str, author: Author, words: &str) -> String {
        self.set(|state| state.say(channel, author, words, Some(root)))
    }

    /// Somebody calls the bot in a channel.
    pub(crate) fn mention(&self, channel: &str, author: Author, words: &str) -> String {
        self.say(channel, author, &format!("<@{BOT}> {words}"))
    }

    /// Somebody writes to the bot alone.
    pub(crate) fn dm(&self, person: &'static str, words: &str) -> String {
        self.say(&direct_id(person), Author::Person(person), words)
    }

    /// A message of a special kind: a join, a broadcast of a thread.
    pub(crate) fn say_as(&self, channel: &str, author: Author, words: &str, subtype: &str, more: &Value) -> String {
        self.set(|state| {
            let ts = state.new_ts();
            let mut message = super::events::message_object(&ts, author, words, None);
            message["subtype"] = json!(subtype);
            for (key, value) in more.as_object().into_iter().flatten() {
                message[key] = value.clone();
            }
            state.keep(channel, &message);
            ts
        })
    }

    /// Somebody changes what they wrote.
    pub(crate) fn edit(&self, ts: &str, words: &str) {
        self.set(|state| state.edit(ts, words));
    }

    /// Slack unfolds a link in a message.
    pub(crate) fn unfold(&self, ts: &str) {
        self.set(|state| state.unfold(ts));
    }

    /// Somebody deletes a message.
    pub(crate) fn delete(&self, ts: &str) {
        self.set(|state| state.delete(ts));
    }

    /// Sends an event of any kind.
    pub(crate) fn dispatch(&self, event: &Value) {
        self.set(|state| state.dispatch(event));
    }

    /// Somebody looks at the App Home.
    pub(crate) fn open_home(&self, person: &str) {
        let ts = self.set(State::new_ts);
        self.dispatch(&json!({
            "type": "app_home_opened", "user": person, "channel": direct_id(person), "tab": "home", "event_ts": ts,
        }));
    }

    /// Somebody sends a command.
    pub(crate) fn command(&self, channel: &str, person: &str, command: &str, words: &str) -> Used {
        self.set(|state| {
            let trigger = state.new_trigger(person);
            let hook = state.new_hook(Hook::new(person, channel, None));
            let payload = json!({
                "token": "an-old-token", "team_id": TEAM, "team_domain": "clinic", "channel_id": channel,
                "channel_name": channel.to_lowercase(), "user_id": person, "user_name": person.to_lowercase(),
                "command": command, "text": words, "api_app_id": APP, "is_enterprise_install": "false",
                "response_url": state.hook_url(&hook), "trigger_id": trigger,
            });
            Used { delivery: state.deliver(Kind::Command, payload), hook: Some(hook), trigger }
        })
    }

    /// Somebody chooses a command from the menu of a message.
    pub(crate) fn shortcut(&self, person: &str, callback: &str, ts: &str) -> Used {
        self.set(|state| {
            let (channel, _) = state.root(ts).unwrap_or_else(|| panic!("no message {ts}"));
            let (trigger, hook) = (state.new_trigger(person), state.new_hook(Hook::new(person, &channel, None)));
            let mut payload = frame("message_action", person, &trigger);
            payload["callback_id"] = json!(callback);
            payload["channel"] = json!({"id": channel, "name": channel.to_lowercase()});
            payload["message_ts"] = json!(ts);
            payload["message"] = state.message(&channel, ts).unwrap().clone();
            payload["response_url"] = json!(state.hook_url(&hook));
            Used { delivery: state.deliver(Kind::Interaction, payload), hook: Some(hook), trigger }
        })
    }

    /// Somebody presses something, or chooses `chosen` in it.
    pub(crate) fn press(&self, person: &str, of: Of, action: &str, chosen: Option<&str>) -> Used {
        self.set(|state| {
            let trigger = state.new_trigger(person);
            let mut payload = frame("block_actions", person, &trigger);
            let hook = state.place(of, person, &mut payload);
            let (block, element) = text::pressables(state.blocks_of(of, person))
                .find(|(_, element)| element["action_id"] == action)
                .unwrap_or_else(|| panic!("nothing has the action {action:?}"));
            let mut pressed = json!({
                "type": element["type"], "action_id": action, "block_id": block["block_id"].as_str().unwrap_or("made-up"),
                "action_ts": format!("{}.000001", sign::now()),
            });
            match (element["type"].as_str().unwrap_or_default(), chosen) {
                ("button", _) => {
                    pressed["text"] = element["text"].clone();
                    if !element["value"].is_null() {
                        pressed["value"] = element["value"].clone();
                    }
                }
                ("plain_text_input", typed) => pressed["value"] = json!(typed),
                (_, value) => pressed["selected_option"] = json!({"text": {"type": "plain_text", "text": "…"}, "value": value}),
            }
            payload["actions"] = json!([pressed]);
            Used { delivery: state.deliver(Kind::Interaction, payload), hook, trigger }
        })
    }

    /// Somebody types into a menu that asks the app for its lines.
    pub(crate) fn suggest(&self, person: &str, of: Of, action: &str, typed: &str) -> Used {
        self.set(|state| {
            let mut payload = frame("block_suggestion", person, "");
            payload.as_object_mut().unwrap().remove("trigger_id");
            state.place(of, person, &mut payload);
            payload.as_object_mut().unwrap().remove("response_url");
            payload["action_id"] = json!(action);
            payload["block_id"] = json!("made-up");
            payload["value"] = json!(typed);
            Used { delivery: state.deliver(Kind::Suggestion, payload), hook: None, trigger: String::new() }
        })
    }

    /// Somebody sends a form, with these values by action.
    pub(crate) fn submit(&self, person: &str, view: &str, values: &[(&str, &str)]) -> Used {
        self.set(|state| {
            let trigger = state.new_trigger(person);
            let mut payload = frame("view_submission", person, &trigger);
            let shown = state.views.get(view).unwrap_or_else(|| panic!("no view {view}")).object(view, values);
            payload["view"] = shown;
            payload["response_urls"] = json!([]);
            Used { delivery: state.deliver(Kind::Interaction, payload), hook: None, trigger }
        })
    }
}

impl State {
    fn blocks_of(&self, of: Of, person: &str) -> &Value {
        match of {
            Of::Message(posted) => {
                let changed = self.changes.iter().rev().find(|change| change.ts == posted.ts);
                // What took the place of a private message has its number.
                let kept = self.posts.iter().chain(&self.private).rev().find(|other| other.ts == posted.ts);
                changed.or(kept).map_or(&Value::Null, |posted| &posted.body["blocks"])
            }
            Of::Home => {
                self.homes.get(person).and_then(|views| views.last()).map_or(&Value::Null, |view| &view["blocks"])
            }
            Of::View(id) => self.views.get(id).map_or(&Value::Null, |view| &view.body["blocks"]),
        }
    }

    /// Puts into a payload where it was pressed.
    fn place(&mut self, of: Of, person: &str, payload: &mut Value) -> Option<String> {
        match of {
            Of::Message(posted) => {
                let hook = self.new_hook(Hook::new(person, &posted.channel, Some(posted.clone())));
                payload["container"] = json!({
                    "type": "message", "message_ts": posted.ts, "channel_id": posted.channel,
                    "is_ephemeral": posted.only_for.is_some(),
                });
                if let Some(thread) = &posted.thread {
                    payload["container"]["thread_ts"] = json!(thread);
                }
                payload["channel"] = json!({"id": posted.channel, "name": posted.channel.to_lowercase()});
                payload["response_url"] = json!(self.hook_url(&hook));
                // Of a message that only one person sees, Slack repeats nothing.
                if posted.only_for.is_none() {
                    payload["message"] = self.message(&posted.channel, &posted.ts).cloned().unwrap_or_default();
                }
                payload["state"] = json!({"values": {}});
                Some(hook)
            }
            Of::Home => {
                let view = self.homes.get(person).and_then(|views| views.last()).cloned().unwrap_or_default();
                payload["container"] = json!({"type": "view", "view_id": format!("V0HOME{person}")});
                payload["view"] = super::views::home_object(person, &view);
                None
            }
            Of::View(id) => {
                payload["container"] = json!({"type": "view", "view_id": id});
                payload["view"] = self.views.get(id).map_or(Value::Null, |view| view.object(id, &[]));
                None
            }
        }
    }
}

/// What every interaction has.
fn frame(kind: &str, person: &str, trigger: &str) -> Value {
    json!({
        "type": kind, "token": "an-old-token", "api_app_id": APP, "trigger_id": trigger, "enterprise": null,
        "is_enterprise_install": false, "team": {"id": TEAM, "domain": "clinic"},
        "user": {"id": person, "username": person.to_lowercase(), "name": person.to_lowercase(), "team_id": TEAM},
        "action_ts": format!("{}.000002", sign::now()),
    })
}
