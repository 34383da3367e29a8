//! From points to a ranking: the entries of a pack in the order in which a message asks for them.

use std::ops::Range;

use super::confidence::confidence;
use super::index::Index;
use super::likeness::Scratch;
use super::telling::Trust;
use super::terms::Bag;
use super::units::units;
use super::weights::Weights;
use crate::text::{Text, Token, thing_asked, without_courtesies};

/// A sentence or clause has fewer words that could speak against an entry than the whole, so its points count less.
pub(super) const PART: f32 = 0.9;
/// So much confidence a part loses where the candidates of a whole message are listed: which entry comes first is mostly
/// better known from the whole, and a message that asks for nothing has more parts that look like something.
const PART_BEHIND: f32 = 0.2;
/// What is left of all points where the best entry shares only words with a message that every other message has, or where
/// the message names another thing as what it asks about.
pub(super) const BESIDE_THE_POINT: f32 = 0.5;
/// Rule points at which rules have 63 % of their weight: two strong rules are nearly as good as three.
const RULE_SCALE: f32 = 2.0;

/// An entry with the confidence that it is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Index of the entry in the pack.
    pub entry: usize,
    /// 0 to 1, the margin to the next candidate included.
    pub score: f32,
}

/// What one stretch of a message asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The tokens of the text.
    pub tokens: Range<usize>,
    /// The best candidates, best first.
    pub candidates: Vec<Candidate>,
}

/// What a message asks for: as a whole, and by its stretches. The first unit is the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// The best candidates over all units, best first.
    pub candidates: Vec<Candidate>,
    /// The units.
    pub units: Vec<Unit>,
}

impl Ranking {
    /// The share of the message's words that a unit has, 0 to 1.
    pub fn share(&self, unit: &Unit) -> f32 {
        let whole = self.units.first().map_or(0, |whole| whole.tokens.len());
        unit.tokens.len() as f32 / whole.max(1) as f32
    }

    /// What the message asks for as a whole, its stretches left out.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.units.truncate(1);
        self.candidates = self.units.first().map(|whole| whole.candidates.clone()).unwrap_or_default();
        self
    }
}

/// Candidates that are kept of each unit.
pub const KEPT: usize = 5;

impl Index {
    /// Ranks the entries of the pack for a message.
    pub fn rank(&self, text: &Text, weights: &Weights, scratch: &mut Scratch) -> Ranking {
        let mut ranking = Ranking::default();
        if text.is_empty() || self.entries == 0 {
            return ranking;
        }
        self.keywords.look(text, &mut scratch.possible);
        let mut points = Vec::new();
        for (number, tokens) in units(text).into_iter().enumerate() {
            let trust = self.unit_points(text, &tokens, weights, scratch, &mut points);
            if number > 0 {
                scale(&mut points, PART);
            }
            let certainty = weights.odds * trust.odds + weights.coverage * trust.coverage;
            ranking
                .units
                .push(Unit { tokens, candidates: candidates(&points, weights.margin, certainty, self.points_scale) });
        }
        ranking.candidates = merged(&ranking.units);
        ranking
    }

    /// Points of every entry for one stretch of a message, and how far the best can be trusted.
    fn unit_points(
        &self,
        text: &Text,
        tokens: &Range<usize>,
        weights: &Weights,
        scratch: &mut Scratch,
        points: &mut Vec<f32>,
    ) -> Trust {
        let tokens = &text.tokens[without_courtesies(text, tokens)];
        self.terms.fill(&mut scratch.bag, text, tokens);
        self.likeness(text.stretch(tokens), weights, scratch, points);
        let fired = self.keywords.fire(text, tokens, &scratch.bag.stems, &self.terms, &mut scratch.possible);
        for (entry, share) in &fired.hidden {
            points[*entry as usize] *= 1.0 - share;
        }
        for (entry, rules) in fired.points_by_entry() {
            points[entry as usize] += weights.keywords * rule_points(rules);
        }
        let Some(best) = (0..points.len()).max_by(|a, b| points[*a].total_cmp(&points[*b]).then(b.cmp(a))) else {
            return Trust::default();
        };
        let trust = self.telling.trust(&scratch.bag, &scratch.words, best as u32);
        let mut counts = 1.0 - fired.hidden_share(best as u32);
        let ruled = fired.rules.iter().any(|rule| rule.entry as usize == best);
        if self.asks_of_something_else(text, tokens, &scratch.bag, best as u32, ruled) {
            scale(points, BESIDE_THE_POINT);
            counts *= BESIDE_THE_POINT;
        }
        trust.times(counts)
    }

    /// Whether a stretch asks about something that an entry has no word for; `ruled` says whether one of its rules fired.
    pub(super) fn asks_of_something_else(
        &self,
        text: &Text,
        tokens: &[Token],
        bag: &Bag,
        entry: u32,
        ruled: bool,
    ) -> bool {
        let words: Vec<&str> = tokens.iter().filter(|token| !token.aside).map(|token| text.word(token)).collect();
        thing_asked(&words).is_some_and(|at| self.telling.is_about_another(bag, &self.terms, at, entry))
            || !ruled && self.telling.is_beside_the_point(bag, &self.terms, entry)
    }
}

/// The best candidates of a whole message and its parts.
fn merged(units: &[Unit]) -> Vec<Candidate> {
    let mut best: Vec<Candidate> = Vec::new();
    for (number, unit) in units.iter().enumerate() {
        let behind = if number > 0 { PART_BEHIND } else { 0.0 };
        for candidate in &unit.candidates {
            let score = (candidate.score - behind).max(0.0);
            match best.iter_mut().find(|known| known.entry == candidate.entry) {
                Some(known) => known.score = known.score.max(score),
                None => best.push(Candidate { entry: candidate.entry, score }),
            }
        }
    }
    best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    best.truncate(KEPT);
    best
}

/// What the points of all rules that fired come to, 0 to 1.
pub(super) fn rule_points(points: f32) -> f32 {
    1.0 - (-points / RULE_SCALE).exp()
}

/// The best entries with their confidence: own points, a share of the lead over the best other entry, and how far the best
/// can be trusted.
fn candidates(points: &[f32], margin: f32, certainty: f32, scale: f32) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::with_capacity(KEPT + 1);
    for (entry, score) in points.iter().copied().enumerate() {
        if kept.len() < KEPT || kept[KEPT - 1].score < score {
            let at = kept.partition_point(|other| other.score >= score);
            kept.insert(at, Candidate { entry, score });
            kept.truncate(KEPT);
        }
    }
    let best = kept.first().map_or(0.0, |first| first.score);
    let second = kept.get(1).map_or(0.0, |second| second.score);
    for (place, candidate) in kept.iter_mut().enumerate() {
        let other = if place == 0 { second } else { best };
        let share = if best > 0.0 { candidate.score / best } else { 0.0 };
        candidate.score = confidence(candidate.score + margin * (candidate.score - other) + certainty * share, scale);
    }
    kept
}

fn scale(points: &mut [f32], factor: f32) {
    for own in points {
        *own *= factor;
    }
}
