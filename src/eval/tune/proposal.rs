//! What tuning found.

use super::ground::Ground;
use super::tally::Tally;
use crate::faq::edit::Change;

/// A change with what it does on messages from which it was not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The change.
    pub change: Change,
    /// What it wins and loses there, with all other proposals in force.
    pub effect: Tally,
    /// In so many folds it wins more than it loses.
    pub folds: usize,
}

/// How the labelled messages fare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Messages with labels.
    pub messages: usize,
    /// Of those, messages that ask for an entry.
    pub asking: usize,
    /// Of those, answered right.
    pub right: usize,
    /// All messages that are answered wrong.
    pub wrong: usize,
}

impl Standing {
    pub(super) fn of(ground: &Ground<'_>) -> Self {
        let given = || ground.trials.iter().enumerate().filter(|(_, trial)| trial.given);
        Self {
            messages: given().count(),
            asking: given().filter(|(at, _)| ground.asks_faq(*at)).count(),
            right: given().filter(|(_, trial)| trial.verdicts[0].right).count(),
            wrong: given().filter(|(_, trial)| trial.verdicts[0].wrong).count(),
        }
    }
}

/// All that tuning found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tuning {
    /// The proposals, in the order in which they were found.
    pub proposals: Vec<Proposal>,
    /// How the messages fare with the documents as they are.
    pub before: Standing,
    /// … and with all proposals: on the messages from which they were made, so better than on new ones.
    pub after: Standing,
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
}
