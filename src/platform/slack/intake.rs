//! Turns a message of Slack's into the neutral message that the bot understands.

use super::account::Account;
use super::event::{Kind, Message};
use super::messages::Thread;
use super::words::{mentions, words};
use crate::message::{Incoming, MessageId, Mode, Platform};

/// What is to be done with a message.
pub(super) enum Intake {
    /// It is for the bot. Where only danger counts nothing else is answered.
    Ask { incoming: Box<Incoming>, thread: Thread, danger_only: bool },
    /// It is none of the bot's business.
    Ignore,
}

/// Decides whether a message is for the bot, and how it was put to it. `enabled` says whether the bot listens in its
/// channel.
pub(super) fn take(message: &Message, account: &Account, enabled: bool) -> Intake {
    if message.author == account.user {
        return Intake::Ignore;
    }
    let mode = if message.direct || mentions(&message.text, &account.user) {
        Mode::Direct
    } else if enabled {
        Mode::Ambient
    } else {
        return Intake::Ignore;
    };
    // In a thread people talk to one another, and what comes with a file is about the file: nobody asked the bot.
    let among_people = message.thread.is_some() || message.kind == Kind::Special;
    let danger_only = mode == Mode::Ambient && among_people;
    Intake::Ask { incoming: Box::new(incoming(message, account, mode)), thread: thread_of(message), danger_only }
}

fn incoming(message: &Message, account: &Account, mode: Mode) -> Incoming {
    Incoming {
        platform: Platform::Slack,
        channel: message.channel.clone(),
        author: message.author.clone(),
        text: words(&message.text, &account.user),
        mode,
        home: message.channel.clone(),
        id: Some(MessageId {
            message: message.ts.clone(),
            event: event_of(message),
            link: (!message.direct).then(|| account.link(&message.channel, &message.ts, message.thread.as_deref())),
        }),
    }
}

/// A reply stays in the thread that its message stands in, and else begins one. With somebody alone it needs none.
fn thread_of(message: &Message) -> Thread {
    let own = (!message.direct).then(|| message.ts.clone());
    Thread(message.thread.clone().or(own))
}

/// Slack tells of one message in two ways where it mentions the bot, and each way up to three times: a message is known by
/// its own number, an edit of it by its time too.
fn event_of(message: &Message) -> String {
    match &message.edited {
        Some(time) => format!("{}/{time}", message.ts),
        None => message.ts.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Account {
        Account { team: "T1".into(), user: "U9".into(), bot: "B9".into(), address: "https://clinic.slack.com/".into() }
    }

    fn message(text: &str) -> Message {
        Message {
            team: Some("T1".into()),
            channel: "C1".into(),
            ts: "1700.0001".into(),
            thread: None,
            author: "U1".into(),
            text: text.into(),
            edited: None,
            kind: Kind::Plain,
            direct: false,
        }
    }

    fn taken(message: &Message, enabled: bool) -> Option<(Mode, bool)> {
        match take(message, &account(), enabled) {
            Intake::Ask { incoming, danger_only, .. } => Some((incoming.mode, danger_only)),
            Intake::Ignore => None,
        }
    }

    #[test]
    fn where_and_how_the_bot_is_asked() {
        let plain = || message("can I drive?");
        let in_thread = |text| Message { thread: Some("1600.0".into()), ..message(text) };
        let cases = [
            (plain(), true, Some((Mode::Ambient, false))),
            (plain(), false, None),
            (message("<@U9> can I drive?"), false, Some((Mode::Direct, false))),
            (Message { direct: true, ..plain() }, false, Some((Mode::Direct, false))),
            (in_thread("can I drive?"), true, Some((Mode::Ambient, true))),
            (in_thread("<@U9> can I drive?"), true, Some((Mode::Direct, false))),
            (Message { kind: Kind::Special, ..plain() }, true, Some((Mode::Ambient, true))),
            (Message { author: "U9".into(), ..plain() }, true, None),
        ];
        for (message, enabled, expected) in cases {
            assert_eq!(taken(&message, enabled), expected, "{}", message.text);
        }
    }

    #[test]
    fn staff_get_a_link_where_they_can_open_one() {
        let link = |message: &Message| match take(message, &account(), true) {
            Intake::Ask { incoming, .. } => incoming.id.unwrap().link,
            Intake::Ignore => None,
        };
        let plain = "https://clinic.slack.com/archives/C1/p17000001";
        assert_eq!(link(&message("x")).as_deref(), Some(plain));
        let thread = Message { thread: Some("1600.0".into()), ..message("x") };
        assert_eq!(link(&thread), Some(format!("{plain}?thread_ts=1600.0&cid=C1")));
        assert_eq!(link(&Message { direct: true, ..message("x") }), None);
    }

    #[test]
    fn an_edit_is_an_event_of_its_own() {
        let edit = Message { edited: Some("1800.0".into()), ..message("x") };
        assert_ne!(event_of(&edit), event_of(&message("x")));
    }
}
