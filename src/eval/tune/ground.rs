//! The ground on which candidates are tried: the messages as the present documents understand and decide them.

use super::super::chat::{AnswerableIds, Asked};
use super::super::messages::{LabelledMessage, Labels};
use super::tally::{Pair, Tally};
use super::verdict::{Bar, Verdict};
use crate::bot::{Brain, Outcome, Stages};
use crate::conversation::Act;
use crate::decision::Decision;
use crate::message::Mode;
use std::collections::BTreeSet;

/// The line of a message that stands in no file: an example of the safety rules.
pub(super) const GUARD: usize = usize::MAX;

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

/// All messages with the documents in force.
pub(super) struct Ground<'a> {
    pub(super) brain: Brain,
    pub(super) trials: Vec<Trial<'a>>,
    pub(super) folds: usize,
    pub(super) faq: AnswerableIds,
    mode: Mode,
}

impl<'a> Ground<'a> {
    /// Reads and decides every message.
    pub(super) fn new(
        brain: Brain,
        messages: &[&'a LabelledMessage],
        dealt: &[usize],
        folds: usize,
        mode: Mode,
    ) -> Self {
        let answered = brain.pack().entries.iter().filter(|entry| entry.answer.is_some());
        let faq: AnswerableIds = answered.map(|entry| entry.id.clone()).collect();
        let mut trials = Vec::new();
        for (message, fold) in messages.iter().zip(dealt) {
            let Some(labels) = &message.labels else { continue };
            let outcome = brain.decide(&message.text, mode, Stages::All);
            let elsewhere = brain.decide_at(&outcome, other(mode), brain.thresholds());
            let verdicts = verdicts([&outcome.decision, &elsewhere], &outcome, &brain, labels, &faq, mode);
            let asked = Asked::of(labels, &faq).entries().iter().map(|id| (*id).to_owned()).collect();
            trials.push(Trial {
                text: &message.text,
                labels,
                fold: *fold,
                outcome,
                verdicts,
                given: message.line != GUARD,
                asked,
            });
        }
        Self { brain, trials, folds, faq, mode }
    }

    /// What a brain that knows the same words makes of a message.
    pub(super) fn try_out(&self, brain: &Brain, trial: &Trial<'_>) -> Pair {
        let [decision, elsewhere] = brain.decide_on(&trial.outcome, [self.mode, other(self.mode)]);
        verdicts([&decision, &elsewhere], &trial.outcome, brain, trial.labels, &self.faq, self.mode)
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
    let judge = |decision, mode| Verdict::of(decision, &asked, &Bar { brain, mode, act });
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
