//! Contrast: on which side of the line between an entry's wordings and all others a message lies, and how far.
//!
//! The other scorers ask how much a message is like the wordings of one entry. Two entries that share most of their words
//! ("how long does a session last", "how long does the effect last") are told apart by what differs: how much each word,
//! pair and trigram speaks for an entry against all others is fitted to the reviewed wordings when the pack is loaded
//! (`lines.rs`).

use super::field::{Field, Query, Term};
use crate::lines::{Lines, Terms};

/// Wordings an entry at which half of the contrast counts: a line between a few wordings is hardly a line.
const HALF: f32 = 60.0;
/// No more products of wordings and entries than this are fitted: in a larger pack only every second, third … wording is.
const MOST_CELLS: usize = 4_000_000;
/// A pair that fewer wordings have says nothing about others.
const FEWEST_OF_PAIR: usize = 2;
/// Stands for a pair without weights.
const NONE: u32 = u32::MAX;
/// No entry is farther than this on the far side: how far is chance.
const FAR: f32 = -1.0;

/// The lines between the entries of a pack.
pub(super) struct Contrast {
    /// Words first, then trigrams, then the pairs that count.
    lines: Lines,
    first_trigram: u32,
    term_of_pair: Vec<u32>,
    /// How much of it counts, 0 to 1.
    strength: f32,
}

impl Contrast {
    /// Fits the lines to the wordings of a pack.
    pub(super) fn new(words: &Field, pairs: &Field, trigrams: &Field, entry_of: &[u32], entries: usize) -> Self {
        let first_trigram = words.term_count() as u32;
        let mut terms = first_trigram + trigrams.term_count() as u32;
        let number = |pair: Term| {
            let counts = pairs.doc_count(pair) >= FEWEST_OF_PAIR;
            terms += u32::from(counts);
            if counts { terms - 1 } else { NONE }
        };
        let term_of_pair: Vec<u32> = (0..pairs.term_count() as Term).map(number).collect();
        let each = entry_of.len() as f32 / entries.max(1) as f32;
        let mut contrast =
            Self { lines: Lines::fitted(0, 0, &[]), first_trigram, term_of_pair, strength: each / (each + HALF) };
        let every = (entry_of.len() * entries).div_ceil(MOST_CELLS).max(1);
        let wording = |doc: usize| {
            let of = |field: &Field| field.terms_of(doc as u32).to_vec();
            (contrast.terms(&of(words), &of(pairs), &of(trigrams)).collect(), Some(entry_of[doc]))
        };
        let wordings: Vec<(Terms, Option<u32>)> = (0..entry_of.len()).step_by(every).map(wording).collect();
        let wordings: Vec<(&Terms, Option<u32>)> = wordings.iter().map(|(terms, entry)| (terms, *entry)).collect();
        contrast.lines = Lines::fitted(terms as usize, entries, &wordings);
        contrast
    }

    /// Adds how far a message lies on the side of each entry, times `weight`: about 1 where the entry's own wordings lie,
    /// −1 where all others do.
    pub(super) fn add(&self, query: [&Query; 3], weight: f32, room: &mut Vec<f32>, sums: &mut [f32]) {
        if weight <= 0.0 {
            return;
        }
        let [words, pairs, trigrams] = query;
        self.lines.sides(self.terms(&words.terms, &pairs.terms, &trigrams.terms), room);
        for (sum, side) in sums.iter_mut().zip(room) {
            *sum += weight * self.strength * side.max(FAR);
        }
    }

    fn terms<'a>(
        &'a self,
        words: &'a [(Term, f32)],
        pairs: &'a [(Term, f32)],
        trigrams: &'a [(Term, f32)],
    ) -> impl Iterator<Item = (u32, f32)> + 'a {
        let trigrams = trigrams.iter().map(|(term, own)| (term + self.first_trigram, *own));
        let pairs = pairs.iter().map(|(pair, own)| (self.term_of_pair[*pair as usize], *own));
        words.iter().copied().chain(trigrams).chain(pairs.filter(|(term, _)| *term != NONE))
    }
}
