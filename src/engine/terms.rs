//! Terms: what the engine counts in a text. Stems, synonym groups, pairs of neighbouring stems, and letter trigrams.

use rustc_hash::FxHashMap;

use super::field::{Counts, Term, UNKNOWN};
use super::synonyms::{Groups, Phrases};
use crate::text::{Lexicon, Stems, Text, Token, WordId, is_common};

/// The marks that stand before the first and after the last word in pairs.
const START: Term = Term::MAX - 1;
const END: Term = Term::MAX - 2;

/// Shorter words tell nothing.
const SHORTEST_TELLING: usize = 3;

/// Gives every stem, pair and trigram of the pack a number.
pub(super) struct Terms {
    /// Stem of each word of the lexicon, `UNKNOWN` where the pack has no such stem.
    stem_of: Vec<Term>,
    stem_ids: FxHashMap<Box<str>, Term>,
    stem_words: Vec<Box<str>>,
    /// For each stem and synonym group, whether it stands in every other message, whatever it is about.
    common: Vec<bool>,
    groups: Groups,
    pairs: FxHashMap<(Term, Term), Term>,
    trigrams: FxHashMap<[char; 3], Term>,
    /// The trigrams of each word of the lexicon, one word after the other.
    trigrams_of: Vec<Term>,
    trigram_starts: Vec<u32>,
}

/// What one stretch of a text consists of.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    /// Stems in the order of the words, `UNKNOWN` among them.
    pub(super) stems: Vec<Term>,
    /// Stems and synonym groups, counted.
    pub(super) words: Counts,
    /// Words that the pack does not know.
    pub(super) unknown_words: f32,
    /// Pairs of neighbouring stems, counted.
    pub(super) pairs: Counts,
    /// Pairs that the pack does not know.
    pub(super) unknown_pairs: f32,
    /// Trigrams, counted.
    pub(super) trigrams: Counts,
    /// Trigrams that the pack does not know.
    pub(super) unknown_trigrams: f32,
}

impl Bag {
    /// The number of words and synonym groups, known or not.
    pub(super) fn word_count(&self) -> f32 {
        self.words.iter().map(|(_, count)| count).sum::<f32>() + self.unknown_words
    }

    fn clear(&mut self) {
        self.stems.clear();
        self.words.clear();
        self.pairs.clear();
        self.trigrams.clear();
        (self.unknown_words, self.unknown_pairs, self.unknown_trigrams) = (0.0, 0.0, 0.0);
    }
}

