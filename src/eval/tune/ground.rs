//! The ground on which candidates are tried: the messages as the present documents understand and decide them.

use super::super::chat::{AnswerableIds, Asked};
use super::super::messages::{LabelledMessage, Labels};
use super::candidates::{Candidate, in_force};
use super::folds::{GUARD, WATCH, numbers};
use super::parallel;
use super::tally::{Pair, Tally};
use super::verdict::{Bar, Verdict};
use crate::bot::{Brain, Outcome, Stages};
use crate::conversation::Act;
use crate::decision::{Decision, doubt};
use crate::faq::Pack;
use crate::faq::edit::{Change, with_changes};
use crate::message::Mode;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A labelled message on the ground.
pub(super) struct Trial<'a> {
    pub(super) text: &'a str,
    pub(super) labels: &'a Labels,
    pub(super) fold: usize,
    pub(super) outcome: Outcome,
    pub(super) verdicts: Pair,
    /// It is one of the messages that were given, and counts in the standing.
    pub(super) given: bool,
    /// The entries that any reader found asked for.
    asked: BTreeSet<String>,
}

/// A brain for each fold that is asked for.
pub(super) type Brains = BTreeMap<usize, Arc<Brain>>;

/// What stays the same for all grounds of one search.
pub(super) struct Base<'a> {
    /// Before all changes.
    pub(super) brain: &'a Brain,
    pub(super) messages: Vec<&'a LabelledMessage>,
    /// The fold of each message.
    pub(super) dealt: Vec<usize>,
    pub(super) folds: usize,
    pub(super) mode: Mode,
}

impl Base<'_> {
    /// The brain of each fold, built from the ground up; folds with the same changes share one.
    fn brains(&self, taken: &[Candidate]) -> Brains {
        let mut distinct: Vec<Vec<Change>> = Vec::new();
        let mut places = Vec::new();
        for fold in numbers(self.folds) {
            let changes = in_force(taken, fold);
            let place = distinct.iter().position(|other| *other == changes).unwrap_or(distinct.len());
            if place == distinct.len() {
                distinct.push(changes);
            }
            places.push((fold, place));
        }
        let build = |changes: &Vec<Change>| Arc::new(self.brain.rebuilt(self.pack_with(changes)));
        let built = parallel::map(&distinct, &AtomicBool::new(false), build).unwrap_or_default();
        places.into_iter().filter_map(|(fold, place)| Some((fold, Arc::clone(built.get(place)?)))).collect()
    }

    fn pack_with(&self, changes: &[Change]) -> Pack {
        with_changes(self.brain.pack(), changes)
    }
}

/// All messages with the changes in force that were not made from them: each fold has documents of its own.
pub(super) struct Ground<'a> {
    base: &'a Base<'a>,
    brains: Brains,
    pub(super) trials: Vec<Trial<'a>>,
    pub(super) folds: usize,
    pub(super) faq: AnswerableIds,
}

