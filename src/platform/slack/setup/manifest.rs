//! The manifest: everything that would have to be clicked together at Slack, as one text to paste.

use serde_json::{Value, json};

use super::super::admin::{COMMAND, WHY};
use super::super::patient::{ANSWER, ASK, FAQ};
use super::scopes::{EVENTS, SCOPES};

/// The ways under which the HTTP server takes Slack's requests.
const EVENTS_AT: &str = "/slack/events";
const COMMANDS_AT: &str = "/slack/commands";
const INTERACTIONS_AT: &str = "/slack/interactions";

/// How Slack reaches the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// Over a socket that the bot opens.
    Socket,
    /// Over HTTP, at the server of this address.
    Http(String),
}

impl Addresses {
    /// Slack sends to encrypted addresses only.
    ///
    /// # Errors
    /// A sentence for whoever typed it.
    pub fn at(address: &str) -> Result<Self, String> {
        let address = address.trim().trim_end_matches('/');
        let host = address.strip_prefix("https://").unwrap_or_default();
        let fits = !host.is_empty() && !host.starts_with('/') && !host.contains(char::is_whitespace);
        if fits && !host.contains(['?', '#', '@']) {
            Ok(Self::Http(address.to_owned()))
        } else {
            Err("Slack sends to encrypted addresses only: --url takes https:// and the name of your server".to_owned())
        }
    }

    fn of(&self, way: &str) -> Option<String> {
        match self {
            Self::Socket => None,
            Self::Http(address) => Some(format!("{address}{way}")),
        }
    }
}

/// The manifest of the app, with the least that it needs.
#[must_use]
pub fn manifest(addresses: &Addresses) -> Value {
    let scopes: Vec<&str> = SCOPES.iter().map(|(scope, _)| *scope).collect();
    let mut events = json!({ "bot_events": EVENTS });
    let mut interactivity = json!({"is_enabled": true});
    if let Some(address) = addresses.of(EVENTS_AT) {
        events["request_url"] = json!(address);
    }
    if let Some(address) = addresses.of(INTERACTIONS_AT) {
        interactivity["request_url"] = json!(address);
        interactivity["message_menu_options_url"] = json!(address);
    }
    json!({
        "display_information": {
            "name": "Askwell",
            "description": "Answers questions from the clinic's own FAQ, word for word",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": false,
            },
            "bot_user": {"display_name": "Askwell", "always_online": true},
            "shortcuts": [
                shortcut("Answer from FAQ", ANSWER, "Answer this message from the clinic's FAQ"),
                shortcut("Why this answer?", WHY, "For moderators: why a message gets its answer"),
            ],
            "slash_commands": [
                command(addresses, ASK, "Ask the clinic's FAQ; only you see the answer", "your question, in your own words"),
                command(addresses, FAQ, "The topics of the clinic's FAQ", "[some words of a topic | about]"),
                command(addresses, COMMAND, "Look after the FAQ and the bot (moderators)", "help"),
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": false,
            "socket_mode_enabled": *addresses == Addresses::Socket,
            "token_rotation_enabled": false,
        },
    })
}

fn shortcut(name: &str, callback: &str, what: &str) -> Value {
    json!({"name": name, "type": "message", "callback_id": callback, "description": what})
}

/// Names of people and channels come with their ids, so that `/faq-admin enable #channel` can be understood.
fn command(addresses: &Addresses, name: &str, what: &str, hint: &str) -> Value {
    let mut command =
        json!({"command": format!("/{name}"), "description": what, "usage_hint": hint, "should_escape": true});
    if let Some(address) = addresses.of(COMMANDS_AT) {
        command["url"] = json!(address);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every address in a manifest.
    fn addresses(value: &Value) -> Vec<&str> {
        match value {
            Value::String(text) if text.starts_with("http") => vec![text],
            Value::Array(items) => items.iter().flat_map(addresses).collect(),
            Value::Object(fields) => fields.values().flat_map(addresses).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn addresses_stand_in_it_only_where_slack_sends_to_them() {
        let socket = manifest(&Addresses::Socket);
        assert_eq!(socket["settings"]["socket_mode_enabled"], true);
        assert!(addresses(&socket).is_empty(), "{socket}");
        let http = manifest(&Addresses::at("https://faq.clinic.example/ ").unwrap());
        assert_eq!(http["settings"]["socket_mode_enabled"], false);
        let mut found = addresses(&http);
        found.sort_unstable();
        found.dedup();
        let all = ["commands", "events", "interactions"].map(|way| format!("https://faq.clinic.example/slack/{way}"));
        assert_eq!(found, all);
    }

    #[test]
    fn only_an_encrypted_address_is_one() {
        for bad in [
            "",
            "faq.example",
            "http://faq.example",
            "https://",
            "https:///x",
            "https://a b",
            "https://u@h",
            "https://h?x",
        ] {
            assert!(Addresses::at(bad).is_err(), "{bad}");
        }
        assert_eq!(Addresses::at("https://h/x/"), Ok(Addresses::Http("https://h/x".into())));
    }

    #[test]
    fn names_and_descriptions_are_as_long_as_slack_takes_them() {
        let manifest = manifest(&Addresses::Socket);
        let length = |value: &Value| value.as_str().unwrap().chars().count();
        assert!(length(&manifest["display_information"]["name"]) <= 35);
        assert!(length(&manifest["display_information"]["description"]) <= 140);
        for shortcut in manifest["features"]["shortcuts"].as_array().unwrap() {
            assert!(length(&shortcut["name"]) <= 24 && length(&shortcut["description"]) <= 150, "{shortcut}");
        }
        for command in manifest["features"]["slash_commands"].as_array().unwrap() {
            assert!(length(&command["command"]) <= 32 && length(&command["description"]) <= 2_000, "{command}");
        }
    }
}
