//! Candidates: changes that messages suggest, each with the folds in which it is made.
//!
//! A fold makes a candidate when the messages outside that fold suggest it. What they have of it is counted here; whether
//! they gain by it is found out when the candidate is tried.

mod counts;
mod exceptions;
mod keywords;
mod phrasings;
mod synonyms;
mod thresholds;
mod words;

use super::ground::Ground;
use crate::faq::Pack;
use crate::faq::edit::Change;

/// Folds as bits.
pub(super) type FoldSet = u32;
/// More folds than bits cannot be told apart.
pub(super) const MOST_FOLDS: usize = 20;

/// A change that may be worth trying.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) change: Change,
    /// The folds in which it is made, and in which its effect counts.
    pub(super) made_in: FoldSet,
    /// The messages that it can turn, by their places; all where it is not said.
    pub(super) reach: Option<Vec<usize>>,
}

/// Every candidate that the ground suggests, in an order that does not vary. `pack` is the one before all changes.
pub(super) fn candidates(ground: &Ground<'_>, pack: &Pack, changes: &[Change]) -> Vec<Candidate> {
    let reader = words::Reader::default();
    let texts: Vec<words::Words> = ground.trials.iter().map(|trial| reader.read(&trial.outcome.text)).collect();
    let mut found = thresholds::candidates(ground);
    found.extend(keywords::weights(ground, pack));
    found.extend(keywords::candidates(ground, &texts));
    found.extend(synonyms::candidates(ground, &texts, &reader));
    found.extend(exceptions::candidates(ground, &texts));
    found.extend(phrasings::candidates(ground));
    found.retain(|candidate| !changes.contains(&candidate.change));
    found
}

/// The set of all folds.
fn all_folds(folds: usize) -> FoldSet {
    (1 << folds) - 1
}