impl<'a> Ground<'a> {
    /// Reads and decides every message, with what is taken.
    pub(super) fn new(base: &'a Base<'a>, taken: &[Candidate]) -> Self {
        let answered = base.brain.pack().entries.iter().filter(|entry| entry.answer.is_some());
        let faq: AnswerableIds = answered.map(|entry| entry.id.clone()).collect();
        let mut ground = Self { base, brains: base.brains(taken), trials: Vec::new(), folds: base.folds, faq };
        let all: Vec<_> = base.messages.iter().zip(&base.dealt).collect();
        let read = |(message, fold): &(&&'a LabelledMessage, &usize)| ground.read(message, **fold);
        let trials = parallel::map(&all, &AtomicBool::new(false), read).unwrap_or_default();
        ground.trials = trials.into_iter().flatten().collect();
        ground
    }

    fn read(&self, message: &'a LabelledMessage, fold: usize) -> Option<Trial<'a>> {
        let labels = message.labels.as_ref()?;
        let (brain, mode) = (self.brains.get(&fold)?, self.base.mode);
        let outcome = brain.decide(&message.text, mode, Stages::All);
        let elsewhere = brain.decide_at(&outcome, other(mode), brain.thresholds());
        let verdicts = verdicts([&outcome.decision, &elsewhere], &outcome, brain, labels, &self.faq, mode);
        let asked = Asked::of(labels, &self.faq).entries().iter().map(|id| (*id).to_owned()).collect();
        Some(Trial { text: &message.text, labels, fold, outcome, verdicts, given: message.line != GUARD, asked })
    }

    /// The brain with everything in force that is taken.
    pub(super) fn whole(&self) -> &Brain {
        self.brains.get(&WATCH).map_or(self.base.brain, |brain| brain)
    }

    /// Brains with other changes in some folds. `ranks` says whether messages rank alike with them.
    pub(super) fn variant<'c>(
        &self,
        candidates: &(impl Iterator<Item = &'c Candidate> + Clone),
        folds: &[usize],
        ranks: bool,
    ) -> Brains {
        let mut built: Vec<(&Arc<Brain>, Vec<Change>, Arc<Brain>)> = Vec::new();
        let mut brains = Brains::new();
        for fold in folds {
            let Some(own) = self.brains.get(fold) else { continue };
            let changes = in_force(candidates.clone(), *fold);
            let same = built.iter().find(|(from, other, _)| Arc::ptr_eq(from, own) && *other == changes);
            let brain = same.map(|(.., brain)| Arc::clone(brain));
            let brain = brain.unwrap_or_else(|| {
                let pack = self.base.pack_with(&changes);
                let brain = if ranks { own.with_thresholds_of(pack) } else { own.with_pack(pack) };
                Arc::new(brain)
            });
            brains.insert(*fold, Arc::clone(&brain));
            built.push((own, changes, brain));
        }
        brains
    }

    /// What such brains make of a message; as it is where its fold has none.
    pub(super) fn try_out(&self, brains: &Brains, trial: &Trial<'_>, ranks: bool) -> Pair {
        let Some(brain) = brains.get(&trial.fold) else { return trial.verdicts };
        let modes = [self.base.mode, other(self.base.mode)];
        let [decision, elsewhere] = if ranks {
            modes.map(|mode| brain.decide_at(&trial.outcome, mode, brain.thresholds()))
        } else {
            brain.decide_on(&trial.outcome, modes)
        };
        verdicts([&decision, &elsewhere], &trial.outcome, brain, trial.labels, &self.faq, self.base.mode)
    }

    /// The verdicts of another ground on the same messages against those of this one.
    pub(super) fn against(&self, later: &Ground<'_>) -> Tally {
        let mut tally = Tally::default();
        for (before, after) in self.trials.iter().zip(&later.trials) {
            tally.add(before.verdicts, after.verdicts);
        }
        tally
    }
}

fn verdicts(
    decisions: [&Decision; 2],
    outcome: &Outcome,
    brain: &Brain,
    labels: &Labels,
    faq: &AnswerableIds,
    mode: Mode,
) -> Pair {
    let asked = Asked::of(labels, faq);
    let act = outcome.acts.iter().max().copied().unwrap_or(Act::Tells);
    let doubt = doubt(act, outcome.tone, 1.0);
    let judge = |decision, mode| Verdict::of(decision, &asked, &Bar { brain, mode, doubt });
    [judge(decisions[0], mode), judge(decisions[1], other(mode))]
}

fn other(mode: Mode) -> Mode {
    match mode {
        Mode::Direct => Mode::Ambient,
        Mode::Ambient => Mode::Direct,
    }
}

/// What people said of a message, by its place.
impl Ground<'_> {
    fn asked(&self, at: usize) -> Asked<'_> {
        Asked::of(self.trials[at].labels, &self.faq)
    }

    /// Whether a message asks for an entry.
    pub(super) fn asks(&self, at: usize, entry: &str) -> bool {
        self.trials[at].asked.contains(entry)
    }

    /// Whether it asks for any entry with an answer.
    pub(super) fn asks_faq(&self, at: usize) -> bool {
        self.asked(at).asks_faq()
    }

    /// The entry of a message that asks for that alone, as every reader found.
    pub(super) fn only_entry(&self, at: usize) -> Option<String> {
        let asked = self.asked(at);
        let entries = asked.entries();
        entries.first().filter(|entry| entries.len() == 1 && asked.only() == Some(**entry)).map(|id| (*id).to_owned())
    }

    /// Whether any reader gave it a label.
    pub(super) fn may_be(&self, at: usize, label: &str) -> bool {
        self.asked(at).may_be(label)
    }
}
