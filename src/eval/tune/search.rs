//! The search: round after round the candidates are tried, and the best that do not get in one another's way are taken.
//! At last every proposal that the others make needless is let go.

use super::super::messages::{LabelledMessage, Labels};
use super::candidates::{Candidate, candidates};
use super::folds::{GUARD, MOST_FOLDS, deal};
use super::ground::{Base, Ground};
use super::opening::opening;
use super::parallel;
use super::proposal::{Proposal, Standing, Tuning};
use super::tally::Tally;
use super::trying::{Trying, apart, worth_of};
use super::watch::{Progress, Watch};
use crate::bot::Brain;
use crate::faq::edit::Change;
use crate::message::Mode;
use crate::safety::Tier;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// In the end a proposal stays that is still worth this much beside all others.
const KEPT_WORTH: f64 = 0.3;
/// After the first round so many of the candidates known by then are tried, those that were worth most. What a change
/// brings mostly shrinks when others are made, so the best are among them.
const TRIED_AGAIN: usize = 40;

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

/// Searches for changes to the pack of a brain. The result depends on nothing but the arguments.
pub fn tune(brain: &Brain, messages: &[LabelledMessage], options: Options, watch: &Watch<'_>) -> Tuning {
    let folds = options.folds.clamp(2, MOST_FOLDS);
    let guards = guards(brain);
    let labelled: Vec<&LabelledMessage> =
        messages.iter().filter(|message| message.labels.is_some()).chain(&guards).collect();
    let dealt = deal(&labelled, folds);
    let base = Base { brain, messages: labelled, dealt, folds, mode: options.mode };
    let start = Ground::new(&base, &[]);
    let before = Standing::of(&start);
    let mut search = Search {
        base: &base,
        here: start,
        taken: Vec::new(),
        opened: Vec::new(),
        known: BTreeMap::new(),
        tried: 0,
        watch,
    };
    // Where all is right there is nothing to gain. A round that finds nothing, or is stopped, is the last.
    if before.right < before.asking || before.wrong > 0 {
        search.open();
        _ = (1..=options.rounds).try_for_each(|round| search.round(round));
    }
    let stopped = search.is_stopped();
    let proposals = search.pruned();
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
struct Search<'a> {
    base: &'a Base<'a>,
    here: Ground<'a>,
    taken: Vec<Candidate>,
    /// Those of the opening.
    opened: Vec<Candidate>,
    /// What a candidate was worth when it was last tried, by its name.
    known: BTreeMap<String, f64>,
    tried: usize,
    watch: &'a Watch<'a>,
}

impl Search<'_> {
    fn is_stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed)
    }

    /// Begins with the best opening, if there is any and it was not stopped.
    fn open(&mut self) {
        let Some((tried, best)) = opening(self.base, &self.here, self.watch) else { return };
        self.tried += tried;
        if !best.is_empty() {
            self.here = Ground::new(self.base, &best);
            self.taken.clone_from(&best);
            self.opened = best;
        }
    }

    /// One round; `None` when the search is at its end.
    fn round(&mut self, round: usize) -> Option<()> {
        let mut tried = self.try_all(round)?;
        self.tried += tried.len();
        for trial in &tried {
            self.known.insert(trial.candidate.name(), trial.effect.worth());
        }
        tried.retain(Trying::is_good);
        tried.sort_by(|a, b| b.effect.worth().total_cmp(&a.effect.worth()));
        let best = apart(tried);
        let first = best.first()?.clone();
        if !(self.take(best) || self.take(vec![first.clone()])) {
            self.known.insert(first.name(), f64::NEG_INFINITY);
        }
        Some(())
    }

    /// Takes candidates if documents built with them from the ground up hold what was promised.
    fn take(&mut self, more: Vec<Candidate>) -> bool {
        let taken: Vec<Candidate> = self.taken.iter().cloned().chain(more).collect();
        let there = Ground::new(self.base, &taken);
        let all = self.here.against(&there);
        let holds = all.is_safe() && all.worth() > 0.0;
        if holds {
            self.taken = taken;
            self.here = there;
        }
        holds
    }

    /// Tries the candidates of a round; `None` when it was stopped.
    fn try_all(&self, round: usize) -> Option<Vec<Trying>> {
        let changes: Vec<Change> = self.taken.iter().flat_map(Candidate::changes).collect();
        let mut known = Vec::new();
        let mut fresh = Vec::new();
        for candidate in candidates(&self.here, self.base.brain.pack(), &changes) {
            match self.known.get(&candidate.name()) {
                Some(worth) => known.push((*worth, candidate)),
                None => fresh.push(candidate),
            }
        }
        known.retain(|(worth, _)| worth.is_finite());
        known.sort_by(|a, b| b.0.total_cmp(&a.0));
        fresh.extend(known.into_iter().take(TRIED_AGAIN).map(|(_, candidate)| candidate));
        let (done, of) = (AtomicUsize::new(0), fresh.len());
        parallel::map(&fresh, self.watch.stop, |candidate| {
            let tried = Trying::new(&self.here, &self.taken, candidate);
            (self.watch.progress)(Progress { round, tried: done.fetch_add(1, Ordering::Relaxed) + 1, of });
            tried
        })
    }

    /// What a taken candidate is worth in the end. What the opening took is measured as it was chosen, and goes only where
    /// it does harm: its parts are made for one another.
    fn kept_worth(&self, candidate: &Candidate, effect: &Tally) -> f64 {
        if self.opened.contains(candidate) { effect.plain_worth() + KEPT_WORTH } else { effect.worth() }
    }

    /// The proposals that are still worth something beside all others, each with what would be lost without it.
    fn pruned(&mut self) -> Vec<Proposal> {
        let go_on = AtomicBool::new(false);
        loop {
            let places: Vec<usize> = (0..self.taken.len()).collect();
            let worth =
                |place: &usize| worth_of(&self.here, &self.taken, *place, self.opened.contains(&self.taken[*place]));
            let lost = parallel::map(&places, &go_on, worth).unwrap_or_default();
            let worth = lost.iter().zip(&self.taken).map(|((effect, _), candidate)| self.kept_worth(candidate, effect));
            let least = worth.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
            let needless = least.filter(|(_, worth)| *worth < KEPT_WORTH).map(|(at, _)| at);
            let Some(needless) = needless else {
                let proposal = |(candidate, (effect, folds)): (&Candidate, (Tally, usize))| Proposal {
                    changes: candidate.changes(),
                    effect,
                    folds,
                };
                return self.taken.iter().zip(lost).map(proposal).collect();
            };
            self.taken.remove(needless);
            self.here = Ground::new(self.base, &self.taken);
        }
    }
}
