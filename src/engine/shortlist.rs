//! The shortlist: the wordings that are worth comparing in full.
//!
//! A pack can have a hundred thousand wordings, and nearly all share no telling word with a message. So a first pass walks
//! only the rarest words and pairs of the message, and a fixed number of wordings goes on, whatever the size of the pack.

use super::field::{Field, Query, Term};
use super::index::Index;

/// So many places of words in wordings are looked at, the rarest words first. What is left out then are words such as
/// "the" and "is", which stand everywhere and tell wordings apart least.
const MOST_PLACES: usize = 2_000;
/// What a shared pair counts beside a shared word in the first pass.
const PAIR: f32 = 0.5;
/// Entries that go on. The right one is among the first three nearly always.
const MOST_ENTRIES: usize = 12;
/// Wordings of each entry that go on: three are pooled, and the first pass is not exact.
const MOST_WORDINGS: usize = 4;

/// The place of an entry that does not go on.
const NOT_CHOSEN: u32 = u32::MAX;

/// Room for the first pass that is used again from message to message.
#[derive(Default)]
pub(super) struct Shortlist {
    scores: Vec<f32>,
    touched: Vec<u32>,
    best_of: Vec<f32>,
    /// For each entry its place among those that go on.
    place_of: Vec<u32>,
    lists: Vec<(usize, bool, Term, f32)>,
    entries: Vec<u32>,
    /// The wordings that go on, in the pack's order.
    pub(super) docs: Vec<u32>,
}

impl Index {
    /// Fills the shortlist for a stretch of a message.
    pub(super) fn shortlist(&self, words: &Query, pairs: &Query, list: &mut Shortlist) {
        list.reset(self.entry_of.len(), self.entries);
        list.order(&self.words, words, 1.0, false);
        list.order(&self.pairs, pairs, PAIR, true);
        list.lists.sort_unstable_by_key(|(length, is_pair, term, _)| (*length, *is_pair, *term));
        let mut places = 0;
        for (length, is_pair, term, weight) in std::mem::take(&mut list.lists) {
            places += length;
            if places > MOST_PLACES && !list.touched.is_empty() {
                break;
            }
            let field = if is_pair { &self.pairs } else { &self.words };
            list.add(field.docs_with(term), weight);
        }
        list.choose_entries(&self.entry_of);
        list.choose_docs(&self.entry_of);
    }
}

impl Shortlist {
    fn reset(&mut self, docs: usize, entries: usize) {
        for doc in self.touched.drain(..) {
            self.scores[doc as usize] = 0.0;
        }
        // Another pack may have been matched with this room before.
        if self.scores.len() != docs {
            self.scores = vec![0.0; docs];
        }
        self.best_of.clear();
        self.best_of.resize(entries, 0.0);
        self.lists.clear();
        self.entries.clear();
        self.docs.clear();
    }

    fn order(&mut self, field: &Field, query: &Query, weight: f32, is_pair: bool) {
        let lists = query.terms.iter().map(|(term, own)| (field.doc_count(*term), is_pair, *term, own * weight));
        self.lists.extend(lists);
    }

    fn add(&mut self, docs: &[(u32, f32)], weight: f32) {
        for (doc, own) in docs {
            let score = &mut self.scores[*doc as usize];
            if *score == 0.0 {
                self.touched.push(*doc);
            }
            *score += weight * own;
        }
    }

    fn choose_entries(&mut self, entry_of: &[u32]) {
        for doc in &self.touched {
            let entry = entry_of[*doc as usize];
            let best = &mut self.best_of[entry as usize];
            if *best == 0.0 {
                self.entries.push(entry);
            }
            *best = best.max(self.scores[*doc as usize]);
        }
        if self.entries.len() > MOST_ENTRIES {
            let best_of = &self.best_of;
            let order = |a: &u32, b: &u32| best_of[*b as usize].total_cmp(&best_of[*a as usize]).then(a.cmp(b));
            self.entries.select_nth_unstable_by(MOST_ENTRIES - 1, order);
            self.entries.truncate(MOST_ENTRIES);
        }
    }

    /// Takes the best wordings of each chosen entry.
    fn choose_docs(&mut self, entry_of: &[u32]) {
        self.place_of.clear();
        self.place_of.resize(self.best_of.len(), NOT_CHOSEN);
        for (entry, place) in self.entries.iter().zip(0..) {
            self.place_of[*entry as usize] = place;
        }
        let mut best = [[(0.0_f32, u32::MAX); MOST_WORDINGS]; MOST_ENTRIES];
        for doc in &self.touched {
            let place = self.place_of[entry_of[*doc as usize] as usize];
            if let Some(own) = best.get_mut(place as usize) {
                keep_best(own, self.scores[*doc as usize], *doc);
            }
        }
        self.docs.extend(best.iter().flatten().map(|(_, doc)| *doc).filter(|doc| *doc != u32::MAX));
        self.docs.sort_unstable();
    }
}

/// Keeps the best wordings of an entry, of two that are as good the first of the pack.
fn keep_best(best: &mut [(f32, u32); MOST_WORDINGS], score: f32, doc: u32) {
    let better = |than: (f32, u32)| score > than.0 || score >= than.0 && doc < than.1;
    let mut at = MOST_WORDINGS;
    while at > 0 && better(best[at - 1]) {
        if at < MOST_WORDINGS {
            best[at] = best[at - 1];
        }
        at -= 1;
    }
    if at < MOST_WORDINGS {
        best[at] = (score, doc);
    }
}
