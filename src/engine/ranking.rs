//! From points to a ranking: the entries of a pack in the order in which a message asks for them.

use std::ops::Range;

use super::bag_scores::Scratch;
use super::index::Index;
use super::units::units;
use super::weights::Weights;
use crate::text::Text;

/// Points at which the confidence reaches 63 % of the way to certainty.
const POINTS_SCALE: f32 = 1.5;
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
        for tokens in units(text) {
            let points = self.unit_points(text, tokens.clone(), weights, scratch);
            ranking.units.push(Unit { tokens, candidates: candidates(&points, weights.margin) });
        }
        let mut best: Vec<Candidate> = Vec::new();
        for candidate in ranking.units.iter().flat_map(|unit| &unit.candidates) {
            match best.iter_mut().find(|known| known.entry == candidate.entry) {
                Some(known) => known.score = known.score.max(candidate.score),
                None => best.push(*candidate),
            }
        }
        sort(&mut best);
        best.truncate(KEPT);
        ranking.candidates = best;
        ranking
    }

    /// Points of every entry for one stretch of a message.
    fn unit_points(&self, text: &Text, tokens: Range<usize>, weights: &Weights, scratch: &mut Scratch) -> Vec<f32> {
        let tokens = &text.tokens[tokens];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return vec![0.0; self.entries] };
        let bag = self.terms.bag(text, tokens);
        let understood = &text.understood[first.at.start as usize..last.at.end as usize];
        let mut points = self.bag_scores(&bag, understood, weights, scratch);
        let (fired, hidden) = self.keywords.fire(text, tokens, &bag.stems, &self.terms, &scratch.possible);
        for (entry, share) in hidden {
            points[entry as usize] *= 1.0 - share;
        }
        let mut rules = vec![0.0_f32; self.entries];
        for rule in &fired {
            rules[rule.entry as usize] += rule.points;
        }
        for (points, rules) in points.iter_mut().zip(rules) {
            *points += weights.keywords * rule_points(rules);
        }
        points
    }
}

/// What the points of all rules that fired come to, 0 to 1.
pub(super) fn rule_points(points: f32) -> f32 {
    1.0 - (-points / RULE_SCALE).exp()
}

/// The best entries with their confidence: own points plus a share of the lead over the best other entry.
fn candidates(points: &[f32], margin: f32) -> Vec<Candidate> {
    let mut order: Vec<Candidate> =
        points.iter().enumerate().map(|(entry, score)| Candidate { entry, score: *score }).collect();
    sort(&mut order);
    let best = order.first().map_or(0.0, |first| first.score);
    let second = order.get(1).map_or(0.0, |second| second.score);
    order.truncate(KEPT);
    for (place, candidate) in order.iter_mut().enumerate() {
        let other = if place == 0 { second } else { best };
        let points = candidate.score + margin * (candidate.score - other);
        candidate.score = 1.0 - (-points.max(0.0) / POINTS_SCALE).exp();
    }
    order
}

/// Best first; the pack's own order where two are equal.
fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
}
