//! Phrasings: the words of messages that did not get their answer.

use super::candidate::{Candidate, all_folds};
use crate::eval::tune::ground::{Ground, Trial};
use crate::faq::edit::Change;

/// A phrasing has so many words.
const WORDS: std::ops::RangeInclusive<usize> = 3..=12;
/// Labels of which nothing is taken, whoever gave them.
const NEVER: [&str; 5] = ["crisis", "emergency", "advice", "personal", "none"];

pub(super) fn candidates(ground: &Ground<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (at, trial) in ground.trials.iter().enumerate() {
        let Some(id) = ground.only_entry(at).filter(|_| !trial.verdicts[0].right && is_plain(trial)) else { continue };
        if NEVER.iter().any(|label| ground.may_be(at, label)) {
            continue;
        }
        let change = Change::Phrasing { entry: id, text: trial.outcome.text.understood.clone() };
        let known = |other: &Candidate| other.change == change;
        if !found.iter().any(known) {
            found.push(Candidate { change, made_in: all_folds(ground.folds) & !(1 << trial.fold), reach: None });
        }
    }
    found
}

/// Short, one thought, every word known, no digits, nothing about a person, and nobody in danger by any rule.
fn is_plain(trial: &Trial<'_>) -> bool {
    let text = &trial.outcome.text;
    let known = text.tokens.iter().all(|token| token.id.is_some() && !token.code);
    let one = text.tokens.last().is_none_or(|last| last.sentence == 0);
    let digits = trial.text.bytes().any(|byte| byte.is_ascii_digit());
    WORDS.contains(&text.tokens.len())
        && known
        && one
        && !digits
        && !text.mentions
        && trial.outcome.triage.hits.is_empty()
        && trial.outcome.triage.personal.is_empty()
}
