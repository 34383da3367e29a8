//! What a candidate is.

use crate::eval::tune::folds::{FoldSet, is_in};
use crate::faq::edit::Change;

/// A change, and where it is made.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::eval::tune) struct Step {
    pub(in crate::eval::tune) change: Change,
    /// The folds in which it is made: the messages outside suggest it. Only there is it in force, and does it count.
    pub(in crate::eval::tune) made_in: FoldSet,
}

/// Changes that may be worth trying together.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::eval::tune) struct Candidate {
    pub(in crate::eval::tune) steps: Vec<Step>,
    /// The messages that it can turn, by their places; all where it is not said.
    pub(in crate::eval::tune) reach: Option<Vec<usize>>,
}

impl Candidate {
    /// A single change.
    pub(in crate::eval::tune) fn one(change: Change, made_in: FoldSet, reach: Option<Vec<usize>>) -> Self {
        Self { steps: vec![Step { change, made_in }], reach }
    }

    /// Each threshold by itself, unless all are the same.
    pub(in crate::eval::tune) fn parted(self) -> Vec<Self> {
        let value = |step: &Step| match step.change {
            Change::Threshold { value, .. } => Some(value),
            _ => None,
        };
        let first = self.steps.first().and_then(value);
        if self.steps.iter().all(|step| value(step) == first) {
            return vec![self];
        }
        self.steps.into_iter().map(|step| Self { steps: vec![step], reach: None }).collect()
    }

    /// Whether any of its changes is made in a fold.
    pub(in crate::eval::tune) fn is_made_in(&self, fold: usize) -> bool {
        self.steps.iter().any(|step| is_in(step.made_in, fold))
    }

    /// Its changes, without the folds.
    pub(in crate::eval::tune) fn changes(&self) -> Vec<Change> {
        self.steps.iter().map(|step| step.change.clone()).collect()
    }

    /// Whether it changes nothing of what a message is likened to.
    pub(in crate::eval::tune) fn keeps_ranking(&self) -> bool {
        self.steps.iter().all(|step| matches!(step.change, Change::Threshold { .. }))
    }

    /// A text that no other candidate has.
    pub(in crate::eval::tune) fn name(&self) -> String {
        let changes: Vec<String> = self.steps.iter().map(|step| step.change.to_string()).collect();
        changes.join("\n")
    }
}

/// The changes of candidates that are in force in a fold.
pub(in crate::eval::tune) fn in_force<'a>(
    candidates: impl IntoIterator<Item = &'a Candidate>,
    fold: usize,
) -> Vec<Change> {
    let steps = candidates.into_iter().flat_map(|candidate| &candidate.steps);
    steps.filter(|step| is_in(step.made_in, fold)).map(|step| step.change.clone()).collect()
}
