//! Where everything comes in, by whichever way: acknowledged at once, and worked on in its turn.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc;

use super::act::Act;
use super::desk::Desk;
use super::event::Seen;

/// What becomes of a delivery.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Taken {
    /// It is acknowledged, with this answer where one is due at once.
    Acknowledged(Option<Value>),
    /// There is no room, or the program is not ready: Slack is to send it again.
    Later,
}

/// The way in. Cloning gives another handle on the same one.
#[derive(Clone)]
pub(super) struct Entrance {
    desk: Arc<Desk>,
    events: mpsc::Sender<Seen>,
}

impl Entrance {
    /// Lets in what `events` has room for.
    pub(super) fn new(desk: Arc<Desk>, events: mpsc::Sender<Seen>) -> Self {
        Self { desk, events }
    }

    /// An event of the Events API.
    pub(super) fn event(&self, callback: &Value) -> Taken {
        match Seen::read(callback) {
            Seen::Nothing => Taken::Acknowledged(None),
            seen => self.put(seen, None),
        }
    }

    /// A command, as the fields of its form.
    pub(super) fn command(&self, fields: &Value) -> Taken {
        self.act("slash_commands", Act::command(fields))
    }

    /// A button, a form, a menu.
    pub(super) fn interaction(&self, payload: &Value) -> Taken {
        self.act("interactive", Act::interaction(payload))
    }

    /// Something of a kind that is not known, or that cannot be read: it will not be better when it comes again.
    pub(super) fn unreadable(&self, kind: &str) -> Taken {
        let kind: String = kind.chars().filter(|ch| ch.is_ascii_alphanumeric() || *ch == '_').take(40).collect();
        self.put(Seen::Unreadable(kind), None)
    }

    fn act(&self, kind: &str, act: Option<Act>) -> Taken {
        let Some(act) = act else { return self.unreadable(kind) };
        let answer = self.desk.at_once(&act);
        self.put(Seen::Acted(Box::new(act)), answer)
    }

    fn put(&self, seen: Seen, answer: Option<Value>) -> Taken {
        if !self.desk.has_begun() || self.events.try_send(seen).is_err() {
            return Taken::Later;
        }
        Taken::Acknowledged(answer)
    }
}
