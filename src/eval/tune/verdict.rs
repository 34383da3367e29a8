//! What a decision is worth to the person who wrote the message.

use super::super::chat::{AnswerableIds, Asked};
use super::super::messages::Labels;
use crate::decision::{Decision, Kind, Thresholds};
use crate::explain::Prediction;
use crate::faq::Pack;
use crate::message::Mode;

/// A wrong candidate that misses its threshold by less than this is nearly an answer: on other messages it will be one.
const NEAR: f32 = 0.08;

/// What a decision did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// An entry was asked for, and only such were answered.
    pub(super) right: bool,
    /// Something was answered that was not asked for.
    pub(super) wrong: bool,
    /// Right, or a right entry was offered.
    pub(super) helped: bool,
    /// It would have been wrong with a threshold a little lower.
    pub(super) nearly_wrong: bool,
    /// Safety decided.
    pub(super) safety: bool,
}

impl Verdict {
    /// Judges a decision by what people said that the message asks for.
    pub(super) fn of(
        decision: &Decision,
        pack: &Pack,
        labels: &Labels,
        faq: &AnswerableIds,
        mode: Mode,
        thresholds: &Thresholds,
    ) -> Self {
        let asked = Asked::of(labels, faq);
        let prediction = Prediction::of(decision, pack);
        let answers = prediction.answers();
        let wrong = asked.is_wrong(&prediction) || asked.is_crisis() && (answers || prediction.suggests());
        let right = answers && !wrong && asked.asks_faq();
        let threshold = |entry: usize| match (pack.entries[entry].threshold, mode) {
            (Some(own), _) => own as f32,
            (None, Mode::Direct) => thresholds.answer,
            (None, Mode::Ambient) => thresholds.ambient,
        };
        let near = decision.candidates.first().is_some_and(|best| {
            let entry = &pack.entries[best.entry];
            !entry.handoff
                && !asked.entries().contains(entry.id.as_str())
                && best.score >= threshold(best.entry) - NEAR
        });
        Self {
            right,
            wrong,
            helped: right || asked.asks_faq() && prediction.suggests() && asked.suggests(&prediction),
            nearly_wrong: near && !answers && decision.kind != Kind::Safety,
            safety: decision.kind == Kind::Safety,
        }
    }
}
