//! What people do with commands, buttons, menus and forms, with only the fields that are used.

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde_json::Value;

use super::lenient::{id, text, yes};

/// Something that somebody did. No `Debug`: it may hold what they wrote.
pub(super) struct Act {
    /// The same for each delivery of it.
    pub(super) id: String,
    pub(super) team: Option<String>,
    pub(super) person: Person,
    /// Where it was done; not set in a view.
    pub(super) channel: Option<String>,
    /// Where it can be answered for half an hour.
    pub(super) answer_at: Option<SecretString>,
    /// What opens a view within three seconds.
    pub(super) trigger: Option<SecretString>,
    pub(super) what: What,
}

/// Who did it.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: String,
    /// The account's name.
    pub(super) name: String,
}

/// What was done.
pub(super) enum What {
    /// A command was sent; its name without the slash.
    Command { name: String, words: String },
    /// A command was chosen from a message's menu.
    Shortcut { name: String, message: Target },
    /// A button was pressed, a line chosen, or a field filled in.
    Press(Press),
    /// A form was sent.
    Submitted(Form),
    /// Somebody types, and wants completions.
    Suggest { act: String, typed: String },
    /// A kind that is not known.
    Other,
}

/// A message that something was done to.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) ts: String,
    /// The message in whose thread it stands.
    pub(super) thread: Option<String>,
    /// Who wrote it; not set for a program.
    pub(super) author: Option<String>,
    pub(super) text: String,
    /// Only whoever pressed sees it.
    pub(super) private: bool,
}

/// A press of a button.
pub(super) struct Press {
    /// What the button says that it does.
    pub(super) act: String,
    /// What was chosen or filled in.
    pub(super) value: Option<String>,
    /// The message with the button.
    pub(super) message: Option<Target>,
    /// The view with the button.
    pub(super) view: Option<View>,
}

/// A view that is shown.
#[derive(Clone)]
pub(super) struct View {
    pub(super) id: String,
    /// `home` or `modal`.
    pub(super) kind: String,
}

/// A form that was filled in.
pub(super) struct Form {
    /// What the form says that it is.
    pub(super) name: String,
    /// What was put into it when it was opened.
    pub(super) notes: String,
    /// What was filled in, by field.
    pub(super) values: BTreeMap<String, String>,
}

impl Act {
    /// Reads a command, whose fields come as a form or as an object.
    pub(super) fn command(fields: &Value) -> Option<Self> {
        let words = text(&fields["text"]).unwrap_or_default();
        let name = text(&fields["command"])?.trim_start_matches('/').to_owned();
        let person = Person { id: text(&fields["user_id"])?, name: text(&fields["user_name"]).unwrap_or_default() };
        Some(Self {
            id: text(&fields["trigger_id"])?,
            team: text(&fields["team_id"]),
            channel: text(&fields["channel_id"]),
            answer_at: secret(&fields["response_url"]),
            trigger: secret(&fields["trigger_id"]),
            what: What::Command { name, words },
            person,
        })
    }

    /// Reads an interaction.
    pub(super) fn interaction(payload: &Value) -> Option<Self> {
        let user = &payload["user"];
        let name = text(&user["username"]).or_else(|| text(&user["name"])).unwrap_or_default();
        let what = what(payload)?;
        let stamp = text(&payload["trigger_id"]).or_else(|| text(&payload["action_ts"]));
        // Completions need no name: they are asked for again and again.
        let id = stamp.or_else(|| matches!(what, What::Suggest { .. }).then(String::new))?;
        Some(Self {
            id,
            team: self::id(&payload["team"]).or_else(|| text(&user["team_id"])),
            person: Person { id: text(&user["id"])?, name },
            channel: self::id(&payload["channel"]).or_else(|| text(&payload["container"]["channel_id"])),
            answer_at: secret(&payload["response_url"]),
            trigger: secret(&payload["trigger_id"]),
            what,
        })
    }
}

fn what(payload: &Value) -> Option<What> {
    Some(match payload["type"].as_str()? {
        "block_actions" => What::Press(press(payload)?),
        "message_action" => {
            What::Shortcut { name: text(&payload["callback_id"])?, message: target(&payload["message"], false)? }
        }
        "view_submission" => What::Submitted(form(&payload["view"])?),
        "block_suggestion" => {
            What::Suggest { act: text(&payload["action_id"])?, typed: text(&payload["value"]).unwrap_or_default() }
        }
        _ => What::Other,
    })
}

