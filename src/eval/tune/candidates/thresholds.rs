//! Thresholds: of single entries, and one for all.

use super::candidate::{Candidate, Step};
use crate::eval::tune::folds::all_folds;
use crate::eval::tune::ground::Ground;
use crate::faq::edit::Change;

/// Thresholds that are tried, in hundredths: below the first an answer is a guess, above the last hardly one is given.
const TRIED: std::ops::RangeInclusive<u32> = 46..=88;
/// How far apart they are for a single entry,
const STEP: usize = 3;
/// and for all, where more messages tell them apart.
const FINE_STEP: usize = 1;

pub(super) fn candidates(ground: &Ground<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for id in &ground.faq {
        for hundredths in TRIED.step_by(STEP) {
            found.push(Candidate { steps: vec![step(ground, id, hundredths)], reach: None });
        }
    }
    found
}

/// The same threshold for every entry with an answer.
pub(in crate::eval::tune) fn common(ground: &Ground<'_>) -> Vec<Candidate> {
    let all = |hundredths: u32| ground.faq.iter().map(|id| step(ground, id, hundredths)).collect();
    TRIED.step_by(FINE_STEP).map(|hundredths| Candidate { steps: all(hundredths), reach: None }).collect()
}

/// The same thresholds with each other value for one entry.
pub(in crate::eval::tune) fn with_threshold(
    ground: &Ground<'_>,
    own: Option<&Candidate>,
    entry: &str,
) -> Vec<Candidate> {
    let mut others = own.map(|own| own.steps.clone()).unwrap_or_default();
    others.retain(|step| step.change.entry() != Some(entry));
    let with = |hundredths: u32| others.iter().cloned().chain([step(ground, entry, hundredths)]).collect();
    TRIED.step_by(STEP).map(|hundredths| Candidate { steps: with(hundredths), reach: None }).collect()
}

fn step(ground: &Ground<'_>, id: &str, hundredths: u32) -> Step {
    let change = Change::Threshold { entry: id.to_owned(), value: f64::from(hundredths) / 100.0 };
    Step { change, made_in: all_folds(ground.folds) }
}
