//! Keyword rules and exceptions: what moderators wrote, matched on stems, synonyms and patterns.

use regex::bytes::Regex;
use rustc_hash::FxHashMap;

use super::field::{Term, UNKNOWN};
use super::prefilter::{Possible, Prefilter};
use super::terms::Terms;
use crate::document::compile_pattern;
use crate::faq::Entry;
use crate::text::{Lexicon, Text, Token};

/// A word or short phrase of a rule.
type PhraseId = u32;

/// All rules of a pack.
pub(super) struct Keywords {
    phrases_by_stem: FxHashMap<Term, Vec<(Vec<Term>, PhraseId)>>,
    phrases_by_group: FxHashMap<Term, Vec<PhraseId>>,
    rules: Vec<Rule>,
    prefilter: Prefilter,
    /// The rules of each entry, one after the other.
    starts: Vec<u32>,
}

struct Rule {
    any: Vec<PhraseId>,
    all: Vec<PhraseId>,
    pattern: Option<Regex>,
    /// The number of the pattern in the prefilter.
    number: usize,
    /// Points of a keyword rule; `None` marks an exception.
    weight: Option<f32>,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fired {
    pub(super) entry: u32,
    pub(super) rule: usize,
    pub(super) points: f32,
    /// The words that satisfied it.
    pub(super) words: Vec<std::ops::Range<usize>>,
}

/// Where phrases stand in a stretch of a text: phrase, first word, number of words.
struct Hits(Vec<(PhraseId, usize, usize)>);

impl Keywords {
    pub(super) fn new(entries: &[Entry], terms: &Terms, lexicon: &Lexicon) -> Self {
        let mut keywords = Self {
            phrases_by_stem: FxHashMap::default(),
            phrases_by_group: FxHashMap::default(),
            rules: Vec::new(),
            prefilter: Prefilter::new(&[]),
            starts: vec![0],
        };
        let mut ids = FxHashMap::default();
        let mut patterns = Vec::new();
        for entry in entries {
            for rule in &entry.keywords {
                let mut phrases = |words: &[String]| -> Vec<PhraseId> {
                    words.iter().map(|word| keywords.phrase(word, &mut ids, terms, lexicon)).collect()
                };
                let (any, all) = (phrases(&rule.any), phrases(&rule.all));
                let pattern = rule.pattern.as_deref().and_then(compile);
                let number = patterns.len();
                patterns.extend(rule.pattern.as_deref());
                keywords.rules.push(Rule { any, all, pattern, number, weight: Some(rule.weight as f32) });
            }
            for except in &entry.except {
                let any = except.any.iter().map(|word| keywords.phrase(word, &mut ids, terms, lexicon)).collect();
                let pattern = except.pattern.as_deref().and_then(compile);
                let number = patterns.len();
                patterns.extend(except.pattern.as_deref());
                keywords.rules.push(Rule { any, all: Vec::new(), pattern, number, weight: None });
            }
            keywords.starts.push(keywords.rules.len() as u32);
        }
        keywords.prefilter = Prefilter::new(&patterns);
        keywords
    }

    /// Looks at a whole message before its stretches are matched.
    pub(super) fn look(&self, text: &Text, possible: &mut Possible) {
        self.prefilter.look(&text.understood, possible);
    }

    fn phrase(
        &mut self,
        word: &str,
        ids: &mut FxHashMap<Vec<Term>, PhraseId>,
        terms: &Terms,
        lexicon: &Lexicon,
    ) -> PhraseId {
        let text = Text::read(word, lexicon);
        let stems = terms.stems(&text, &text.tokens);
        let next = ids.len() as PhraseId;
        let id = *ids.entry(stems.clone()).or_insert(next);
        if id == next && !stems.is_empty() && !stems.contains(&UNKNOWN) {
            for (group, _) in terms.groups_at(&stems, 0).filter(|(_, length)| *length == stems.len()) {
                self.phrases_by_group.entry(group).or_default().push(id);
            }
            self.phrases_by_stem.entry(stems[0]).or_default().push((stems, id));
        }
        id
    }

