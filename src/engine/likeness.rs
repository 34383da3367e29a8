//! Likeness: how much a stretch of a message is like the wordings of each entry, in points.

use super::field::{Field, Query};
use super::index::Index;
use super::prefilter::Possible;
use super::shortlist::Shortlist;
use super::terms::Bag;
use super::weights::Weights;

/// How much the best, second and third wording of an entry count: one likeness may be chance, three are not.
const POOL: [f32; 3] = [1.0, 0.5, 0.25];
/// For pairs the three count the same: a single shared pair says little.
const MEAN: [f32; 3] = [1.0, 1.0, 1.0];
/// Wordings that are compared letter by letter: the most alike, and only short ones.
const EDIT_CANDIDATES: usize = 3;
const EDIT_LONGEST: usize = 80;
/// What a message counts that is a wording word for word: a moderator who adds a phrasing means just that message.
const WORD_FOR_WORD: f32 = 4.0;
/// Likeness below which an edit distance means nothing.
const EDIT_FLOOR: f32 = 0.6;
/// Wordings with a lower trigram cosine are never that alike.
const EDIT_LEAST_COSINE: f32 = 0.4;

/// Room for matching that is used again from message to message.
#[derive(Default)]
pub struct Scratch {
    pub(super) bag: Bag,
    pub(super) words: Query,
    pairs: Query,
    trigrams: Query,
    answers: Query,
    dense_words: Vec<f32>,
    dense_pairs: Vec<f32>,
    dense_trigrams: Vec<f32>,
    sides: Vec<f32>,
    pub(super) shortlist: Shortlist,
    pub(super) possible: Possible,
}

/// The three best cosines of the wordings of one entry.
#[derive(Default)]
struct Best([f32; 3]);

impl Best {
    fn take(&mut self, cosine: f32) {
        if cosine > self.0[2] {
            self.0[2] = cosine;
            if self.0[2] > self.0[1] {
                self.0.swap(1, 2);
            }
            if self.0[1] > self.0[0] {
                self.0.swap(0, 1);
            }
        }
    }

    /// The first counts most. An entry with fewer wordings is not worse off.
    fn pooled(&self, shares: [f32; 3], wordings: usize) -> f32 {
        let whole: f32 = shares.iter().take(wordings).sum();
        self.0.iter().zip(shares).map(|(cosine, share)| cosine * share).sum::<f32>() / whole.max(1.0)
    }
}

impl Index {
    /// The points of likeness of every entry with the bag in `scratch`.
    pub(super) fn likeness(&self, understood: &str, weights: &Weights, scratch: &mut Scratch, sums: &mut Vec<f32>) {
        sums.clear();
        sums.resize(self.entries, 0.0);
        let bag = &scratch.bag;
        self.words.query(&bag.words, bag.unknown_words, &mut scratch.words);
        self.pairs.query(&bag.pairs, bag.unknown_pairs, &mut scratch.pairs);
        self.trigrams.query(&bag.trigrams, bag.unknown_trigrams, &mut scratch.trigrams);
        self.shortlist(&scratch.words, &scratch.pairs, &mut scratch.shortlist);
        self.compare(understood, weights, scratch, sums);
        let bag = &scratch.bag;
        self.telling.add_shares(bag, &self.words, weights.telling, sums);
        // Words that stand in every other message tell entries apart by chance: "does anyone know", "what was it about".
        if bag.words.iter().any(|(word, _)| self.terms.tells(*word)) {
            let Scratch { words, pairs, trigrams, sides, .. } = scratch;
            self.contrast.add([words, pairs, trigrams], weights.contrast, sides, sums);
        }
        if weights.answer > 0.0 {
            let bag = &scratch.bag;
            self.answers.query(&bag.words, bag.unknown_words, &mut scratch.answers);
            for (word, own) in &scratch.answers.terms {
                for (entry, weight) in self.answers.docs_with(*word) {
                    sums[*entry as usize] += weights.answer * own * weight;
                }
            }
        }
    }

