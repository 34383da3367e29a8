//! Events of the Events API, with only the fields that are used.

use serde_json::Value;

use super::act::Act;
use super::lenient::{text, yes};

/// Something that happened at Slack. No `Debug`: it may hold what people wrote.
pub(super) enum Seen {
    /// A message was written.
    Written(Message),
    /// A message was changed.
    Edited(Message),
    /// A message is gone.
    Deleted { team: Option<String>, channel: String, ts: String },
    /// Somebody looks at the App Home.
    Home { team: Option<String>, person: String },
    /// A command, a button or a form was used.
    Acted(Box<Act>),
    /// Slack says that the bot's token was taken back, or the app removed from the workspace.
    Removed,
    /// An event of this kind could not be read.
    Unreadable(String),
    /// It is none of the bot's business.
    Nothing,
}

/// A message of a person or of a program.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) team: Option<String>,
    pub(super) channel: String,
    pub(super) ts: String,
    /// The message in whose thread it stands; not set where it stands in none or begins one.
    pub(super) thread: Option<String>,
    pub(super) author: String,
    pub(super) text: String,
    /// When it was last edited.
    pub(super) edited: Option<String>,
    /// It came from a person, and in the plainest way.
    pub(super) kind: Kind,
    /// It was written to the bot alone.
    pub(super) direct: bool,
}

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A person wrote it.
    Plain,
    /// A person wrote it with a file, about themselves, or to a thread and its channel.
    Special,
}

/// Kinds of messages that hold words of a person nevertheless.
const OF_PEOPLE: [&str; 3] = ["file_share", "me_message", "thread_broadcast"];

impl Seen {
    /// Reads what stands in an `event_callback`.
    pub(super) fn read(callback: &Value) -> Self {
        let event = &callback["event"];
        let team = text(&callback["team_id"]);
        let Some(kind) = text(&event["type"]) else { return Self::Unreadable("without a type".to_owned()) };
        match kind.as_str() {
            "message" | "app_mention" => message(event, team, &kind),
            "app_home_opened" if event["tab"].as_str().is_none_or(|tab| tab == "home") => match text(&event["user"]) {
                Some(person) => Self::Home { team, person },
                None => Self::Unreadable(kind),
            },
            "app_uninstalled" => Self::Removed,
            // Tokens of people are no concern of the bot's.
            "tokens_revoked" if event["tokens"]["bot"].as_array().is_none_or(|bots| !bots.is_empty()) => Self::Removed,
            _ => Self::Nothing,
        }
    }
}

fn message(event: &Value, team: Option<String>, kind: &str) -> Seen {
    let Some(channel) = text(&event["channel"]) else { return Seen::Unreadable(kind.to_owned()) };
    let direct = event["channel_type"].as_str().map_or_else(|| channel.starts_with('D'), |kind| kind == "im");
    match event["subtype"].as_str() {
        Some("message_changed") => changed(event, team, channel, direct),
        Some("message_deleted") => {
            let ts = text(&event["deleted_ts"]).or_else(|| text(&event["previous_message"]["ts"]));
            ts.map_or_else(|| Seen::Unreadable(kind.to_owned()), |ts| Seen::Deleted { team, channel, ts })
        }
        subtype => match of_a_person(event, subtype) {
            Some(kind) => said(event, team, channel, direct, kind)
                .map_or_else(|| Seen::Unreadable("message".to_owned()), Seen::Written),
            None => Seen::Nothing,
        },
    }
}

/// An edit of a person's own words. Slack sends the same when it unfolds a link.
fn changed(event: &Value, team: Option<String>, channel: String, direct: bool) -> Seen {
    let (now, before) = (&event["message"], &event["previous_message"]);
    if now["subtype"].as_str() == Some("tombstone") {
        return text(&now["ts"]).map_or(Seen::Nothing, |ts| Seen::Deleted { team, channel, ts });
    }
    let Some(kind) = of_a_person(now, now["subtype"].as_str()) else { return Seen::Nothing };
    if before["text"].is_string() && before["text"] == now["text"] {
        return Seen::Nothing;
    }
    let Some(mut message) = said(now, team, channel, direct, kind) else {
        return Seen::Unreadable("message_changed".to_owned());
    };
    message.edited = text(&now["edited"]["ts"]).or_else(|| text(&event["event_ts"])).or_else(|| text(&event["ts"]));
    Seen::Edited(message)
}

