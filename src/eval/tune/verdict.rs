//! What a decision is worth to the person who wrote the message.

use super::super::chat::Asked;
use crate::bot::Brain;
use crate::decision::{Decision, Kind, needed};
use crate::explain::Prediction;
use crate::message::Mode;

/// A wrong answer that goes is worth so many right ones that come. Not more: the surest way to give no wrong answer is to
/// give none, and a new wrong one is refused whatever it brings.
pub(super) const WRONG: f64 = 2.0;
/// A right entry that misses its threshold by this much is still on its way there.
const ON_ITS_WAY: f64 = 0.15;
/// A wrong one that misses it by this much will be an answer to another message.
const NEARLY: f64 = 0.05;

/// What a decision did.
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own, and several can be true at once")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Verdict {
    /// An entry was asked for, and only such were answered.
    pub(super) right: bool,
    /// Something was answered that was not asked for.
    pub(super) wrong: bool,
    /// It was, and nothing was asked for that has an answer.
    pub(super) stray: bool,
    /// Somebody may be in danger and got an answer or an offer instead of help.
    pub(super) danger: bool,
    /// It is about a danger: it can only speak against a change. No change is wanted for its sake alone, since safety and
    /// not the FAQ has to meet it.
    pub(super) watches: bool,
    /// Safety decided.
    pub(super) safety: bool,
    /// The same without a step at the threshold: from 1 for a right answer that nothing shakes to minus the price of a
    /// wrong one. Other messages are a little different, so what is near a threshold counts by how near it is.
    pub(super) value: f64,
}

/// What an answer has to pass.
pub(super) struct Bar<'a> {
    pub(super) brain: &'a Brain,
    pub(super) mode: Mode,
    /// How much is to be said against it asking anything, in log odds.
    pub(super) doubt: f32,
}

impl Verdict {
    /// Judges a decision by what people said that the message asks for.
    pub(super) fn of(decision: &Decision, asked: &Asked<'_>, bar: &Bar<'_>) -> Self {
        let prediction = Prediction::of(decision, bar.brain.pack());
        let answers = prediction.answers();
        let wrong = !asked.is_crisis() && asked.is_wrong(&prediction);
        Self {
            right: answers && !wrong && asked.asks_faq(),
            wrong,
            stray: wrong && !asked.asks_faq(),
            danger: asked.is_crisis() && (answers || prediction.suggests()),
            watches: asked.is_crisis(),
            safety: decision.kind == Kind::Safety,
            value: value(decision, asked, bar),
        }
    }
}

fn value(decision: &Decision, asked: &Asked<'_>, bar: &Bar<'_>) -> f64 {
    // Where safety decided, the entry that would have been answered still counts: another message in danger may be one
    // that safety misses.
    let met = decision.kind == Kind::Safety && asked.may_ask_faq();
    if met || decision.kind == Kind::Greeting {
        return 0.0;
    }
    let entries = &bar.brain.pack().entries;
    let best = |wanted: bool| {
        let own = |entry: usize| asked.entries().contains(entries[entry].id.as_str()) == wanted;
        decision.candidates.iter().find(|candidate| own(candidate.entry))
    };
    let (right, wrong) = (best(true), best(false));
    let score = |found: Option<&crate::engine::Candidate>| found.map_or(0.0, |found| found.score);
    let lead = f64::from(score(right) - score(wrong));
    let margin = f64::from(bar.brain.thresholds().margin);
    let mut value = 0.0;
    if let Some(right) = right.filter(|_| asked.asks_faq()) {
        value += step((f64::from(right.score) - bar.of(right.entry)).min(lead - margin) / ON_ITS_WAY);
    }
    if let Some(wrong) = wrong.filter(|wrong| !entries[wrong.entry].handoff) {
        value -= WRONG * step((f64::from(wrong.score) - bar.of(wrong.entry)).min(-lead - margin) / NEARLY);
    }
    value
}

impl Bar<'_> {
    /// The confidence from which an entry is answered.
    fn of(&self, entry: usize) -> f64 {
        let thresholds = self.brain.thresholds();
        let usual = match self.mode {
            Mode::Direct => thresholds.answer,
            Mode::Ambient => thresholds.ambient,
        };
        f64::from(needed(&self.brain.pack().entries[entry], self.doubt, usual))
    }
}

/// A step from 0 to 1 with a slope.
fn step(distance: f64) -> f64 {
    1.0 / (1.0 + (-distance).exp())
}
