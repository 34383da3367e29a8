//! A message that was decided on.

use std::sync::Arc;

use super::brain::{Brain, Outcome};
use crate::decision::Kind;

/// The confidence from which a candidate is worth a look for somebody whose question was not met: far below a suggestion,
/// since who asks for more has read that it was not right.
const WORTH_OFFERING: f32 = 0.15;

/// A message that was decided on, with the pure part that did it.
pub struct Heard {
    pub(super) brain: Arc<Brain>,
    pub(super) outcome: Outcome,
    /// What the pure part took.
    pub(super) micros: f64,
}

impl Heard {
    /// The pure part that decided.
    pub fn brain(&self) -> &Brain {
        &self.brain
    }

    /// All that was found out.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Microseconds of the pure part.
    pub fn micros(&self) -> f64 {
        self.micros
    }

    /// Whether somebody may be in danger.
    pub fn is_danger(&self) -> bool {
        self.outcome.decision.is_danger()
    }

    /// Whether nothing is to be said.
    pub fn is_silent(&self) -> bool {
        self.outcome.decision.kind == Kind::Silent
    }

    /// The kind of decision, by name.
    pub fn decision(&self) -> &'static str {
        self.outcome.decision.kind.name()
    }

    /// Entries that came next and were neither answered nor suggested, best first: what else may have been meant.
    pub(super) fn others(&self) -> Vec<String> {
        let decision = &self.outcome.decision;
        let near = decision.candidates.iter().filter(|candidate| candidate.score >= WORTH_OFFERING);
        let new = near.map(|candidate| candidate.entry).filter(|entry| !decision.entries.contains(entry));
        self.brain.ids(&new.collect::<Vec<_>>())
    }

    /// The ids of the entries that are answered or suggested.
    pub fn entries(&self) -> Vec<String> {
        self.brain.ids(&self.outcome.decision.entries)
    }
}
