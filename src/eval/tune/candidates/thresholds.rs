//! Thresholds of single entries.

use super::candidate::{Candidate, all_folds};
use crate::eval::tune::ground::Ground;
use crate::faq::edit::Change;

/// Thresholds that are tried, in hundredths: below the first an answer is a guess, above the last hardly one is given.
const TRIED: std::ops::RangeInclusive<u32> = 46..=88;
/// How far apart they are.
const STEP: usize = 3;

pub(super) fn candidates(ground: &Ground<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for id in &ground.faq {
        for hundredths in TRIED.step_by(STEP) {
            let change = Change::Threshold { entry: id.clone(), value: f64::from(hundredths) / 100.0 };
            found.push(Candidate { change, made_in: all_folds(ground.folds), reach: None });
        }
    }
    found
}
