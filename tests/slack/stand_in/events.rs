//! Events in the shape of the real ones.

use super::delivery::Kind;
use super::state::State;
use super::workspace::Author;
use super::{APP, BOT, TEAM, sign, text};
use serde_json::{Value, json};

impl State {
    /// Puts an event into the queue, in the frame that all events have.
    pub(super) fn dispatch(&mut self, event: &Value) -> usize {
        let id = format!("Ev{:09}", self.new_number());
        let callback = json!({
            "token": "an-old-token-that-nobody-checks", "team_id": TEAM, "context_team_id": TEAM,
            "context_enterprise_id": null, "api_app_id": APP, "event": event, "type": "event_callback", "event_id": id,
            "event_time": sign::now(), "is_ext_shared_channel": false, "event_context": format!("4-{id}"),
            "authorizations": [{
                "enterprise_id": null, "team_id": TEAM, "user_id": BOT, "is_bot": true, "is_enterprise_install": false,
            }],
        });
        self.deliver(Kind::Event, callback)
    }

    /// Whether the app is told of messages in a channel: it is in there, and may read its history.
    fn hears(&self, channel: &str) -> bool {
        let scope = |family: &str| self.scopes.contains(&format!("{family}:history"));
        self.channel(channel).is_some_and(|channel| channel.member && scope(channel.family()))
    }

    /// Tells the app of an event in a channel.
    pub(super) fn tell(&mut self, channel: &str, event: &Value) {
        if self.hears(channel) {
            self.dispatch(event);
        }
    }

    /// Tells the app of a new message; twice where it calls the bot in a channel.
    pub(super) fn tell_of_message(&mut self, channel: &str, message: &Value) {
        let Some(kind) = self.channel(channel).map(|channel| (channel.kind(), channel.member)) else { return };
        let mut event = message.clone();
        event["channel"] = json!(channel);
        event["event_ts"] = message["ts"].clone();
        event["channel_type"] = json!(kind.0);
        self.tell(channel, &event);
        let calls = text::called(message["text"].as_str().unwrap_or_default()).iter().any(|called| called == BOT);
        let may = self.scopes.iter().any(|scope| scope == "app_mentions:read");
        if calls && kind.1 && kind.0 != "im" && may && message["subtype"].is_null() {
            event["type"] = json!("app_mention");
            event.as_object_mut().unwrap().remove("channel_type");
            self.dispatch(&event);
        }
    }

    /// Tells the app that a message is another now.
    pub(super) fn tell_of_change(&mut self, channel: &str, before: &Value, now: &Value) {
        let Some(kind) = self.channel(channel).map(super::workspace::Channel::kind) else { return };
        let ts = self.new_ts();
        let event = json!({
            "type": "message", "subtype": "message_changed", "hidden": true, "channel": channel, "channel_type": kind,
            "message": now, "previous_message": before, "ts": ts, "event_ts": ts,
        });
        self.tell(channel, &event);
    }

    /// Tells the app that a message is gone.
    pub(super) fn tell_of_deletion(&mut self, channel: &str, before: &Value) {
        let Some(kind) = self.channel(channel).map(super::workspace::Channel::kind) else { return };
        let ts = self.new_ts();
        let event = json!({
            "type": "message", "subtype": "message_deleted", "hidden": true, "channel": channel, "channel_type": kind,
            "deleted_ts": before["ts"], "previous_message": before, "ts": ts, "event_ts": ts,
        });
        self.tell(channel, &event);
    }
}

/// A message as Slack keeps it.
pub(super) fn message_object(ts: &str, author: Author, words: &str, thread: Option<&str>) -> Value {
    let mut message = json!({
        "type": "message", "ts": ts, "client_msg_id": format!("00000000-0000-4000-8000-{:0>12}", ts.replace('.', "")[4..].to_owned()),
        "text": words, "team": TEAM,
        "blocks": [{"type": "rich_text", "block_id": "b", "elements": [{
            "type": "rich_text_section", "elements": [{"type": "text", "text": words}],
        }]}],
    });
    if let Some(thread) = thread {
        message["thread_ts"] = json!(thread);
    }
    author.sign(&mut message);
    message
}
