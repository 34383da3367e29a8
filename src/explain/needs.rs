//! What the best entry needs to be given: the line that its confidence is held against.

use serde::Serialize;

use super::decided::decided_on;
use super::prediction::rounded;
use crate::bot::{Brain, Outcome};
use crate::conversation::Act;
use crate::decision::{doubt, needed};
use crate::message::Mode;

/// The confidence that the best entry of a message needs, its own threshold and what the message does taken into account.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct Needs {
    /// Where the bot is asked.
    pub asked: f64,
    /// Where it only overhears the message.
    pub unasked: f64,
    /// Whether the entry has a threshold of its own.
    pub own: bool,
}

impl Needs {
    /// What the best entry needs; none where no entry came up.
    pub fn new(outcome: &Outcome, brain: &Brain) -> Option<Self> {
        let best = outcome.decision.candidates.first()?;
        let unit = decided_on(outcome);
        let act = outcome.acts.get(unit).copied().unwrap_or(Act::Tells);
        let share = outcome.ranking.units.get(unit).map_or(1.0, |unit| outcome.ranking.share(unit));
        let (entry, thresholds) = (&brain.pack().entries[best.entry], brain.thresholds());
        let doubt = doubt(act, outcome.tone, share);
        let in_mode = |mode| rounded(needed(entry, doubt, thresholds.answer_in(mode)));
        Some(Self { asked: in_mode(Mode::Direct), unasked: in_mode(Mode::Ambient), own: entry.threshold.is_some() })
    }
}