impl Terms {
    /// Collects the terms of all texts of a pack.
    pub(super) fn new<'t>(
        texts: impl Iterator<Item = &'t Text> + Clone,
        synonyms: &'t [Vec<Text>],
        lexicon: &Lexicon,
    ) -> Self {
        let stems = Stems::default();
        let mut terms = Self {
            stem_of: Vec::new(),
            stem_ids: FxHashMap::default(),
            stem_words: Vec::new(),
            common: Vec::new(),
            groups: Groups::default(),
            pairs: FxHashMap::default(),
            trigrams: FxHashMap::default(),
            trigrams_of: Vec::new(),
            trigram_starts: vec![0],
        };
        for text in texts.clone().chain(synonyms.iter().flatten()) {
            for token in &text.tokens {
                let word = text.word(token);
                match token.id {
                    Some(id) => terms.add_stem(lexicon.stems().get(id.0 as usize), word),
                    None => terms.add_stem(&stems.stem(word), word),
                }
            }
        }
        terms.stem_of =
            lexicon.stems().iter().map(|stem| terms.stem_ids.get(stem).copied().unwrap_or(UNKNOWN)).collect();
        for text in texts {
            terms.add_text(text);
        }
        for (_, word) in lexicon.words() {
            for_each_trigram(word, |trigram| {
                terms.trigrams_of.push(terms.trigrams.get(&trigram).copied().unwrap_or(UNKNOWN));
            });
            terms.trigram_starts.push(terms.trigrams_of.len() as u32);
        }
        let sequences =
            |set: &Vec<Text>| -> Phrases { set.iter().map(|text| terms.stems(text, &text.tokens)).collect() };
        terms.groups = Groups::new(synonyms.iter().map(sequences).collect(), terms.stem_words.len() as Term);
        for group in 0..terms.groups.len() {
            let first = terms.groups.first_stem((terms.stem_words.len() + group) as Term);
            terms.common.push(first.is_some_and(|stem| terms.common[stem as usize]));
        }
        terms
    }

    fn add_stem(&mut self, stem: &str, word: &str) {
        if !self.stem_ids.contains_key(stem) {
            self.common.push(word.chars().count() < SHORTEST_TELLING || is_common(word));
            self.stem_ids.insert(stem.into(), self.stem_words.len() as Term);
            self.stem_words.push(stem.into());
        }
    }

    fn add_text(&mut self, text: &Text) {
        for pair in pairs(&self.stems(text, &text.tokens)) {
            let next = self.pairs.len() as Term;
            self.pairs.entry(pair).or_insert(next);
        }
        for token in &text.tokens {
            for_each_trigram(text.word(token), |trigram| {
                let next = self.trigrams.len() as Term;
                self.trigrams.entry(trigram).or_insert(next);
            });
        }
    }

    /// The stems of a stretch of a text, in order.
    pub(super) fn stems(&self, text: &Text, tokens: &[Token]) -> Vec<Term> {
        tokens.iter().filter(|token| !token.aside).map(|token| self.stem(text, token)).collect()
    }

    fn stem(&self, text: &Text, token: &Token) -> Term {
        match token.id {
            Some(WordId(id)) => self.stem_of[id as usize],
            None => self.stem_ids.get(text.word(token)).copied().unwrap_or(UNKNOWN),
        }
    }

    /// The number of stems and synonym groups.
    pub(super) fn word_count(&self) -> usize {
        self.stem_words.len() + self.groups.len()
    }

    pub(super) fn pair_count(&self) -> usize {
        self.pairs.len()
    }

    pub(super) fn trigram_count(&self) -> usize {
        self.trigrams.len()
    }

    /// Whether a stem or synonym group tells what a message is about, and does not stand in every other one.
    pub(super) fn tells(&self, term: Term) -> bool {
        !self.common[term as usize]
    }

    /// A stem or synonym group as a reader knows it.
    pub(super) fn name(&self, term: Term) -> String {
        match self.stem_words.get(term as usize) {
            Some(stem) => stem.to_string(),
            None => self
                .groups
                .first_stem(term)
                .map_or_else(String::new, |stem| format!("≈{}", self.stem_words[stem as usize])),
        }
    }

    /// The synonym groups at a place in a sequence of stems, with the number of words they cover.
    pub(super) fn groups_at<'a>(&'a self, stems: &'a [Term], at: usize) -> impl Iterator<Item = (Term, usize)> + 'a {
        self.groups.at(stems, at)
    }

    /// Counts the terms of a stretch of a text.
    pub(super) fn bag(&self, text: &Text, tokens: &[Token]) -> Bag {
        let mut bag = Bag::default();
        self.fill(&mut bag, text, tokens);
        bag
    }

    /// Counts the terms of a stretch of a text into a bag that was used before.
    pub(super) fn fill(&self, bag: &mut Bag, text: &Text, tokens: &[Token]) {
        bag.clear();
        for token in tokens.iter().filter(|token| !token.aside) {
            bag.stems.push(self.stem(text, token));
            self.add_trigrams(bag, text, token);
        }
        for at in 0..bag.stems.len() {
            let stem = bag.stems[at];
            if stem == UNKNOWN {
                bag.unknown_words += 1.0;
            } else {
                bag.words.push((stem, 1.0));
            }
            bag.words.extend(self.groups.at(&bag.stems, at).map(|(group, _)| (group, 1.0)));
        }
        for pair in pairs(&bag.stems) {
            match self.pairs.get(&pair) {
                Some(term) => bag.pairs.push((*term, 1.0)),
                None => bag.unknown_pairs += 1.0,
            }
        }
        for counts in [&mut bag.words, &mut bag.pairs, &mut bag.trigrams] {
            gather(counts);
        }
    }

    fn add_trigrams(&self, bag: &mut Bag, text: &Text, token: &Token) {
        let mut add = |term: Term| {
            if term == UNKNOWN {
                bag.unknown_trigrams += 1.0;
            } else {
                bag.trigrams.push((term, 1.0));
            }
        };
        if let Some(WordId(id)) = token.id {
            let range = self.trigram_starts[id as usize] as usize..self.trigram_starts[id as usize + 1] as usize;
            self.trigrams_of[range].iter().copied().for_each(add);
        } else {
            for_each_trigram(text.word(token), |trigram| add(self.trigrams.get(&trigram).copied().unwrap_or(UNKNOWN)));
        }
    }
}

/// Adds up the counts of equal terms.
fn gather(counts: &mut Counts) {
    counts.sort_unstable_by_key(|(term, _)| *term);
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

/// Neighbouring stems, with marks for the start and the end.
fn pairs(stems: &[Term]) -> impl Iterator<Item = (Term, Term)> + '_ {
    let before = std::iter::once(START).chain(stems.iter().copied());
    let after = stems.iter().copied().chain(std::iter::once(END));
    before.zip(after).filter(|_| !stems.is_empty())
}

/// The letter trigrams of a word, padded by one space on each side.
fn for_each_trigram(word: &str, mut found: impl FnMut([char; 3])) {
    let mut window = [' ', ' ', ' '];
    for (count, ch) in word.chars().chain(std::iter::once(' ')).enumerate() {
        window = [window[1], window[2], ch];
        if count >= 1 {
            found(window);
        }
    }
}
