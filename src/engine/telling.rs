//! Telling words: how much a word says for one entry against all others.
//!
//! Two figures a word and entry, both from how many of an entry's wordings have the word. Its *share*: of the entries that
//! use the word, how far is this the one (1 where no other has it, near 0 for "the"). Its *odds*: how much likelier the word
//! is here than elsewhere. The share orders the entries; odds and coverage say how far the best of them can be trusted.

use super::field::{Counts, Field, Term, UNKNOWN};
use super::terms::{Bag, Terms};

/// Added to the sum over all entries, so that a word that stands in few wordings of one entry is not all of it.
const OTHERS: f32 = 0.5;
/// Added to each count, so that a word seen once in one entry decides nothing by itself.
const SMOOTHING: f32 = 0.5;
/// An entry with so many wordings knows nearly every name of the things that it is about; one with fewer does not.
const WELL_WORDED: u32 = 200;
/// A word that more entries than this use is the pack's own: "drip" may stand in any question about drips.
const FEW: usize = 3;
/// Log odds beyond this count no further: a word that is certain need not be more so.
const CAP: f32 = 4.0;

/// What each word says for each entry that uses it.
pub(super) struct Telling {
    starts: Vec<u32>,
    entries: Vec<u32>,
    shares: Vec<f32>,
    odds: Vec<f32>,
    /// How many wordings each entry has.
    wordings: Vec<u32>,
}

/// What is known of the best entry beside its likeness.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Trust {
    /// The capped log odds of the message's words, over the square root of their number.
    pub(super) odds: f32,
    /// The share of the message's words, by rarity, that the entry uses: 0 to 1.
    pub(super) coverage: f32,
}

impl Trust {
    /// A part of it, where exceptions hide the rest.
    pub(super) fn times(self, share: f32) -> Self {
        Self { odds: self.odds * share, coverage: self.coverage * share }
    }
}

impl Telling {
    /// Counts the wordings `docs` of all entries; `words` is their field.
    pub(super) fn new(words: &Field, word_count: usize, docs: &[Counts], entry_of: &[u32], entries: usize) -> Self {
        let mut by_word: Vec<Vec<(u32, f32)>> = vec![Vec::new(); word_count];
        let mut sizes = vec![0.0_f32; entries];
        for (doc, entry) in docs.iter().zip(entry_of) {
            sizes[*entry as usize] += 1.0;
            for (word, _) in doc {
                match by_word[*word as usize].last_mut() {
                    Some((last, count)) if last == entry => *count += 1.0,
                    _ => by_word[*word as usize].push((*entry, 1.0)),
                }
            }
        }
        let all: f32 = sizes.iter().sum();
        let wordings = sizes.iter().map(|size| *size as u32).collect();
        let mut table = Self { starts: vec![0], entries: Vec::new(), shares: Vec::new(), odds: Vec::new(), wordings };
        for (word, list) in by_word.into_iter().enumerate() {
            let total: f32 = list.iter().map(|(_, count)| count).sum();
            let rates: f32 = list.iter().map(|(entry, count)| count / sizes[*entry as usize]).sum();
            for (entry, count) in list {
                let size = sizes[entry as usize];
                let inside = (count + SMOOTHING) / (size + 2.0 * SMOOTHING);
                let outside = (total - count + SMOOTHING) / (all - size + 2.0 * SMOOTHING);
                table.entries.push(entry);
                table.shares.push(count / size / (rates + OTHERS) * words.rarity(word as Term));
                table.odds.push((inside / outside).ln().clamp(0.0, CAP) / CAP);
            }
            table.starts.push(table.entries.len() as u32);
        }
        table
    }

    /// Adds the shares of a message's words to each entry, times `weight`, over the norm of the words' rarities.
    pub(super) fn add_shares(&self, bag: &Bag, words: &Field, weight: f32, sums: &mut [f32]) {
        let factor = weight / rarity_norm(bag, words);
        for (word, _) in &bag.words {
            let range = self.range(*word);
            for (entry, share) in self.entries[range.clone()].iter().zip(&self.shares[range]) {
                sums[*entry as usize] += factor * share;
            }
        }
    }

    /// Whether an entry shares no telling word with a message that has some: "do you have parking" is not about "do I need a
    /// mat", though both have "do" and nearly "have".
    pub(super) fn is_beside_the_point(&self, bag: &Bag, terms: &Terms, entry: u32) -> bool {
        let mut telling = bag.words.iter().map(|(word, _)| *word).filter(|word| terms.tells(*word)).peekable();
        let has_some = bag.unknown_words > 0.0 || telling.peek().is_some();
        has_some && !telling.any(|word| self.find(word, entry).is_some())
    }

    /// Whether a stretch names as the thing it asks about one of which an entry knows nothing, and the pack hardly anything:
    /// "how many miles does it do" is not about "how many sessions", though both ask how many. `at` is the place of that
    /// thing among the stems.
    pub(super) fn is_about_another(&self, bag: &Bag, terms: &Terms, at: usize, entry: u32) -> bool {
        match bag.stems.get(at) {
            _ if self.wordings[entry as usize] < WELL_WORDED => false,
            Some(&UNKNOWN) => true,
            Some(&stem) => {
                let groups = terms.groups_at(&bag.stems, at).map(|(group, _)| group);
                let known = |word: Term| self.range(word).len() > FEW || self.find(word, entry).is_some();
                terms.tells(stem) && !std::iter::once(stem).chain(groups).any(known)
            }
            None => false,
        }
    }

    /// What each word brings to an entry through its share, as [`Telling::add_shares`] adds it.
    pub(super) fn shares_of(&self, bag: &Bag, words: &Field, entry: u32) -> Vec<(Term, f32)> {
        let norm = rarity_norm(bag, words);
        let found = bag.words.iter().filter_map(|(word, _)| self.find(*word, entry).map(|at| (*word, at)));
        found.map(|(word, at)| (word, self.shares[at] / norm)).collect()
    }

    /// How far an entry can be trusted for a message; `query` is the message in the field of words.
    pub(super) fn trust(&self, bag: &Bag, query: &super::field::Query, entry: u32) -> Trust {
        let length = bag.word_count().max(1.0).sqrt();
        let mut trust = Trust::default();
        for (word, own) in &query.terms {
            if let Some(at) = self.find(*word, entry) {
                trust.odds += self.odds[at] / length;
                trust.coverage += own * own;
            }
        }
        trust
    }

    fn range(&self, word: Term) -> std::ops::Range<usize> {
        self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize
    }

    fn find(&self, word: Term, entry: u32) -> Option<usize> {
        let range = self.range(word);
        self.entries[range.clone()].binary_search(&entry).ok().map(|at| range.start + at)
    }
}

/// The length of the vector of the words' rarities; a word that no entry uses is as rare as can be.
fn rarity_norm(bag: &Bag, words: &Field) -> f32 {
    let known: f32 = bag.words.iter().map(|(word, _)| words.rarity(*word).powi(2)).sum();
    (known + bag.unknown_words).max(f32::MIN_POSITIVE).sqrt()
}