/// What kind of words of a person a message holds, if any: programs and workflows are marked as such.
fn of_a_person(message: &Value, subtype: Option<&str>) -> Option<Kind> {
    let of_a_program = ["bot_id", "bot_profile", "app_id"].iter().any(|field| !message[field].is_null());
    if of_a_program || yes(&message["hidden"]) || message["user"].as_str() == Some("USLACKBOT") {
        return None;
    }
    match subtype {
        None | Some("") => Some(Kind::Plain),
        Some(subtype) if OF_PEOPLE.contains(&subtype) => Some(Kind::Special),
        Some(_) => None,
    }
}

fn said(message: &Value, team: Option<String>, channel: String, direct: bool, kind: Kind) -> Option<Message> {
    let ts = text(&message["ts"])?;
    let thread = text(&message["thread_ts"]).filter(|thread| *thread != ts);
    Some(Message {
        team,
        channel,
        thread,
        author: text(&message["user"])?,
        text: text(&message["text"]).unwrap_or_default(),
        edited: None,
        kind,
        direct,
        ts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(event: &Value) -> Seen {
        Seen::read(&json!({"team_id": "T1", "event_id": "Ev1", "type": "event_callback", "event": event}))
    }

    fn kind_of(seen: &Seen) -> &'static str {
        match seen {
            Seen::Written(_) => "written",
            Seen::Edited(_) => "edited",
            Seen::Deleted { .. } => "deleted",
            Seen::Home { .. } => "home",
            Seen::Acted(_) => "acted",
            Seen::Removed => "removed",
            Seen::Unreadable(_) => "unreadable",
            Seen::Nothing => "nothing",
        }
    }

    #[test]
    fn only_people_are_heard() {
        let plain = json!({"type": "message", "channel": "C1", "user": "U1", "text": "hi", "ts": "1.2"});
        let with = |key: &str, value: Value| {
            let mut event = plain.clone();
            event[key] = value;
            event
        };
        for (event, expected) in [
            (plain.clone(), "written"),
            (with("ts", json!(1.5)), "written"),
            (with("subtype", json!("file_share")), "written"),
            (with("subtype", json!("bot_message")), "nothing"),
            (with("subtype", json!("channel_join")), "nothing"),
            (with("bot_id", json!("B1")), "nothing"),
            (with("app_id", json!("A1")), "nothing"),
            (with("user", json!("USLACKBOT")), "nothing"),
            (with("ts", Value::Null), "unreadable"),
            (with("user", Value::Null), "unreadable"),
            (with("channel", Value::Null), "unreadable"),
            (with("type", json!("reaction_added")), "nothing"),
            (with("type", json!("app_mention")), "written"),
            (json!({"type": "app_home_opened", "user": "U1", "tab": "home"}), "home"),
            (json!({"type": "app_home_opened", "user": "U1", "tab": "messages"}), "nothing"),
            (json!({"type": "app_uninstalled"}), "removed"),
            (json!({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": ["U9"]}}), "removed"),
            (json!({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}), "nothing"),
            (json!({}), "unreadable"),
        ] {
            assert_eq!(kind_of(&read(&event)), expected, "{event}");
        }
    }

    #[test]
    fn an_edit_is_one_only_where_words_changed() {
        let edit = |now: Value, before: &str| {
            json!({"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "3.0", "hidden": true,
                "message": now, "previous_message": {"text": before}})
        };
        let now = |text: &str| json!({"user": "U1", "ts": "1.2", "text": text, "edited": {"user": "U1", "ts": "2.0"}});
        assert_eq!(kind_of(&read(&edit(now("a"), "a"))), "nothing");
        assert_eq!(
            kind_of(&read(&edit(json!({"bot_id": "B1", "user": "U9", "ts": "1.2", "text": "a"}), "b"))),
            "nothing"
        );
        assert_eq!(kind_of(&read(&edit(json!({"subtype": "tombstone", "ts": "1.2"}), "b"))), "deleted");
        let Seen::Edited(message) = read(&edit(now("a"), "b")) else { panic!("no edit") };
        assert_eq!((message.ts.as_str(), message.edited.as_deref()), ("1.2", Some("2.0")));
    }

    #[test]
    fn the_first_message_of_a_thread_stands_in_none() {
        let event = |thread: &str| {
            let event =
                json!({"type": "message", "channel": "D1", "user": "U1", "text": "", "ts": "1.2", "thread_ts": thread});
            let Seen::Written(message) = read(&event) else { panic!("not written") };
            (message.thread, message.direct)
        };
        assert_eq!(event("1.2"), (None, true));
        assert_eq!(event("1.0"), (Some("1.0".to_owned()), true));
    }
}
