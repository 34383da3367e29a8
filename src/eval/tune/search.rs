//! The search: round after round the candidates are tried, and the best that do not get in one another's way are taken.
//! At last every proposal that the others make needless is let go.

use super::super::messages::{LabelledMessage, Labels};
use super::candidates::{Candidate, FoldSet, MOST_FOLDS, candidates};
use super::folds::deal;
use super::ground::{GUARD, Ground};
use super::parallel;
use super::proposal::{Proposal, Standing, Tuning};
use super::tally::{Tally, rise};
use crate::bot::Brain;
use crate::faq::Pack;
use crate::faq::edit::{Change, with_changes};
use crate::message::Mode;
use crate::safety::Tier;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A proposal is worth at least so many right answers on messages from which it was not made.
const LEAST_WORTH: f64 = 0.4;
/// … and wins in at least so many folds,
const LEAST_FOLDS: usize = 2;
/// each of them by this much.
const WINS: f64 = 0.05;
/// In the end a proposal stays that is still worth this much beside all others.
const KEPT_WORTH: f64 = 0.3;
/// Of one round so many proposals are taken at most; the next round sees their effect.
const TAKEN: usize = 8;
/// A candidate gets in another's way when it raises or lowers the same message by this much.
const TURNS: f64 = 0.15;
/// After the first round so many of the candidates known by then are tried, those that were worth most. What a change
/// brings mostly shrinks when others are made, so the best are among them.
const TRIED_AGAIN: usize = 160;

/// So many examples of the safety rules keep watch at most.
const MOST_GUARDS: usize = 300;

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
    let folds = options.folds.clamp(2, MOST_FOLDS);
    let guards = guards(brain);
    let labelled: Vec<&LabelledMessage> =
        messages.iter().filter(|message| message.labels.is_some()).chain(&guards).collect();
    let dealt = deal(&labelled, folds);
    let ground = |changes: &[Change]| {
        Ground::new(brain.rebuilt(with_changes(brain.pack(), changes)), &labelled, &dealt, folds, options.mode)
    };
    let start = ground(&[]);
    let before = Standing::of(&start);
    let mut search =
        Search { pack: brain.pack(), here: start, taken: Vec::new(), known: BTreeMap::new(), tried: 0, watch };
    // Where all is right there is nothing to gain. A round that finds nothing, or is stopped, is the last.
    let rounds = if before.right == before.asking && before.wrong == 0 { 0 } else { options.rounds };
    _ = (1..=rounds).try_for_each(|round| search.round(round, &ground));
    let stopped = search.is_stopped();
    let proposals = search.pruned(&ground);
    Tuning { proposals, before, after: Standing::of(&search.here), tried: search.tried, stopped }
}

/// Examples of the safety rules, as messages. Some of what people write in danger is met by no rule: an entry that would
/// be the answer to one of these, were it not met, may be answered to the next.
fn guards(brain: &Brain) -> Vec<LabelledMessage> {
    let all: Vec<_> = brain.rules().examples().filter(|(tier, _)| tier.is_danger()).collect();
    let guard = |(tier, text): &(Tier, &str)| LabelledMessage {
        line: GUARD,
        text: (*text).to_owned(),
        labels: Some(Labels { labels: vec![tier.name().to_owned()], ..Labels::default() }),
    };
    all.iter().step_by(all.len().div_ceil(MOST_GUARDS).max(1)).map(guard).collect()
}

/// The state between two rounds.
struct Search<'a, 'm> {
    pack: &'a Pack,
    here: Ground<'m>,
    taken: Vec<Candidate>,
    /// What a candidate was worth when it was last tried, by the text of its change.
    known: BTreeMap<String, f64>,
    tried: usize,
    watch: &'a Watch<'a>,
}