    /// Every rule that fires on a stretch of a text, and for each entry the share of its words that exceptions hide.
    pub(super) fn fire(
        &self,
        text: &Text,
        tokens: &[Token],
        stems: &[Term],
        terms: &Terms,
        possible: &Possible,
    ) -> (Vec<Fired>, Vec<(u32, f32)>) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return (Vec::new(), Vec::new()) };
        let hits = self.hits(stems, terms);
        let (from, to) = (first.at.start as usize, last.at.end as usize);
        let understood = &text.understood.as_bytes()[from..to];
        let mut fired = Vec::new();
        let mut hidden_shares = Vec::new();
        for entry in 0..self.starts.len() - 1 {
            let rules = &self.rules[self.starts[entry] as usize..self.starts[entry + 1] as usize];
            let mut hidden = vec![];
            for rule in rules.iter().filter(|rule| rule.weight.is_none()) {
                hidden.extend(rule.any.iter().flat_map(|phrase| hits.of(*phrase)));
                let run = rule.pattern.iter().filter(|_| self.prefilter.can_match(rule.number, possible));
                let found = run.flat_map(|pattern| pattern.find_iter(understood));
                hidden.extend(found.map(|found| words_at(tokens, from + found.start(), from + found.end())));
            }
            if !hidden.is_empty() {
                let count = (0..tokens.len()).filter(|word| hidden.iter().any(|span| span.contains(word))).count();
                hidden_shares.push((entry as u32, count as f32 / tokens.len() as f32));
            }
            let visible =
                |span: &std::ops::Range<usize>| !hidden.iter().any(|h| h.start < span.end && span.start < h.end);
            for (number, rule) in rules.iter().enumerate() {
                let Some(points) = rule.weight else { continue };
                if rule.pattern.is_some() && !self.prefilter.can_match(rule.number, possible) {
                    continue;
                }
                let mut words = Vec::new();
                if !rule.any.is_empty() {
                    let Some(span) = rule.any.iter().flat_map(|phrase| hits.of(*phrase)).find(visible) else {
                        continue;
                    };
                    words.push(span);
                }
                let found: Vec<_> = rule.all.iter().map_while(|phrase| hits.of(*phrase).find(visible)).collect();
                if found.len() < rule.all.len() {
                    continue;
                }
                words.extend(found);
                if let Some(pattern) = &rule.pattern {
                    let mut spans = pattern
                        .find_iter(understood)
                        .map(|found| words_at(tokens, from + found.start(), from + found.end()));
                    let Some(span) = spans.find(visible) else { continue };
                    words.push(span);
                }
                fired.push(Fired { entry: entry as u32, rule: number, points, words });
            }
        }
        (fired, hidden_shares)
    }

    fn hits(&self, stems: &[Term], terms: &Terms) -> Hits {
        let mut hits = Vec::new();
        for at in 0..stems.len() {
            for (phrase, id) in self.phrases_by_stem.get(&stems[at]).into_iter().flatten() {
                if stems[at..].starts_with(phrase) {
                    hits.push((*id, at, phrase.len()));
                }
            }
            for (group, length) in terms.groups_at(stems, at) {
                hits.extend(self.phrases_by_group.get(&group).into_iter().flatten().map(|id| (*id, at, length)));
            }
        }
        Hits(hits)
    }
}

impl Hits {
    fn of(&self, phrase: PhraseId) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.0.iter().filter(move |(id, _, _)| *id == phrase).map(|(_, at, length)| *at..at + length)
    }
}

/// The words that a span of the understood text touches.
fn words_at(tokens: &[Token], from: usize, to: usize) -> std::ops::Range<usize> {
    let first = tokens.iter().position(|token| token.at.end as usize > from).unwrap_or(tokens.len());
    let last = tokens.iter().rposition(|token| (token.at.start as usize) < to).map_or(first, |last| last + 1);
    first..last.max(first)
}

/// A pattern that cannot be compiled was refused when the document was read.
fn compile(pattern: &str) -> Option<Regex> {
    compile_pattern(pattern).ok()
}
