//! The bodies of Slack's calls that write messages.

use serde_json::{Value, json};

/// One message, before it is addressed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Post {
    /// What notifications and screen readers say; never empty.
    pub(super) text: String,
    /// What is shown.
    pub(super) blocks: Vec<Value>,
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) channel: String,
    /// The message in whose thread it goes.
    pub(super) thread: Option<String>,
}

/// The kind under which a post's name is kept with it.
const NAME_KIND: &str = "askwell_reply";

impl Post {
    /// The body of `chat.postMessage`. `name` is the same for each attempt: it is kept with the message where nobody sees
    /// it, so that a message whose answer was lost is found again. Links are not unfolded.
    pub(super) fn body(&self, address: &Address, name: &str) -> Value {
        let mut body = json!({
            "channel": address.channel, "text": self.text, "blocks": self.blocks,
            "unfurl_links": false, "unfurl_media": false,
            "metadata": {"event_type": NAME_KIND, "event_payload": {"name": name}},
        });
        if let Some(thread) = &address.thread {
            body["thread_ts"] = json!(thread);
        }
        body
    }

    /// The body of `chat.update`.
    pub(super) fn change(&self, channel: &str, ts: &str) -> Value {
        json!({"channel": channel, "ts": ts, "text": self.text, "blocks": self.blocks})
    }

    /// The body of an answer to a command or a button that only whoever used it sees.
    pub(super) fn private(&self) -> Value {
        json!({
            "response_type": "ephemeral", "replace_original": false, "text": self.text, "blocks": self.blocks,
            "unfurl_links": false, "unfurl_media": false,
        })
    }

    /// The body of an answer that takes the place of the message with the button.
    pub(super) fn in_place(&self) -> Value {
        json!({
            "replace_original": true, "text": self.text, "blocks": self.blocks,
            "unfurl_links": false, "unfurl_media": false,
        })
    }
}

/// The name that is kept with a message, if it is one of the bot's.
pub(super) fn name_of(message: &Value) -> Option<&str> {
    let metadata = &message["metadata"];
    metadata["event_payload"]["name"].as_str().filter(|_| metadata["event_type"] == NAME_KIND)
}