impl<'m> Search<'_, 'm> {
    fn is_stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed)
    }

    /// One round; `None` when the search is at its end.
    fn round(&mut self, round: usize, ground: &impl Fn(&[Change]) -> Ground<'m>) -> Option<()> {
        let mut tried = self.try_all(round)?;
        self.tried += tried.len();
        for trial in &tried {
            self.known.insert(trial.candidate.change.to_string(), trial.effect.worth());
        }
        tried.retain(Trying::is_good);
        tried.sort_by(|a, b| b.effect.worth().total_cmp(&a.effect.worth()));
        let best = apart(tried);
        let first = best.first()?.candidate.clone();
        let all: Vec<Candidate> = best.into_iter().map(|trial| trial.candidate).collect();
        if !(self.take(all, ground) || self.take(vec![first.clone()], ground)) {
            self.known.insert(first.change.to_string(), f64::NEG_INFINITY);
        }
        Some(())
    }

    /// Takes candidates if documents built with them from the ground up hold what was promised.
    fn take(&mut self, more: Vec<Candidate>, ground: &impl Fn(&[Change]) -> Ground<'m>) -> bool {
        let mut changes = changes(&self.taken);
        changes.extend(more.iter().map(|candidate| candidate.change.clone()));
        let there = ground(&changes);
        let all = self.here.against(&there);
        let holds = all.is_safe() && all.worth() > 0.0;
        if holds {
            self.taken.extend(more);
            self.here = there;
        }
        holds
    }

    /// Tries the candidates of a round; `None` when it was stopped.
    fn try_all(&self, round: usize) -> Option<Vec<Trying>> {
        let changes = changes(&self.taken);
        let mut known = Vec::new();
        let mut fresh = Vec::new();
        for candidate in candidates(&self.here, self.pack, &changes) {
            match self.known.get(&candidate.change.to_string()) {
                Some(worth) => known.push((*worth, candidate)),
                None => fresh.push(candidate),
            }
        }
        known.retain(|(worth, _)| worth.is_finite());
        known.sort_by(|a, b| b.0.total_cmp(&a.0));
        fresh.extend(known.into_iter().take(TRIED_AGAIN).map(|(_, candidate)| candidate));
        let (done, of) = (AtomicUsize::new(0), fresh.len());
        parallel::map(&fresh, self.watch.stop, |candidate| {
            let mut changes = changes.clone();
            changes.push(candidate.change.clone());
            let brain = self.here.brain.with_pack(with_changes(self.pack, &changes));
            let tried = Trying::new(&self.here, &brain, candidate);
            (self.watch.progress)(Progress { round, tried: done.fetch_add(1, Ordering::Relaxed) + 1, of });
            tried
        })
    }

    /// The proposals that are still worth something beside all others, each with what would be lost without it.
    fn pruned(&mut self, ground: &impl Fn(&[Change]) -> Ground<'m>) -> Vec<Proposal> {
        let go_on = AtomicBool::new(false);
        loop {
            let places: Vec<usize> = (0..self.taken.len()).collect();
            let lost = parallel::map(&places, &go_on, |left_out| self.worth_of(*left_out)).unwrap_or_default();
            let least = lost.iter().enumerate().min_by(|a, b| a.1.0.worth().total_cmp(&b.1.0.worth()));
            let needless = least.filter(|(_, (effect, _))| effect.worth() < KEPT_WORTH).map(|(at, _)| at);
            let Some(needless) = needless else {
                let proposal = |(candidate, (effect, folds)): (&Candidate, (Tally, usize))| Proposal {
                    change: candidate.change.clone(),
                    effect,
                    folds,
                };
                return self.taken.iter().zip(lost).map(proposal).collect();
            };
            self.taken.remove(needless);
            self.here = ground(&changes(&self.taken));
        }
    }

    /// What one of the taken candidates brings beside all others, on messages from which it was not made.
    fn worth_of(&self, left_out: usize) -> (Tally, usize) {
        let mut others = self.taken.clone();
        let candidate = others.remove(left_out);
        let brain = self.here.brain.with_pack(with_changes(self.pack, &changes(&others)));
        let mut by_fold = vec![Tally::default(); self.here.folds];
        for trial in &self.here.trials {
            by_fold[trial.fold].add(self.here.try_out(&brain, trial), trial.verdicts);
        }
        outside(&by_fold, candidate.made_in)
    }
}

fn changes(candidates: &[Candidate]) -> Vec<Change> {
    candidates.iter().map(|candidate| candidate.change.clone()).collect()
}

/// What counts of a change: its effect in each fold in which it was made, where the messages outside gain by it. And in
/// how many of them it wins.
fn outside(by_fold: &[Tally], made_in: FoldSet) -> (Tally, usize) {
    let mut whole = Tally::default();
    for tally in by_fold {
        whole += *tally;
    }
    let (mut effect, mut folds) = (Tally::default(), 0);
    for (fold, inside) in by_fold.iter().enumerate() {
        if made_in & (1 << fold) != 0 && whole.worth() - inside.worth() > 0.0 {
            effect += *inside;
            folds += usize::from(inside.worth() > WINS);
        }
    }
    (effect, folds)
}

/// A candidate that was tried.
struct Trying {
    candidate: Candidate,
    /// On the messages from which it was not made.
    effect: Tally,
    folds: usize,
    /// On all messages.
    whole: Tally,
    /// The messages that it turns, by their places.
    turned: BTreeSet<usize>,
}

impl Trying {
    fn new(ground: &Ground<'_>, brain: &Brain, candidate: &Candidate) -> Self {
        let mut by_fold = vec![Tally::default(); ground.folds];
        let mut turned = BTreeSet::new();
        let everywhere = || (0..ground.trials.len()).collect();
        for at in candidate.reach.clone().unwrap_or_else(everywhere) {
            let trial = &ground.trials[at];
            let after = ground.try_out(brain, trial);
            by_fold[trial.fold].add(trial.verdicts, after);
            if rise(trial.verdicts, after).abs() > TURNS {
                turned.insert(at);
            }
        }
        let mut whole = Tally::default();
        for tally in &by_fold {
            whole += *tally;
        }
        let (effect, folds) = outside(&by_fold, candidate.made_in);
        Self { candidate: candidate.clone(), effect, folds, whole, turned }
    }

    fn is_good(&self) -> bool {
        self.folds >= LEAST_FOLDS && self.effect.worth() >= LEAST_WORTH && self.effect.is_safe() && self.whole.is_safe()
    }
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
