//! What people do with messages: write, edit, delete, unfold.

use super::events::message_object;
use super::state::State;
use super::workspace::Author;
use serde_json::{Value, json};

impl State {
    /// Somebody writes. Returns the message's number.
    pub(super) fn say(&mut self, channel: &str, author: Author, words: &str, thread: Option<&str>) -> String {
        let ts = self.new_ts();
        let message = message_object(&ts, author, words, thread);
        self.keep(channel, &message);
        ts
    }

    /// Keeps a message and tells the app of it.
    pub(super) fn keep(&mut self, channel: &str, message: &Value) {
        assert!(self.channel(channel).is_some(), "no channel {channel}");
        let ts = message["ts"].as_str().unwrap().to_owned();
        self.messages.insert((channel.to_owned(), ts), message.clone());
        self.tell_of_message(channel, message);
    }

    /// The channel and the text of a message.
    fn find(&self, ts: &str) -> (String, Value) {
        let found = self.messages.iter().find(|((_, other), _)| other == ts);
        let ((channel, _), message) = found.unwrap_or_else(|| panic!("no message {ts}"));
        (channel.clone(), message.clone())
    }

    /// Somebody changes what they wrote.
    pub(super) fn edit(&mut self, ts: &str, words: &str) {
        let (channel, before) = self.find(ts);
        let edited = self.new_ts();
        let mut now = before.clone();
        now["text"] = json!(words);
        now["blocks"][0]["elements"][0]["elements"][0]["text"] = json!(words);
        now["edited"] = json!({"user": before["user"], "ts": edited});
        now["source_team"] = before["team"].clone();
        self.messages.insert((channel.clone(), ts.to_owned()), now.clone());
        self.tell_of_change(&channel, &before, &now);
    }

    /// Slack unfolds a link in a message: it changes, and nobody edited it.
    pub(super) fn unfold(&mut self, ts: &str) {
        let (channel, before) = self.find(ts);
        let mut now = before.clone();
        now["attachments"] = json!([{"from_url": "https://a.example", "title": "A page", "id": 1}]);
        self.messages.insert((channel.clone(), ts.to_owned()), now.clone());
        self.tell_of_change(&channel, &before, &now);
    }

    /// Somebody deletes a message. One with replies leaves a tombstone, which Slack tells as a change.
    pub(super) fn delete(&mut self, ts: &str) {
        let (channel, before) = self.find(ts);
        if self.in_channel(&channel).any(|(other, below)| other != ts && below["thread_ts"] == json!(ts)) {
            let now = json!({
                "type": "message", "subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT",
                "hidden": true, "ts": ts, "thread_ts": ts,
            });
            self.messages.insert((channel.clone(), ts.to_owned()), now.clone());
            self.tell_of_change(&channel, &before, &now);
        } else {
            self.messages.remove(&(channel.clone(), ts.to_owned()));
            self.tell_of_deletion(&channel, &before);
        }
    }
}
