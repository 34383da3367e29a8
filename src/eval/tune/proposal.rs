//! What tuning found.

use super::ground::Ground;
use super::tally::Tally;
use crate::faq::edit::Change;
use std::fmt;

/// Changes that belong together, with what they do on messages from which they were not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The changes: mostly one; all phrasings of an entry; the thresholds of all entries.
    pub changes: Vec<Change>,
    /// What they win and lose there, with all other proposals in force.
    pub effect: Tally,
    /// In so many folds they win more than they lose.
    pub folds: usize,
}

impl Proposal {
    /// The entry that all of it concerns, where there is one.
    pub fn entry(&self) -> Option<&str> {
        let first = self.changes.first()?.entry();
        first.filter(|_| self.changes.iter().all(|change| change.entry() == first))
    }
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.changes.as_slice(), self.entry()) {
            ([change], _) => write!(f, "{change}"),
            (changes, Some(entry)) => write!(f, "{entry}: {} phrasings", changes.len()),
            ([Change::Threshold { value, .. }, ..], None) => write!(f, "every entry: threshold {value:.2}"),
            (changes, None) => write!(f, "{} changes", changes.len()),
        }
    }
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
    /// … and with all proposals, each message without what was taken from it.
    pub after: Standing,
    /// Candidates that were tried.
    pub tried: usize,
    /// It was ended before it was done.
    pub stopped: bool,
}

impl Tuning {
    /// The changes of all proposals.
    pub fn changes(&self) -> Vec<Change> {
        self.proposals.iter().flat_map(|proposal| proposal.changes.clone()).collect()
    }
}
