//! Log odds: how much more often a word stands in one entry than in all others.

use super::field::Term;
use super::terms::Counts;

/// Added to each count, so that a word seen once in one entry decides nothing by itself.
const SMOOTHING: f32 = 0.5;
/// Log odds beyond this count no further: a word that is certain need not be more so.
const CAP: f32 = 4.0;

/// Log odds of each word in each entry in which it stands, by word; 0 to 1 after the cap.
pub(super) struct LogOdds {
    starts: Vec<u32>,
    entries: Vec<u32>,
    odds: Vec<f32>,
}

impl LogOdds {
    pub(super) fn new(word_count: usize, docs: &[Counts], entry_of: &[u32], entries: usize) -> Self {
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
        let mut table = Self { starts: vec![0], entries: Vec::new(), odds: Vec::new() };
        for list in by_word {
            let total: f32 = list.iter().map(|(_, count)| count).sum();
            for (entry, count) in list {
                let size = sizes[entry as usize];
                let inside = (count + SMOOTHING) / (size + 2.0 * SMOOTHING);
                let outside = (total - count + SMOOTHING) / (all - size + 2.0 * SMOOTHING);
                let odds = (inside / outside).ln();
                if odds > 0.0 {
                    table.entries.push(entry);
                    table.odds.push(odds.min(CAP) / CAP);
                }
            }
            table.starts.push(table.entries.len() as u32);
        }
        table
    }

    /// The entries for which a word speaks, with its odds.
    pub(super) fn of(&self, word: Term) -> impl Iterator<Item = (u32, f32)> + '_ {
        let range = self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize;
        self.entries[range.clone()].iter().copied().zip(self.odds[range].iter().copied())
    }
}
