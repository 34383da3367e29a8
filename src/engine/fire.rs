//! Which keyword rules fire on a stretch of a message, and what exceptions hide in it.

use std::ops::Range;

use super::field::Term;
use super::keywords::{Hits, Keywords, Rule};
use super::prefilter::Possible;
use super::terms::Terms;
use crate::text::{Text, Token};

/// A rule that fired.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FiredRule {
    pub(super) entry: u32,
    /// Its place among the rules of its entry.
    pub(super) place: usize,
    pub(super) points: f32,
    /// The words that satisfied it.
    pub(super) words: Vec<Range<usize>>,
}

/// Everything that rules found in a stretch.
#[derive(Default)]
pub(super) struct Fired {
    /// The keyword rules that fired, those of one entry together.
    pub(super) rules: Vec<FiredRule>,
    /// For each entry with exceptions met, the share of the words that they hide.
    pub(super) hidden: Vec<(u32, f32)>,
}

/// A stretch as the rules see it.
struct Stretch<'a> {
    tokens: &'a [Token],
    understood: &'a [u8],
    /// Where it starts in the understood text.
    from: usize,
    hits: Hits,
}

impl Fired {
    /// The points of all rules of each entry that has any.
    pub(super) fn points_by_entry(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        let by_entry = self.rules.chunk_by(|a, b| a.entry == b.entry);
        by_entry.map(|rules| (rules[0].entry, rules.iter().map(|rule| rule.points).sum()))
    }

    /// The share of the words that exceptions of an entry hide.
    pub(super) fn hidden_share(&self, entry: u32) -> f32 {
        self.hidden.iter().find(|(own, _)| *own == entry).map_or(0.0, |(_, share)| *share)
    }
}

impl Keywords {
    /// Every rule that fires on a stretch of a text.
    pub(super) fn fire(
        &self,
        text: &Text,
        tokens: &[Token],
        stems: &[Term],
        terms: &Terms,
        possible: &mut Possible,
    ) -> Fired {
        let Some(first) = tokens.first() else { return Fired::default() };
        let hits = self.hits(stems, terms);
        let understood = text.stretch(tokens).as_bytes();
        let from = first.at.start as usize;
        let mut started = std::mem::take(&mut possible.started);
        started.clear();
        started.extend(possible.rules_in(from..from + understood.len()));
        for (phrase, _, _) in &hits.0 {
            started.extend_from_slice(&self.started_by[*phrase as usize]);
        }
        started.sort_unstable();
        started.dedup();
        let stretch = Stretch { tokens, understood, from, hits };
        let mut fired = Fired::default();
        let rules = started.iter().map(|number| &self.rules[*number as usize]);
        let rules: Vec<&Rule> = rules.collect();
        for own in rules.chunk_by(|a, b| a.entry == b.entry) {
            stretch.fire(own, &mut fired);
        }
        possible.started = started;
        fired
    }
}

impl Stretch<'_> {
    /// Fires the rules of one entry.
    fn fire(&self, rules: &[&Rule], fired: &mut Fired) {
        let entry = rules[0].entry;
        let mut hidden: Vec<Range<usize>> = Vec::new();
        for rule in rules.iter().filter(|rule| rule.weight.is_none()) {
            hidden.extend(rule.any.iter().flat_map(|phrase| self.hits.of(*phrase)));
            hidden.extend(self.matches(rule));
        }
        if !hidden.is_empty() {
            let count = (0..self.tokens.len()).filter(|word| hidden.iter().any(|span| span.contains(word))).count();
            fired.hidden.push((entry, count as f32 / self.tokens.len() as f32));
        }
        for rule in rules {
            if let Some((points, words)) = rule.weight.zip(self.satisfied(rule, &hidden)) {
                fired.rules.push(FiredRule { entry, place: rule.place, points, words });
            }
        }
    }

    /// The words that satisfy a rule outside of what exceptions hide.
    fn satisfied(&self, rule: &Rule, hidden: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
        let visible = |span: &Range<usize>| !hidden.iter().any(|h| h.start < span.end && span.start < h.end);
        let mut words = Vec::new();
        if !rule.any.is_empty() {
            words.push(rule.any.iter().flat_map(|phrase| self.hits.of(*phrase)).find(visible)?);
        }
        for phrase in &rule.all {
            words.push(self.hits.of(*phrase).find(visible)?);
        }
        if rule.pattern.is_some() {
            words.push(self.matches(rule).find(visible)?);
        }
        Some(words)
    }

    /// Where the pattern of a rule matches, as ranges of words.
    fn matches<'a>(&'a self, rule: &'a Rule) -> impl Iterator<Item = Range<usize>> + 'a {
        let found = rule.regex().into_iter().flat_map(|pattern| pattern.find_iter(self.understood));
        found.map(|found| words_at(self.tokens, self.from + found.start(), self.from + found.end()))
    }
}

/// The words that a span of the understood text touches.
fn words_at(tokens: &[Token], from: usize, to: usize) -> Range<usize> {
    let first = tokens.iter().position(|token| token.at.end as usize > from).unwrap_or(tokens.len());
    let last = tokens.iter().rposition(|token| (token.at.start as usize) < to).map_or(first, |last| last + 1);
    first..last.max(first)
}
