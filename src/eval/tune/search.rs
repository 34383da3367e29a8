//! The search: round after round the candidates are tried, and the best that do not get in one another's way are taken.

use super::super::messages::LabelledMessage;
use super::candidates::{Candidate, MOST_FOLDS, candidates};
use super::folds::deal;
use super::ground::Ground;
use super::parallel;
use super::proposal::{Proposal, Tuning};
use super::tally::{Pair, Tally};
use crate::bot::Brain;
use crate::faq::Pack;
use crate::faq::edit::{Change, with_changes};
use crate::message::Mode;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A proposal is worth at least so many right answers on messages from which it was not made.
const LEAST_WORTH: f64 = 1.5;
/// … and wins in at least so many folds.
const LEAST_FOLDS: usize = 2;
/// Of one round so many proposals are taken at most; the next round sees their effect.
const TAKEN: usize = 4;

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How the messages reach the bot.
    pub mode: Mode,
    /// Folds of the cross-validation, 2 to 20.
    pub folds: usize,
    /// Rounds at most.
    pub rounds: usize,
}

/// How far the search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The round, from 1.
    pub round: usize,
    /// Candidates of the round that were tried.
    pub tried: usize,
    /// Candidates of the round.
    pub of: usize,
}

/// Who watches the search, and may end it.
pub struct Watch<'a> {
    /// Called from several threads.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Ends the search as soon as it is set; what was found so far stays.
    pub stop: &'a AtomicBool,
}

/// Searches for changes to the pack of a brain. The result depends on nothing but the arguments.
pub fn tune(brain: &Brain, messages: &[LabelledMessage], options: Options, watch: &Watch<'_>) -> Tuning {
    let pack = brain.pack();
    let folds = options.folds.clamp(2, MOST_FOLDS);
    let labelled: Vec<&LabelledMessage> = messages.iter().filter(|message| message.labels.is_some()).collect();
    let dealt = deal(&labelled, folds);
    let ground = |changes: &[Change]| {
        Ground::new(brain.rebuilt(with_changes(pack, changes)), &labelled, &dealt, folds, options.mode)
    };
    let mut here = ground(&[]);
    let mut tuning = Tuning::of(&here);
    let mut hopeless: Vec<Change> = Vec::new();
    for round in 1..=options.rounds {
        let Some(mut tried) = try_all(&here, pack, &tuning, &hopeless, round, watch) else {
            tuning.stopped = true;
            break;
        };
        tuning.tried += tried.len();
        tried.retain(|trial| trial.is_good());
        tried.sort_by(|a, b| b.effect.worth().total_cmp(&a.effect.worth()));
        let taken = apart(tried);
        if taken.is_empty() {
            break;
        }
        for proposals in [taken.clone(), taken[..1].to_vec()] {
            let mut changes = tuning.changes();
            changes.extend(proposals.iter().map(|trial| trial.change.clone()));
            let there = ground(&changes);
            let all = here.against(&there);
            if all.is_safe() && all.worth() > 0.0 {
                tuning.proposals.extend(proposals.into_iter().map(Trying::into_proposal));
                here = there;
                break;
            }
            if proposals.len() == 1 {
                hopeless.push(proposals[0].change.clone());
            }
        }
    }
    tuning
}

impl Tuning {
    fn of(ground: &Ground<'_>) -> Self {
        let count = |of: fn(&Pair) -> bool| ground.trials.iter().filter(|trial| of(&trial.verdicts)).count();
        Self {
            messages: ground.trials.len(),
            asking: (0..ground.trials.len()).filter(|at| ground.asks_faq(*at)).count(),
            right_before: count(|pair| pair[0].right),
            wrong_before: count(|pair| pair[0].wrong),
            ..Self::default()
        }
    }
}

/// A candidate that was tried.
#[derive(Clone)]
struct Trying {
    change: Change,
    /// On the messages from which it was not made.
    effect: Tally,
    folds: usize,
    /// On all messages.
    whole: Tally,
    /// The messages that it turns, by their places.
    turned: BTreeSet<usize>,
}

impl Trying {
    fn is_good(&self) -> bool {
        self.folds >= LEAST_FOLDS && self.effect.worth() >= LEAST_WORTH && self.effect.is_safe() && self.whole.is_safe()
    }

    fn into_proposal(self) -> Proposal {
        Proposal { change: self.change, effect: self.effect, folds: self.folds }
    }
}

/// Tries every candidate; `None` when it was stopped.
fn try_all(
    ground: &Ground<'_>,
    pack: &Pack,
    tuning: &Tuning,
    hopeless: &[Change],
    round: usize,
    watch: &Watch<'_>,
) -> Option<Vec<Trying>> {
    let changes = tuning.changes();
    let mut candidates = candidates(ground, &changes);
    candidates.retain(|candidate| !hopeless.contains(&candidate.change));
    let done = AtomicUsize::new(0);
    let of = candidates.len();
    parallel::map(&candidates, watch.stop, |candidate| {
        let mut changes = changes.clone();
        changes.push(candidate.change.clone());
        let brain = ground.brain.with_pack(with_changes(pack, &changes));
        let tried = try_out(ground, &brain, candidate);
        (watch.progress)(Progress { round, tried: done.fetch_add(1, Ordering::Relaxed) + 1, of });
        tried
    })
}

/// Counts a candidate in the folds in which it is made: where the other messages gain by it.
fn try_out(ground: &Ground<'_>, brain: &Brain, candidate: &Candidate) -> Trying {
    let mut by_fold = vec![Tally::default(); ground.folds];
    let mut turned = BTreeSet::new();
    for (at, trial) in ground.trials.iter().enumerate() {
        let after = ground.try_out(brain, trial);
        if after != trial.verdicts {
            by_fold[trial.fold].add(trial.verdicts, after);
            turned.insert(at);
        }
    }
    let mut whole = Tally::default();
    by_fold.iter().for_each(|tally| whole += *tally);
    let (mut effect, mut folds) = (Tally::default(), 0);
    for (fold, inside) in by_fold.iter().enumerate() {
        let gain_outside = whole.worth() - inside.worth();
        if candidate.made_in & (1 << fold) != 0 && gain_outside > 0.0 {
            effect += *inside;
            folds += usize::from(inside.worth() > 0.0);
        }
    }
    Trying { change: candidate.change.clone(), effect, folds, whole, turned }
}

/// The best first, and after it those that turn none of the same messages.
fn apart(tried: Vec<Trying>) -> Vec<Trying> {
    let mut taken: Vec<Trying> = Vec::new();
    for trial in tried {
        if taken.len() < TAKEN && taken.iter().all(|other| other.turned.is_disjoint(&trial.turned)) {
            taken.push(trial);
        }
    }
    taken
}