fn press(payload: &Value) -> Option<Press> {
    let action = &payload["actions"][0];
    let container = &payload["container"];
    let private = yes(&container["is_ephemeral"]);
    // Of a private message Slack repeats nothing but its number.
    let message = target(&payload["message"], private).or_else(|| {
        Some(Target {
            ts: text(&container["message_ts"])?,
            thread: text(&container["thread_ts"]),
            author: None,
            text: String::new(),
            private,
        })
    });
    let view = &payload["view"];
    Some(Press {
        act: text(&action["action_id"])?,
        value: value(action),
        message,
        view: text(&view["id"]).map(|id| View { id, kind: text(&view["type"]).unwrap_or_default() }),
    })
}

/// What was chosen or filled in.
fn value(field: &Value) -> Option<String> {
    let chosen = ["selected_option", "selected_conversation", "selected_channel", "selected_user"];
    let chosen = chosen.iter().map(|key| &field[*key]).find(|chosen| !chosen.is_null());
    match chosen {
        Some(option) => text(option).or_else(|| text(&option["value"])),
        None => text(&field["value"]),
    }
}

fn target(message: &Value, private: bool) -> Option<Target> {
    let ts = text(&message["ts"])?;
    let of_a_program = ["bot_id", "bot_profile"].iter().any(|field| !message[field].is_null());
    Some(Target {
        thread: text(&message["thread_ts"]).filter(|thread| *thread != ts),
        author: text(&message["user"]).filter(|_| !of_a_program),
        text: text(&message["text"]).unwrap_or_default(),
        private,
        ts,
    })
}

fn form(view: &Value) -> Option<Form> {
    let mut values = BTreeMap::new();
    for block in view["state"]["values"].as_object().into_iter().flat_map(serde_json::Map::values) {
        for (name, field) in block.as_object().into_iter().flatten() {
            if let Some(value) = value(field) {
                values.insert(name.clone(), value);
            }
        }
    }
    Some(Form { name: text(&view["callback_id"])?, notes: text(&view["private_metadata"]).unwrap_or_default(), values })
}

fn secret(value: &Value) -> Option<SecretString> {
    text(value).map(SecretString::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_press_of_a_private_message_knows_that_it_was_private() {
        let act = Act::interaction(&json!({
            "type": "block_actions", "trigger_id": "1.2.a", "team": {"id": "T1"}, "user": {"id": "U1", "username": "anna"},
            "container": {"type": "message", "message_ts": "5.0", "channel_id": "C1", "is_ephemeral": true},
            "response_url": "https://hooks.slack.com/actions/x",
            "actions": [{"action_id": "topic/abc", "block_id": "b", "type": "button"}],
        }));
        let act = act.unwrap();
        assert_eq!(
            (act.person.id.as_str(), act.channel.as_deref(), act.team.as_deref()),
            ("U1", Some("C1"), Some("T1"))
        );
        let What::Press(press) = act.what else { panic!("no press") };
        assert!(press.message.unwrap().private);
        assert_eq!(press.act, "topic/abc");
    }

    #[test]
    fn what_was_filled_in_is_read_by_field() {
        let view = json!({
            "callback_id": "edit", "private_metadata": "7",
            "state": {"values": {"b1": {"answer": {"type": "plain_text_input", "value": "A."}},
                "b2": {"entry": {"type": "static_select", "selected_option": {"value": "driving"}}}}},
        });
        let form = form(&view).unwrap();
        assert_eq!((form.name.as_str(), form.notes.as_str()), ("edit", "7"));
        assert_eq!(form.values.get("answer").map(String::as_str), Some("A."));
        assert_eq!(form.values.get("entry").map(String::as_str), Some("driving"));
    }

    #[test]
    fn a_command_is_read_from_its_fields() {
        let act = Act::command(&json!({
            "command": "/ask", "text": "can I drive?", "user_id": "U1", "user_name": "anna", "team_id": "T1",
            "channel_id": "C1", "trigger_id": "1.2.a", "response_url": "https://hooks.slack.com/commands/x",
        }));
        let act = act.unwrap();
        assert!(matches!(act.what, What::Command { ref name, ref words } if name == "ask" && words == "can I drive?"));
        assert!(Act::command(&json!({"command": "/ask"})).is_none());
    }
}
