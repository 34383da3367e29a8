//! Where the points of an entry come from: by scorer and word, and by keyword rule.

use std::ops::Range;

use super::confidence::confidence;
use super::field::{Field, Query, UNKNOWN};
use super::index::Index;
use super::likeness::Scratch;
use super::ranking::{BESIDE_THE_POINT, PART, rule_points};
use super::terms::Bag;
use super::units::MOST_WORDS;
use super::weights::Weights;
use crate::text::{Text, without_courtesies};

/// Points of one entry for one stretch of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// All points of the entry.
    pub total: f32,
    /// How much the points of the stretch count: all, or less for a part of a message and for an entry that shares only common
    /// words with it.
    pub counts: f32,
    /// Points of likeness to its wordings, by scorer.
    pub scorers: Vec<(&'static str, f32)>,
    /// How much each word of the stretch speaks for the entry: its part of the word cosine, and how far it is the entry's.
    pub words: Vec<(String, f32)>,
    /// Keyword rules that fired: number in the document (from 1), the rule's points, the words that satisfied it.
    pub rules: Vec<(usize, f32, String)>,
    /// Points that all rules together bring.
    pub rule_points: f32,
    /// The share of the stretch that the entry's exceptions hide.
    pub hidden: f32,
    /// The wording of the entry that is most alike.
    pub nearest: String,
    /// What is added to the confidence, beside the lead, where the entry is the best: by the odds of its words and by how
    /// much of the stretch they cover.
    pub certainty: [(&'static str, f32); 2],
}

impl Index {
    /// Explains the points of an entry for a stretch of a message.
    pub fn explain(&self, text: &Text, tokens: &Range<usize>, entry: usize, weights: &Weights) -> Explanation {
        let mut counts = if tokens.len() < text.tokens.len().min(MOST_WORDS) { PART } else { 1.0 };
        let tokens = &text.tokens[without_courtesies(text, tokens)];
        if tokens.is_empty() {
            return Explanation::default();
        }
        let mut scratch = Scratch::default();
        self.terms.fill(&mut scratch.bag, text, tokens);
        let mut only = |weights: &Weights| {
            let mut points = Vec::new();
            self.likeness(text.stretch(tokens), weights, &mut scratch, &mut points);
            points[entry]
        };
        let parts = weights.one_by_one();
        let scorers: Vec<(&'static str, f32)> = parts.iter().map(|(name, part)| (*name, only(part))).collect();
        self.keywords.look(text, &mut scratch.possible);
        let fired = self.keywords.fire(text, tokens, &scratch.bag.stems, &self.terms, &mut scratch.possible);
        let hidden = fired.hidden_share(entry as u32);
        let fired: Vec<_> = fired.rules.into_iter().filter(|rule| rule.entry as usize == entry).collect();
        let rule_points = weights.keywords * rule_points(fired.iter().map(|rule| rule.points).sum());
        let bag = &scratch.bag;
        if self.asks_of_something_else(text, tokens, bag, entry as u32, !fired.is_empty()) {
            counts *= BESIDE_THE_POINT;
        }
        let trust = self.telling.trust(bag, &scratch.words, entry as u32).times(1.0 - hidden);
        let words_of = |spans: &[Range<usize>]| -> String {
            let words = spans.iter().flat_map(Clone::clone).filter_map(|at| tokens.get(at));
            words.map(|token| text.word(token)).collect::<Vec<_>>().join(" ")
        };
        let likeness: f32 = scorers.iter().map(|(_, points)| points).sum();
        Explanation {
            total: counts * (likeness * (1.0 - hidden) + rule_points),
            counts,
            rules: fired.iter().map(|rule| (rule.place + 1, rule.points, words_of(&rule.words))).collect(),
            words: self.word_points(bag, entry, weights),
            nearest: self.nearest(bag, entry),
            scorers,
            rule_points,
            hidden,
            certainty: [
                ("odds of its words", weights.odds * trust.odds),
                ("words covered", weights.coverage * trust.coverage),
            ],
        }
    }

    /// The confidence of an entry that is not the best one of a stretch, from both explanations.
    pub fn confidence_behind(&self, own: &Explanation, best: &Explanation, weights: &Weights) -> f32 {
        let share = if best.total > 0.0 { own.total / best.total } else { 0.0 };
        let certainty: f32 = best.certainty.iter().map(|(_, points)| points).sum();
        confidence(own.total + weights.margin * (own.total - best.total) + certainty * share, self.points_scale)
    }

    /// What each word brings: its part of the cosine with the most alike wording, and how far it is the entry's alone.
    fn word_points(&self, bag: &Bag, entry: usize, weights: &Weights) -> Vec<(String, f32)> {
        let mut query = Query::default();
        self.words.query(&bag.words, bag.unknown_words, &mut query);
        let parts = self.best_doc(&self.words, &query, entry).map(|doc| self.words.parts(&query, doc));
        let parts = parts.unwrap_or_default();
        let shares = self.telling.shares_of(bag, &self.words, entry as u32);
        let of =
            |list: &[(u32, f32)], word: u32| list.iter().find(|(own, _)| *own == word).map_or(0.0, |(_, own)| *own);
        let words = bag.words.iter().map(|(word, _)| {
            let points = weights.words * of(&parts, *word) + weights.telling * of(&shares, *word);
            (self.terms.name(*word), points)
        });
        let mut points: Vec<(String, f32)> = words.collect();
        points.sort_by(|a, b| b.1.total_cmp(&a.1));
        points
    }

    fn nearest(&self, bag: &Bag, entry: usize) -> String {
        let mut query = Query::default();
        self.trigrams.query(&bag.trigrams, bag.unknown_trigrams, &mut query);
        let best = self.best_doc(&self.trigrams, &query, entry);
        best.map(|doc| self.phrasings.get(doc as usize).to_owned()).unwrap_or_default()
    }

    fn best_doc(&self, field: &Field, query: &Query, entry: usize) -> Option<u32> {
        let mut dense = Vec::new();
        field.spread(query, &mut dense);
        let cosines = (self.starts[entry]..self.starts[entry + 1]).map(|doc| (field.cosine(&dense, doc), doc));
        cosines.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, doc)| doc)
    }

    /// The words of a stretch that the pack does not know, and which count against every entry.
    pub fn unknown_words(&self, text: &Text, tokens: &Range<usize>) -> Vec<String> {
        let tokens = &text.tokens[tokens.clone()];
        let stems = self.terms.stems(text, tokens);
        let visible = tokens.iter().filter(|token| !token.aside);
        visible.zip(stems).filter(|(_, stem)| *stem == UNKNOWN).map(|(token, _)| text.word(token).to_owned()).collect()
    }
}
