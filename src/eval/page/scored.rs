//! A labelled message with its outcome, as the charts count it.

use crate::bot::{Brain, Outcome};
use crate::eval::chat::{AnswerableIds, Asked};
use crate::eval::messages::Labels;
use crate::eval::report::{Report, answerable};
use crate::explain::Prediction;

/// What a message wanted, and what its best candidate was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Best {
    /// It asks for an entry, and the best candidate is one of those.
    Right,
    /// It asks for an entry, and the best candidate is another.
    Wrong,
    /// It asks for no entry.
    NoneWanted,
}

/// A labelled message that safety did not decide on.
pub(super) struct Scored<'a> {
    pub(super) outcome: Outcome,
    pub(super) labels: &'a Labels,
    pub(super) best: Best,
    pub(super) score: f64,
}

impl<'a> Scored<'a> {
    /// Every message with labels, but those that are met by a safety text: no threshold has a say in them.
    pub(super) fn of_all(report: &'a Report<'_>, brain: &Brain) -> Vec<Self> {
        let faq = answerable(brain);
        let mut all = Vec::new();
        for (at, message) in report.messages.iter().enumerate() {
            let Some(labels) = message.labels.as_ref().filter(|_| report.predictions[at].tier.is_none()) else {
                continue;
            };
            let outcome = brain.decide(&report.texts[at], report.course.mode, report.course.stages);
            let Some(best) = best(labels, &faq, &report.predictions[at]) else { continue };
            let score = report.predictions[at].candidates.first().map_or(0.0, |best| best.score);
            all.push(Self { outcome, labels, best, score });
        }
        all
    }
}

/// `None` where the readers differ on whether an entry is asked for.
fn best(labels: &Labels, faq: &AnswerableIds, prediction: &Prediction) -> Option<Best> {
    let asked = Asked::of(labels, faq);
    if !asked.asks_faq() {
        return (!asked.may_ask_faq()).then_some(Best::NoneWanted);
    }
    let right = prediction.candidates.first().is_some_and(|best| asked.entries().contains(best.id.as_str()));
    Some(if right { Best::Right } else { Best::Wrong })
}
