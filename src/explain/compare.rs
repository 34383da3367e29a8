//! Why one entry and not another: both over the same stretch of a message, and what would turn the decision.

use serde::Serialize;

use super::prediction::rounded;
use super::remedy::{Verdict, search};
use super::why::{CandidatePoints, Why, act_name, words_of};
use crate::bot::{Brain, Outcome};
use crate::conversation::Act;
use crate::decision::{doubt, needed};
use crate::engine::Unit;
use crate::message::Mode;

/// An entry that somebody expected, against the one that stood in its way.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The decision.
    pub why: Why,
    /// How the message reached the bot.
    pub mode: &'static str,
    /// The stretch of the message over which both are compared.
    pub matched: String,
    /// Whether it asks, hints or tells.
    pub act: &'static str,
    /// The entry that was decided on, or else the best of the others; none where nothing could be matched.
    pub other: Option<Side>,
    /// The entry that was expected; none where nothing could be matched.
    pub wanted: Option<Side>,
    /// A stretch of the message that speaks more for the entry that was expected.
    pub elsewhere: Option<Elsewhere>,
    /// What would lead the message to the entry that was expected.
    pub verdict: Verdict,
}

/// One of two entries.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// Its points and where they come from.
    #[serde(flatten)]
    pub points: CandidatePoints,
    /// The confidence that it needs here.
    pub needed: f64,
    /// Whether it has it.
    pub sure: bool,
    /// How far its confidence is ahead of the best other entry's; negative when behind.
    pub lead: f64,
    /// Whether that is far enough.
    pub ahead: bool,
}

/// Another stretch of the message.
#[derive(Clone, Debug, Serialize)]
pub struct Elsewhere {
    /// Its words.
    pub matched: String,
    /// Whether it asks, hints or tells.
    pub act: &'static str,
    /// The confidence of the expected entry there.
    pub score: f64,
}

impl Comparison {
    /// Compares what was decided on a message with the entry number `wanted` of the pack.
    ///
    /// The search for what would change it builds the changed pack again and again: about a hundred times.
    pub fn new(raw: &str, mode: Mode, outcome: &Outcome, brain: &Brain, wanted: usize) -> Self {
        let decision = &outcome.decision;
        let chosen = decision.entries.first().or(decision.handoffs.first()).copied();
        let chosen = chosen.or(decision.candidates.first().map(|best| best.entry));
        let place = chosen.and_then(|chosen| best_unit(outcome, chosen));
        let at = |place: usize| Stretch { brain, outcome, mode, place };
        let stretch = place.map(at);
        let other = |stretch: &Stretch<'_>| stretch.best_but(wanted).map(|entry| stretch.side(entry));
        let own_place = best_unit(outcome, wanted).filter(|own| Some(*own) != place).map(at);
        let better = |own: &Stretch<'_>| {
            let here = stretch.as_ref().map_or(0.0, |stretch| stretch.score(wanted));
            (own.score(wanted) > here).then(|| own.elsewhere(wanted))
        };
        Self {
            why: Why::new(raw, outcome, brain),
            mode: mode.name(),
            matched: stretch.as_ref().map(Stretch::words).unwrap_or_default(),
            act: act_name(stretch.as_ref().map(Stretch::act)),
            other: stretch.as_ref().and_then(other),
            wanted: stretch.as_ref().map(|stretch| stretch.side(wanted)),
            elsewhere: own_place.as_ref().and_then(better),
            verdict: search(raw, mode, outcome, brain, wanted),
        }
    }
}

/// The unit in which an entry has most confidence; the first where it has as much in several.
fn best_unit(outcome: &Outcome, entry: usize) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (place, unit) in outcome.ranking.units.iter().enumerate() {
        let Some(candidate) = unit.candidates.iter().find(|candidate| candidate.entry == entry) else { continue };
        if best.is_none_or(|(_, score)| candidate.score > score) {
            best = Some((place, candidate.score));
        }
    }
    best.map(|(place, _)| place)
}

/// A stretch of a message.
struct Stretch<'a> {
    brain: &'a Brain,
    outcome: &'a Outcome,
    mode: Mode,
    place: usize,
}

impl Stretch<'_> {
    fn unit(&self) -> &Unit {
        &self.outcome.ranking.units[self.place]
    }

    fn act(&self) -> Act {
        self.outcome.acts.get(self.place).copied().unwrap_or(Act::Tells)
    }

    fn words(&self) -> String {
        words_of(self.outcome, &self.unit().tokens)
    }

    fn best_but(&self, entry: usize) -> Option<usize> {
        self.unit().candidates.iter().map(|candidate| candidate.entry).find(|other| *other != entry)
    }

    fn explain(&self, entry: usize) -> crate::engine::Explanation {
        self.brain.index().explain(&self.outcome.text, &self.unit().tokens, entry, self.brain.weights())
    }

    /// The confidence of an entry, kept among the candidates or not.
    fn score(&self, entry: usize) -> f32 {
        if let Some(candidate) = self.unit().candidates.iter().find(|candidate| candidate.entry == entry) {
            return candidate.score;
        }
        let best = self.best_but(entry).map(|best| self.explain(best)).unwrap_or_default();
        self.brain.index().confidence_behind(&self.explain(entry), &best, self.brain.weights())
    }

    fn side(&self, entry: usize) -> Side {
        let score = self.score(entry);
        let pack_entry = &self.brain.pack().entries[entry];
        let thresholds = self.brain.thresholds();
        let needed = needed(
            pack_entry,
            doubt(self.act(), self.outcome.tone, self.outcome.ranking.share(self.unit())),
            thresholds.answer_in(self.mode),
        );
        let lead = score - self.best_but(entry).map_or(0.0, |other| self.score(other));
        Side {
            points: CandidatePoints::new(pack_entry.id.clone(), score, &self.explain(entry)),
            needed: rounded(needed),
            sure: score >= needed,
            lead: rounded(lead),
            ahead: lead >= thresholds.margin,
        }
    }

    fn elsewhere(&self, entry: usize) -> Elsewhere {
        Elsewhere { matched: self.words(), act: act_name(Some(self.act())), score: rounded(self.score(entry)) }
    }
}
