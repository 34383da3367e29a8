//! Exceptions: words of messages that get an entry, or nearly, without asking for it.

use super::candidate::Candidate;
use super::counts::Counts;
use super::words::Words;
use crate::eval::tune::ground::Ground;
use crate::faq::edit::Change;
use std::collections::BTreeMap;

/// Messages outside a fold that must have the words.
const LEAST: usize = 2;
/// The share of messages with the words that do not ask for the entry.
const SHARE: f64 = 0.95;
/// A message of which the verdict has less value than this gets a wrong entry, or nearly.
const NEARLY: f64 = -0.3;
/// Words tried for each entry.
const TERMS: usize = 8;

pub(super) fn candidates(ground: &Ground<'_>, texts: &[Words]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (number, entry) in ground.whole().pack().entries.iter().enumerate() {
        if !ground.faq.contains(&entry.id) {
            continue;
        }
        let mut wanted: BTreeMap<&str, (Counts, &str)> = BTreeMap::new();
        for (at, trial) in ground.trials.iter().enumerate() {
            let verdict = trial.verdicts[0];
            let best = trial.outcome.decision.candidates.first().is_some_and(|best| best.entry == number);
            if best && (verdict.value < NEARLY) && !ground.asks(at, &entry.id) {
                for (stem, shown) in texts[at].telling.iter().chain(&texts[at].phrases) {
                    wanted.entry(stem).or_insert_with(|| (Counts::new(ground.folds), shown));
                }
            }
        }
        for (at, words) in texts.iter().enumerate() {
            for stem in words.telling.keys().chain(words.phrases.keys()) {
                if let Some((counts, _)) = wanted.get_mut(stem.as_str()) {
                    counts.add(at, ground.trials[at].fold, !ground.asks(at, &entry.id));
                }
            }
        }
        let mut strong: Vec<_> = wanted.into_values().filter(|(counts, _)| counts.folds(LEAST, SHARE) != 0).collect();
        strong.sort_by(|a, b| b.0.strength().total_cmp(&a.0.strength()).then_with(|| a.1.cmp(b.1)));
        for (counts, shown) in strong.into_iter().take(TERMS) {
            let change = Change::Except { entry: entry.id.clone(), any: vec![shown.to_owned()] };
            found.push(Candidate::one(change, counts.folds(LEAST, SHARE), Some(counts.places().to_vec())));
        }
    }
    found
}
