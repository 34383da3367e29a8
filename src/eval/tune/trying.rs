//! Trying a candidate: what it does to the messages that it was not made from.

use super::candidates::Candidate;
use super::folds::{WATCH, numbers};
use super::ground::Ground;
use super::tally::{Tally, rise};
use std::collections::{BTreeMap, BTreeSet};

/// A proposal is worth at least so many right answers on messages from which it was not made.
const LEAST_WORTH: f64 = 0.4;
/// … and wins in at least so many folds,
const LEAST_FOLDS: usize = 2;
/// each of them by this much.
const WINS: f64 = 0.05;
/// Of one round so many proposals are taken at most; the next round sees their effect.
const TAKEN: usize = 8;
/// A candidate gets in another's way when it raises or lowers the same message by this much.
const TURNS: f64 = 0.15;

/// A candidate that was tried.
pub(super) struct Trying {
    pub(super) candidate: Candidate,
    /// On the messages from which it was not made.
    pub(super) effect: Tally,
    folds: usize,
    /// On all messages.
    whole: Tally,
    /// The messages that it turns, by their places.
    turned: BTreeSet<usize>,
}

impl Trying {
    /// Tries a candidate beside those that are taken.
    pub(super) fn new(ground: &Ground<'_>, taken: &[Candidate], candidate: &Candidate) -> Self {
        let reach = candidate.reach.clone().unwrap_or_else(|| (0..ground.trials.len()).collect());
        let held: BTreeSet<usize> = reach.iter().map(|at| ground.trials[*at].fold).collect();
        let folds: Vec<usize> = held.into_iter().filter(|fold| candidate.is_made_in(*fold)).collect();
        let ranks = candidate.keeps_ranking();
        let brains = ground.variant(&taken.iter().chain([candidate]), &folds, ranks);
        let mut by_fold = ByFold::default();
        let mut turned = BTreeSet::new();
        for at in reach.into_iter().filter(|at| brains.contains_key(&ground.trials[*at].fold)) {
            let trial = &ground.trials[at];
            let after = ground.try_out(&brains, trial, ranks);
            by_fold.entry(trial.fold).or_default().add(trial.verdicts, after);
            if rise(trial.verdicts, after).abs() > TURNS {
                turned.insert(at);
            }
        }
        let (effect, folds) = outside(&by_fold, candidate);
        Self { candidate: candidate.clone(), effect, folds, whole: sum(&by_fold), turned }
    }

    /// Whether it is worth to be taken.
    pub(super) fn is_good(&self) -> bool {
        self.folds >= LEAST_FOLDS && self.effect.worth() >= LEAST_WORTH && self.effect.is_safe() && self.whole.is_safe()
    }
}

/// What one of the taken candidates brings beside all others, and in how many folds it wins. What the opening took counts
/// everywhere: it was chosen for all it does.
pub(super) fn worth_of(ground: &Ground<'_>, taken: &[Candidate], place: usize, opened: bool) -> (Tally, usize) {
    let candidate = &taken[place];
    let others = taken.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, other)| other);
    let mut folds = numbers(ground.folds);
    folds.retain(|fold| candidate.is_made_in(*fold));
    let ranks = candidate.keeps_ranking();
    let brains = ground.variant(&others, &folds, ranks);
    let mut by_fold = ByFold::default();
    for trial in &ground.trials {
        let without = ground.try_out(&brains, trial, ranks);
        by_fold.entry(trial.fold).or_default().add(without, trial.verdicts);
    }
    if opened {
        let wins = by_fold.values().filter(|tally| tally.plain_worth() > 0.0).count();
        return (sum(&by_fold), wins);
    }
    outside(&by_fold, candidate)
}

type ByFold = BTreeMap<usize, Tally>;

fn sum(by_fold: &ByFold) -> Tally {
    let mut whole = Tally::default();
    for tally in by_fold.values() {
        whole += *tally;
    }
    whole
}

/// What counts of a candidate: its effect in each fold in which it was made, where the messages outside gain by it. And in
/// how many of them it wins.
fn outside(by_fold: &ByFold, candidate: &Candidate) -> (Tally, usize) {
    let whole = sum(by_fold);
    let (mut effect, mut folds) = (Tally::default(), 0);
    for (fold, inside) in by_fold {
        let gained = *fold == WATCH || whole.worth() - inside.worth() > 0.0;
        if gained && candidate.is_made_in(*fold) {
            effect += *inside;
            folds += usize::from(inside.worth() > WINS);
        }
    }
    (effect, folds)
}

/// The best first, and after it those that turn none of the same messages.
pub(super) fn apart(tried: Vec<Trying>) -> Vec<Candidate> {
    let mut taken: Vec<Trying> = Vec::new();
    for trial in tried {
        if taken.len() < TAKEN && taken.iter().all(|other| other.turned.is_disjoint(&trial.turned)) {
            taken.push(trial);
        }
    }
    taken.into_iter().map(|trial| trial.candidate).collect()
}
