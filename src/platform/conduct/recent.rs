//! The last of many ids, for what may come twice.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;

/// Remembers the ids that came last.
pub(crate) struct Recent<T> {
    order: VecDeque<T>,
    known: HashSet<T>,
    most: usize,
}

impl<T: Clone + Eq + Hash> Recent<T> {
    /// Remembers so many.
    pub(crate) fn new(most: usize) -> Self {
        Self { order: VecDeque::new(), known: HashSet::new(), most }
    }

    /// Whether an id is among them.
    pub(crate) fn contains(&self, id: &T) -> bool {
        self.known.contains(id)
    }

    /// Takes an id in. False where it was there already.
    pub(crate) fn insert(&mut self, id: T) -> bool {
        if !self.known.insert(id.clone()) {
            return false;
        }
        if self.order.len() >= self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        self.order.push_back(id);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ones_are_known_and_no_more() {
        let mut recent = Recent::new(2);
        assert_eq!([1, 2, 1, 3, 2, 1].map(|id| recent.insert(id)), [true, true, false, true, false, true]);
        assert_eq!((recent.order.len(), recent.known.len()), (2, 2));
    }
}
