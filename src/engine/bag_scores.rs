//! The scorers over a bag of terms: each fills one number an entry.

use super::index::Index;
use super::prefilter::Possible;
use super::terms::Bag;
use super::weights::Weights;

/// How much the best, second and third phrasing of an entry count: one likeness may be chance, three are not.
const POOL: [f32; 3] = [1.0, 0.5, 0.25];
/// For pairs the three count the same: a single shared pair says little.
const MEAN: [f32; 3] = [1.0, 1.0, 1.0];
/// Phrases compared letter by letter: only the most alike, and only short ones.
const EDIT_CANDIDATES: usize = 4;
const EDIT_LONGEST: usize = 80;
/// Likeness below which an edit distance means nothing.
const EDIT_FLOOR: f32 = 0.6;

/// Room for scores that is used again from message to message.
#[derive(Default)]
pub struct Scratch {
    docs: Vec<f32>,
    entries: Vec<f32>,
    pub(super) possible: Possible,
}

impl Index {
    /// The sum of all scorers over a bag, one number an entry.
    pub(super) fn bag_scores(&self, bag: &Bag, understood: &str, weights: &Weights, scratch: &mut Scratch) -> Vec<f32> {
        let mut sums = vec![0.0; self.entries];
        let squares = |count: f32, idf: f32| count * idf * idf;
        let unknown = squares(bag.unknown_words, self.words.unknown());
        self.words.cosines(&self.words.query(&bag.words, unknown), &mut scratch.docs);
        self.pool(&scratch.docs, POOL, weights.words, &mut sums);

        let unknown = squares(bag.unknown_pairs, self.pairs.unknown());
        self.pairs.cosines(&self.pairs.query(&bag.pairs, unknown), &mut scratch.docs);
        self.pool(&scratch.docs, MEAN, weights.pairs, &mut sums);

        let unknown = squares(bag.unknown_trigrams, self.trigrams.unknown());
        self.trigrams.cosines(&self.trigrams.query(&bag.trigrams, unknown), &mut scratch.docs);
        self.pool(&scratch.docs, POOL, weights.trigrams, &mut sums);
        self.edit_distance(&scratch.docs, understood, weights.edit, &mut sums);

        let query = self.centroid.query(&bag.trigrams, squares(bag.unknown_trigrams, self.centroid.unknown()));
        self.centroid.cosines(&query, &mut scratch.entries);
        add(&scratch.entries, weights.centroid, &mut sums);

        let query = self.answers.query(&bag.words, squares(bag.unknown_words, self.answers.unknown()));
        self.answers.cosines(&query, &mut scratch.entries);
        add(&scratch.entries, weights.answer, &mut sums);

        let length = bag.length();
        for (word, _) in &bag.words {
            for (entry, odds) in self.log_odds.of(*word) {
                sums[entry as usize] += weights.log_odds * odds / length;
            }
        }
        sums
    }

    /// Adds the best phrasings of each entry, the first counting most. An entry with fewer phrasings is not worse off.
    fn pool(&self, docs: &[f32], shares: [f32; 3], weight: f32, sums: &mut [f32]) {
        for (entry, sum) in sums.iter_mut().enumerate() {
            let own = &docs[self.starts[entry] as usize..self.starts[entry + 1] as usize];
            let mut best = [0.0_f32; 3];
            for score in own {
                if *score > best[2] {
                    best[2] = *score;
                    if best[2] > best[1] {
                        best.swap(1, 2);
                    }
                    if best[1] > best[0] {
                        best.swap(0, 1);
                    }
                }
            }
            let whole: f32 = shares.iter().take(own.len()).sum();
            let pooled: f32 = best.iter().zip(shares).map(|(score, share)| score * share).sum();
            *sum += weight * pooled / whole.max(f32::MIN_POSITIVE);
        }
    }

    /// Compares the whole message with the phrasings that are most alike by trigrams.
    fn edit_distance(&self, trigrams: &[f32], understood: &str, weight: f32, sums: &mut [f32]) {
        if understood.len() > EDIT_LONGEST || weight == 0.0 {
            return;
        }
        let mut nearest = [(0.0_f32, usize::MAX); EDIT_CANDIDATES];
        for (doc, score) in trigrams.iter().enumerate() {
            if *score > nearest[EDIT_CANDIDATES - 1].0 {
                nearest[EDIT_CANDIDATES - 1] = (*score, doc);
                nearest.sort_by(|a, b| b.0.total_cmp(&a.0));
            }
        }
        let mut best = std::collections::BTreeMap::new();
        for (_, doc) in nearest.into_iter().filter(|(_, doc)| *doc != usize::MAX) {
            let likeness = strsim::normalized_levenshtein(understood, &self.phrasings[doc]) as f32;
            let points = ((likeness - EDIT_FLOOR) / (1.0 - EDIT_FLOOR)).max(0.0);
            let own = best.entry(self.entry_of[doc]).or_insert(0.0_f32);
            *own = own.max(points);
        }
        for (entry, points) in best {
            sums[entry as usize] += weight * points;
        }
    }
}

fn add(scores: &[f32], weight: f32, sums: &mut [f32]) {
    for (sum, score) in sums.iter_mut().zip(scores) {
        *sum += weight * score;
    }
}
