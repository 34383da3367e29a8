//! What tuning found.

use super::tally::Tally;
use crate::faq::edit::Change;

/// A change with what it does on messages from which it was not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The change.
    pub change: Change,
    /// What it won and lost there.
    pub effect: Tally,
    /// In so many folds it won more than it lost.
    pub folds: usize,
}

/// All that tuning found, in the order in which it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tuning {
    /// The proposals; each was counted with those before it in force.
    pub proposals: Vec<Proposal>,
    /// Messages with labels.
    pub messages: usize,
    /// Of those, messages that ask for an entry.
    pub asking: usize,
    /// Of those, answered right before any change.
    pub right_before: usize,
    /// All messages answered wrong before any change.
    pub wrong_before: usize,
    /// Candidates that were tried.
    pub tried: usize,
    /// It was ended before it was done.
    pub stopped: bool,
}

impl Tuning {
    /// The changes of all proposals.
    pub fn changes(&self) -> Vec<Change> {
        self.proposals.iter().map(|proposal| proposal.change.clone()).collect()
    }

    /// What all proposals won and lost together.
    pub fn effect(&self) -> Tally {
        let mut sum = Tally::default();
        for proposal in &self.proposals {
            sum += proposal.effect;
        }
        sum
    }
}
