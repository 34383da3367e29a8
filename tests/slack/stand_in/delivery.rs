//! What is delivered to the app: when it is sent, acknowledged, sent again, given up.

use super::state::State;
use serde_json::Value;
use std::time::{Duration, Instant};

/// How long an acknowledgement may take.
pub(super) const ACK_LIMIT: Duration = Duration::from_secs(3);
/// How often something is sent again at the most.
const RETRIES: u32 = 3;

/// What kind of thing is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An event of the Events API.
    Event,
    /// A slash command.
    Command,
    /// A press, a shortcut, a form.
    Interaction,
    /// Completions are asked for.
    Suggestion,
}

impl Kind {
    /// The type of its envelopes.
    pub(super) fn envelope(self) -> &'static str {
        match self {
            Self::Event => "events_api",
            Self::Command => "slash_commands",
            Self::Interaction | Self::Suggestion => "interactive",
        }
    }

    /// Where it goes over HTTP.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Event => "/slack/events",
            Self::Command => "/slack/commands",
            Self::Interaction | Self::Suggestion => "/slack/interactions",
        }
    }
}

/// How far a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It waits for its turn.
    Waiting,
    /// It was sent.
    OnTheWay,
    /// It was acknowledged.
    Done,
    /// It was given up after all retries, or is never sent.
    Lost,
}

/// One thing for the app.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// Its kind.
    pub(crate) kind: Kind,
    /// What is delivered.
    pub(crate) payload: Value,
    /// How often it was sent.
    pub(crate) sent: u32,
    /// How far it has come.
    pub(crate) stage: Stage,
    /// How long the last acknowledgement took.
    pub(crate) took: Option<Duration>,
    /// What was sent along with the acknowledgement.
    pub(crate) answer: Option<Value>,
    failures: u32,
}

impl Delivery {
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.stage, Stage::Done | Stage::Lost)
    }
}

/// A turn to be sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) delivery: usize,
    pub(super) retry: u32,
    pub(super) reason: Option<&'static str>,
}

/// An envelope that was sent over a socket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent {
    pub(super) delivery: usize,
    pub(super) connection: u64,
    pub(super) at: Instant,
    pub(super) acknowledged: bool,
    /// Its time is over, and it was sent again.
    pub(super) expired: bool,
}

/// How an event is delivered wrongly.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mischief {
    /// As it should be.
    Nothing,
    /// Never.
    Lose,
    /// Twice, under the same id.
    Repeat,
    /// After the next event.
    SwapWithNext,
    /// With fields bent like this.
    Bend(fn(&mut Value)),
}

impl State {
    /// Puts something in the queue. Returns its place in the list.
    pub(super) fn deliver(&mut self, kind: Kind, mut payload: Value) -> usize {
        let mischief = match kind {
            Kind::Event => self.mischief.pop_front().unwrap_or(Mischief::Nothing),
            _ => Mischief::Nothing,
        };
        if let Mischief::Bend(bend) = mischief {
            bend(&mut payload);
        }
        let stage = if matches!(mischief, Mischief::Lose) { Stage::Lost } else { Stage::Waiting };
        let delivery = self.deliveries.len();
        self.deliveries.push(Delivery { kind, payload, sent: 0, stage, took: None, answer: None, failures: 0 });
        let turn = Turn { delivery, retry: 0, reason: None };
        match mischief {
            Mischief::Lose => return delivery,
            Mischief::SwapWithNext => {
                self.held_back = Some(turn);
                return delivery;
            }
            _ => {}
        }
        let again = if matches!(mischief, Mischief::Repeat) { 2 } else { self.copies.max(1) };
        let times = if kind == Kind::Event { again } else { 1 };
        for retry in 0..times {
            self.queue.push_back(Turn { retry, reason: (retry > 0).then_some("http_timeout"), ..turn });
        }
        self.queue.extend(self.held_back.take());
        delivery
    }

    /// Takes out everything that is to be delivered, for a test that delivers it itself.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for the load, which needs PostgreSQL"))]
    pub(crate) fn take_deliveries(&mut self) -> Vec<Delivery> {
        self.queue.clear();
        std::mem::take(&mut self.deliveries)
    }

    /// Takes the next turn out of the queue.
    pub(super) fn take_turn(&mut self) -> Option<(Turn, Delivery)> {
        let turn = self.queue.pop_front()?;
        let delivery = &mut self.deliveries[turn.delivery];
        delivery.sent += 1;
        if delivery.stage == Stage::Waiting {
            delivery.stage = Stage::OnTheWay;
        }
        Some((turn, delivery.clone()))
    }

    /// It was acknowledged.
    pub(super) fn acknowledged(&mut self, delivery: usize, took: Duration, answer: Option<Value>) {
        if let Some(answer) = &answer {
            self.check_answer(delivery, answer);
        }
        let delivery = &mut self.deliveries[delivery];
        delivery.stage = Stage::Done;
        delivery.took = Some(took);
        delivery.answer = answer.or_else(|| delivery.answer.take());
    }

    /// It was not acknowledged. Sent again, until that was done often enough; commands and presses never are.
    pub(super) fn failed(&mut self, turn: Turn, reason: &'static str) {
        let delivery = &mut self.deliveries[turn.delivery];
        if delivery.stage == Stage::Done {
            return;
        }
        delivery.failures += 1;
        if delivery.failures > RETRIES || delivery.kind != Kind::Event {
            delivery.stage = Stage::Lost;
            return;
        }
        delivery.stage = Stage::Waiting;
        let retry = delivery.failures;
        self.queue.push_back(Turn { retry, reason: Some(reason), ..turn });
    }
}
