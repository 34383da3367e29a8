//! The figures for public question sets, where no safety stage and no gate take part.
//!
//! | figure | meaning |
//! |---|---|
//! | `acc0` | share of in-scope messages whose best candidate is right, whatever the decision |
//! | `c90`, `c95` | highest such share at a score that refuses at least 90 % (95 %) of the out-of-scope messages, swept on the test itself |
//! | `right`, `wrong` | in-scope messages answered with a right (wrong) best entry at the engine's own thresholds |
//! | `refused` | out-of-scope messages not answered at those thresholds |
//! | `top3` | in-scope messages with a right id among the first three candidates |

use super::messages::Labels;
use super::share::rounded;
use crate::explain::Prediction;
use serde_json::{Map, Value};

/// So many candidates count for `top3`.
const TOP: usize = 3;
/// The shares of refused out-of-scope messages at which the sweep is read.
const SWEEPS: [(&str, f64); 2] = [("c90", 0.90), ("c95", 0.95)];
/// Keeps a share that is a whole number of messages from being rounded up to the next by floating point.
const SLACK: f64 = 1e-9;

/// Figures by name, in the order of the scoring tool; those that the set cannot give are missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublicFigures(pub Vec<(&'static str, f64)>);

impl PublicFigures {
    /// Counts every message that has labels.
    pub fn of<'a>(pairs: impl Iterator<Item = (&'a Labels, &'a Prediction)>) -> Self {
        let mut tally = Tally::default();
        for (labels, prediction) in pairs {
            tally.add(labels, prediction);
        }
        Self(tally.figures())
    }

    /// The object that the scoring tool prints.
    pub fn to_json(&self) -> Value {
        Value::Object(self.0.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect::<Map<_, _>>())
    }
}

/// The median and the 99th of a hundred; `None` of nothing.
pub(super) fn quantiles(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    let count = values.len();
    let last = count.checked_sub(1)?;
    Some((values[count / 2], values[((count as f64 * 0.99) as usize).min(last)]))
}

#[derive(Default)]
struct Tally {
    /// Score and whether the best candidate is right, of messages that some entry answers.
    inside: Vec<(f64, bool)>,
    /// Scores of messages that no entry answers.
    outside: Vec<f64>,
    right: usize,
    wrong: usize,
    refused: usize,
    top: usize,
    micros: Vec<f64>,
}

impl Tally {
    fn add(&mut self, labels: &Labels, prediction: &Prediction) {
        let gold = |id: &str| labels.labels.iter().chain(labels.also.iter().flatten()).any(|label| label == id);
        self.micros.extend(prediction.micros);
        let answer = prediction.entries.first().filter(|_| prediction.answers());
        if labels.labels.iter().any(|label| label == "none") {
            self.outside.push(prediction.score);
            self.refused += usize::from(answer.is_none());
            return;
        }
        let mut candidates = prediction.candidates.iter().take(TOP).map(|candidate| gold(&candidate.id));
        let best = candidates.next().unwrap_or(false);
        self.inside.push((prediction.score, best));
        self.top += usize::from(best || candidates.any(|right| right));
        self.right += usize::from(answer.is_some_and(|id| gold(id)));
        self.wrong += usize::from(answer.is_some_and(|id| !gold(id)));
    }

    fn figures(mut self) -> Vec<(&'static str, f64)> {
        let inside = self.inside.len().max(1) as f64;
        let best = self.inside.iter().filter(|(_, right)| *right).count();
        let shares = [("acc0", best), ("top3", self.top), ("right", self.right), ("wrong", self.wrong)];
        let mut figures: Vec<_> = shares.iter().map(|&(name, hits)| (name, hits as f64 / inside)).collect();
        self.outside.sort_by(f64::total_cmp);
        if !self.outside.is_empty() {
            let outside = self.outside.len() as f64;
            figures.push(("refused", self.refused as f64 / outside));
            for (name, share) in SWEEPS {
                let cut = self.outside[((share * outside - SLACK).ceil() as usize).saturating_sub(1)];
                let kept = self.inside.iter().filter(|(score, right)| *right && *score > cut).count();
                figures.push((name, kept as f64 / inside));
            }
        }
        if let Some((p50, p99)) = quantiles(self.micros) {
            figures.extend([("micros_p50", p50), ("micros_p99", p99)]);
        }
        figures.into_iter().map(|(name, value)| (name, rounded(value))).collect()
    }
}
