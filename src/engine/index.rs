//! The index of a pack: everything that matching needs, built once when the pack is loaded.

use super::confidence::points_scale;
use super::contrast::Contrast;
use super::field::{Counts, Field};
use super::keywords::Keywords;
use super::synonyms::GENERAL;
use super::telling::Telling;
use super::terms::{Bag, Terms};
use crate::faq::{Entry, Pack};
use crate::text::{Lexicon, Strings, Text};

/// A pack, ready to be matched.
pub struct Index {
    pub(super) terms: Terms,
    /// Which entry each phrasing belongs to; the phrasings of one entry stand together.
    pub(super) entry_of: Vec<u32>,
    /// The first phrasing of each entry, and one past the last at the end.
    pub(super) starts: Vec<u32>,
    pub(super) entries: usize,
    /// The phrasings as understood, for comparing whole phrases.
    pub(super) phrasings: Strings,
    pub(super) words: Field,
    pub(super) pairs: Field,
    pub(super) trigrams: Field,
    pub(super) answers: Field,
    pub(super) telling: Telling,
    pub(super) contrast: Contrast,
    pub(super) keywords: Keywords,
    /// The points at which the confidence reaches 63 % of the way to certainty.
    pub(super) points_scale: f32,
}

impl Index {
    /// Builds the index of a pack. `lexicon` must know the pack's words.
    pub fn new(pack: &Pack, lexicon: &Lexicon) -> Self {
        Self::with_synonyms(pack, lexicon, &synonyms(pack, lexicon))
    }

    /// The index of a pack in which no two words count as one another: what synonyms bring is measured against it.
    pub fn without_synonyms(pack: &Pack, lexicon: &Lexicon) -> Self {
        Self::with_synonyms(pack, lexicon, &[])
    }

    /// Compiles the patterns of keyword rules and exceptions, which is else done for each when it is first looked for.
    pub fn compile_patterns(&self) {
        self.keywords.rules.iter().for_each(|rule| {
            rule.regex();
        });
    }

    fn with_synonyms(pack: &Pack, lexicon: &Lexicon, synonyms: &[Vec<Text>]) -> Self {
        let read = |text: &String| Text::read(text, lexicon);
        let mut texts = Vec::new();
        let mut entry_of = Vec::new();
        let mut starts = vec![0];
        for (number, entry) in pack.entries.iter().enumerate() {
            texts.extend(entry.wordings().map(read));
            entry_of.resize(texts.len(), number as u32);
            starts.push(texts.len() as u32);
        }
        let answers: Vec<Text> =
            pack.entries.iter().map(|entry| entry.answer.as_ref().map(read).unwrap_or_default()).collect();
        let rule_words: Vec<Text> = pack.entries.iter().flat_map(Entry::rule_words).map(read).collect();
        let terms = Terms::new(texts.iter().chain(&answers).chain(&rule_words), synonyms, lexicon);
        let (mut word_docs, mut pair_docs, mut trigram_docs) = (Vec::new(), Vec::new(), Vec::new());
        for text in &texts {
            let Bag { words, pairs, trigrams, .. } = terms.bag(text, &text.tokens);
            word_docs.push(words);
            pair_docs.push(pairs);
            trigram_docs.push(trigrams);
        }
        let answer_bags: Vec<Counts> = answers.iter().map(|text| terms.bag(text, &text.tokens).words).collect();
        let entries = pack.entries.len();
        let own: Vec<u32> = (0..entries as u32).collect();
        let field = |terms: usize, docs: &[Counts]| Field::new(terms, docs, &entry_of, entries);
        let words = field(terms.word_count(), &word_docs);
        let pairs = field(terms.pair_count(), &pair_docs);
        let trigrams = field(terms.trigram_count(), &trigram_docs).without_lists_by_term();
        Self {
            contrast: Contrast::new(&words, &pairs, &trigrams, &entry_of, entries),
            answers: Field::new(terms.word_count(), &answer_bags, &own, entries),
            telling: Telling::new(&words, terms.word_count(), &word_docs, &entry_of, entries),
            words,
            pairs,
            trigrams,
            keywords: Keywords::new(&pack.entries, &terms, lexicon),
            points_scale: points_scale(entries, texts.len()),
            phrasings: texts.iter().map(|text| text.understood.as_str()).collect(),
            terms,
            entry_of,
            starts,
            entries,
        }
    }
}

/// The pack's own synonym sets, then the general ones.
fn synonyms(pack: &Pack, lexicon: &Lexicon) -> Vec<Vec<Text>> {
    let own = pack.synonyms.iter().map(|set| set.words.iter().map(|word| Text::read(word, lexicon)).collect());
    let general = GENERAL
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(", ").map(|word| Text::read(word, lexicon)).collect());
    own.chain(general).collect()
}