    /// Compares the message with each wording of the shortlist.
    fn compare(&self, understood: &str, weights: &Weights, scratch: &mut Scratch, sums: &mut [f32]) {
        self.words.spread(&scratch.words, &mut scratch.dense_words);
        self.pairs.spread(&scratch.pairs, &mut scratch.dense_pairs);
        self.trigrams.spread(&scratch.trigrams, &mut scratch.dense_trigrams);
        let mut nearest = [(EDIT_LEAST_COSINE, u32::MAX); EDIT_CANDIDATES];
        for docs in scratch.shortlist.docs.chunk_by(|a, b| self.entry_of[*a as usize] == self.entry_of[*b as usize]) {
            let entry = self.entry_of[docs[0] as usize] as usize;
            let wordings = (self.starts[entry + 1] - self.starts[entry]) as usize;
            let (mut words, mut pairs, mut trigrams) = (Best::default(), Best::default(), Best::default());
            for doc in docs {
                words.take(self.words.cosine(&scratch.dense_words, *doc));
                pairs.take(self.pairs.cosine(&scratch.dense_pairs, *doc));
                let cosine = self.trigrams.cosine(&scratch.dense_trigrams, *doc);
                trigrams.take(cosine);
                keep_nearest(&mut nearest, cosine, *doc);
            }
            sums[entry] += weights.words * words.pooled(POOL, wordings)
                + weights.pairs * pairs.pooled(MEAN, wordings)
                + weights.trigrams * trigrams.pooled(POOL, wordings);
        }
        Field::clear(&scratch.words, &mut scratch.dense_words);
        Field::clear(&scratch.pairs, &mut scratch.dense_pairs);
        Field::clear(&scratch.trigrams, &mut scratch.dense_trigrams);
        if weights.edit > 0.0 {
            self.edit_distance(understood, &nearest, weights.edit, sums);
        }
    }

    /// Compares the whole stretch letter by letter with the wordings that are most alike by trigrams.
    fn edit_distance(&self, understood: &str, nearest: &[(f32, u32)], weight: f32, sums: &mut [f32]) {
        let mut best = [(u32::MAX, 0.0_f32); EDIT_CANDIDATES];
        for ((_, doc), place) in nearest.iter().filter(|(_, doc)| *doc != u32::MAX).zip(0..) {
            let points = edit_points(understood, self.phrasings.get(*doc as usize));
            let entry = self.entry_of[*doc as usize];
            let at = best.iter().position(|(known, _)| *known == entry).unwrap_or(place);
            best[at] = (entry, best[at].1.max(points));
        }
        for (entry, points) in best.iter().filter(|(entry, _)| *entry != u32::MAX) {
            sums[*entry as usize] += weight * points;
        }
    }
}

/// How alike two texts are letter by letter, 0 to 1, or more where they are the same.
fn edit_points(one: &str, other: &str) -> f32 {
    if one == other {
        return WORD_FOR_WORD;
    }
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    if longer > EDIT_LONGEST || (shorter as f32) < EDIT_FLOOR * longer as f32 {
        return 0.0;
    }
    let likeness = strsim::normalized_levenshtein(one, other) as f32;
    ((likeness - EDIT_FLOOR) / (1.0 - EDIT_FLOOR)).max(0.0)
}

/// Keeps the wordings with the highest cosines, highest first.
fn keep_nearest(nearest: &mut [(f32, u32); EDIT_CANDIDATES], cosine: f32, doc: u32) {
    if cosine > nearest[EDIT_CANDIDATES - 1].0 {
        nearest[EDIT_CANDIDATES - 1] = (cosine, doc);
        let mut at = EDIT_CANDIDATES - 1;
        while at > 0 && nearest[at - 1].0 < nearest[at].0 {
            nearest.swap(at - 1, at);
            at -= 1;
        }
    }
}
