//! Where the points of an entry come from: by scorer and word, and by keyword rule.

use std::ops::Range;

use super::bag_scores::Scratch;
use super::field::UNKNOWN;
use super::index::Index;
use super::ranking::rule_points;
use super::weights::Weights;
use crate::text::Text;

/// Points of one entry for one stretch of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// All points of the entry.
    pub total: f32,
    /// Points of likeness to its wordings, by scorer.
    pub scorers: Vec<(&'static str, f32)>,
    /// How much each word of the stretch speaks for the entry: its share of the word cosine and its log odds.
    pub words: Vec<(String, f32)>,
    /// Keyword rules that fired: number in the document (from 1), the rule's points, the words that satisfied it.
    pub rules: Vec<(usize, f32, String)>,
    /// Points that all rules together bring.
    pub rule_points: f32,
    /// The share of the stretch that the entry's exceptions hide.
    pub hidden: f32,
    /// The wording of the entry that is most alike.
    pub nearest: String,
}

impl Index {
    /// Explains the points of an entry for a stretch of a message.
    pub fn explain(&self, text: &Text, tokens: &Range<usize>, entry: usize, weights: &Weights) -> Explanation {
        let tokens = &text.tokens[tokens.clone()];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Explanation::default() };
        let bag = self.terms.bag(text, tokens);
        let understood = &text.understood[first.at.start as usize..last.at.end as usize];
        let mut scratch = Scratch::default();
        let only =
            |weights: &Weights, scratch: &mut Scratch| self.bag_scores(&bag, understood, weights, scratch)[entry];
        let scorers: Vec<(&'static str, f32)> =
            weights.one_by_one().into_iter().map(|(name, single)| (name, only(&single, &mut scratch))).collect();
        self.keywords.look(text, &mut scratch.possible);
        let (fired, hidden) = self.keywords.fire(text, tokens, &bag.stems, &self.terms, &scratch.possible);
        let hidden = hidden.iter().find(|(own, _)| *own as usize == entry).map_or(0.0, |(_, share)| *share);
        let fired: Vec<_> = fired.into_iter().filter(|rule| rule.entry as usize == entry).collect();
        let rule_points = weights.keywords * rule_points(fired.iter().map(|rule| rule.points).sum());
        let words_of = |spans: &[Range<usize>]| -> String {
            let words = spans.iter().flat_map(Clone::clone).filter_map(|at| tokens.get(at));
            words.map(|token| text.word(token)).collect::<Vec<_>>().join(" ")
        };
        let likeness: f32 = scorers.iter().map(|(_, points)| points).sum();
        Explanation {
            total: likeness * (1.0 - hidden) + rule_points,
            rules: fired.iter().map(|rule| (rule.rule + 1, rule.points, words_of(&rule.words))).collect(),
            words: self.word_points(&bag, entry, weights),
            nearest: self.nearest(&bag, entry),
            scorers,
            rule_points,
            hidden,
        }
    }

    /// What each word brings: its part of the cosine with the most alike wording, and its log odds.
    fn word_points(&self, bag: &super::terms::Bag, entry: usize, weights: &Weights) -> Vec<(String, f32)> {
        let length = bag.length();
        let query = self.words.query(&bag.words, bag.unknown_words * self.words.unknown().powi(2));
        let mut docs = Vec::new();
        self.words.cosines(&query, &mut docs);
        let parts = self.best_doc(&docs, entry).map(|doc| self.words.parts(&query, doc)).unwrap_or_default();
        let mut points: Vec<(String, f32)> = Vec::new();
        for (word, _) in &bag.words {
            let odds = self.log_odds.of(*word).find(|(own, _)| *own as usize == entry).map_or(0.0, |(_, odds)| odds);
            let part = parts.iter().find(|(term, _)| term == word).map_or(0.0, |(_, part)| *part);
            points.push((self.terms.name(*word), weights.words * part + weights.log_odds * odds / length));
        }
        points.sort_by(|a, b| b.1.total_cmp(&a.1));
        points
    }

    fn nearest(&self, bag: &super::terms::Bag, entry: usize) -> String {
        let unknown = bag.unknown_trigrams * self.trigrams.unknown().powi(2);
        let mut docs = Vec::new();
        self.trigrams.cosines(&self.trigrams.query(&bag.trigrams, unknown), &mut docs);
        self.best_doc(&docs, entry).map(|doc| self.phrasings[doc as usize].clone()).unwrap_or_default()
    }

    fn best_doc(&self, docs: &[f32], entry: usize) -> Option<u32> {
        (self.starts[entry]..self.starts[entry + 1]).max_by(|a, b| docs[*a as usize].total_cmp(&docs[*b as usize]))
    }

    /// The words of a stretch that the pack does not know, and which count against every entry.
    pub fn unknown_words(&self, text: &Text, tokens: &Range<usize>) -> Vec<String> {
        let tokens = &text.tokens[tokens.clone()];
        let stems = self.terms.stems(text, tokens);
        let visible = tokens.iter().filter(|token| !token.code);
        visible.zip(stems).filter(|(_, stem)| *stem == UNKNOWN).map(|(token, _)| text.word(token).to_owned()).collect()
    }
}
