//! How many messages of each fold have a term, by whether they ask for an entry.

use crate::eval::tune::folds::{FoldSet, WATCH};

/// Counts for one term and one entry.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    with: Vec<usize>,
    without: Vec<usize>,
    /// Those that keep watch and have it: outside every fold.
    watching: usize,
    places: Vec<usize>,
}

impl Counts {
    pub(super) fn new(folds: usize) -> Self {
        Self { with: vec![0; folds], without: vec![0; folds], watching: 0, places: Vec::new() }
    }

    /// Counts a message that has the term.
    pub(super) fn add(&mut self, place: usize, fold: usize, asks: bool) {
        self.places.push(place);
        if fold == WATCH {
            self.watching += 1;
            return;
        }
        let list = if asks { &mut self.with } else { &mut self.without };
        list[fold] += 1;
    }

    /// The folds outside which at least `least` messages have the term and ask for the entry, and those are at least
    /// `share` of all that have it.
    pub(super) fn folds(&self, least: usize, share: f64) -> FoldSet {
        let (with, without) = self.all();
        let mut set = 0;
        for (fold, (own, other)) in self.with.iter().zip(&self.without).enumerate() {
            let (with, without) = (with - own, without - other);
            if with >= least && with as f64 >= share * (with + without) as f64 {
                set |= 1 << fold;
            }
        }
        set
    }

    fn all(&self) -> (usize, usize) {
        (self.with.iter().sum(), self.without.iter().sum::<usize>() + self.watching)
    }

    /// The places of the messages that have the term.
    pub(super) fn places(&self) -> &[usize] {
        &self.places
    }

    /// How strongly the term speaks for the entry: many messages, and few others.
    pub(super) fn strength(&self) -> f64 {
        let (with, without) = self.all();
        let (with, without) = (with as f64, without as f64);
        with * (with + 0.5) / (with + without + 1.0)
    }
}
