//! Candidates: changes that messages suggest, each with the folds in which it is made.
//!
//! A fold makes a candidate when the messages outside that fold suggest it. What they have of it is counted here; whether
//! they gain by it is found out when the candidate is tried.

mod candidate;
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

pub(super) use candidate::{Candidate, in_force};
pub(super) use phrasings::bundles;
pub(super) use thresholds::{common, with_threshold};

/// Every candidate that the ground suggests, in an order that does not vary. `pack` is the one before all changes. Changes
/// that there are already are left out.
pub(super) fn candidates(ground: &Ground<'_>, pack: &Pack, changes: &[Change]) -> Vec<Candidate> {
    let reader = words::Reader::default();
    let texts: Vec<words::Words> = ground.trials.iter().map(|trial| reader.read(&trial.outcome.text)).collect();
    let mut found = thresholds::candidates(ground);
    found.extend(keywords::weights(ground, pack));
    found.extend(keywords::candidates(ground, &texts));
    found.extend(synonyms::candidates(ground, &texts, &reader));
    found.extend(exceptions::candidates(ground, &texts));
    found.extend(phrasings::singles(ground));
    found.extend(phrasings::bundles(ground));
    for candidate in &mut found {
        candidate.steps.retain(|step| !changes.contains(&step.change));
    }
    found.retain(|candidate| !candidate.steps.is_empty());
    found
}
