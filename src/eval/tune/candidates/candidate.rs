//! What a candidate is.

use crate::faq::edit::Change;

/// Folds as bits.
pub(in crate::eval::tune) type FoldSet = u32;
/// More folds than bits cannot be told apart.
pub(in crate::eval::tune) const MOST_FOLDS: usize = 20;

/// A change that may be worth trying.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::eval::tune) struct Candidate {
    pub(in crate::eval::tune) change: Change,
    /// The folds in which it is made, and in which its effect counts.
    pub(in crate::eval::tune) made_in: FoldSet,
    /// The messages that it can turn, by their places; all where it is not said.
    pub(in crate::eval::tune) reach: Option<Vec<usize>>,
}

/// The set of all folds.
pub(super) fn all_folds(folds: usize) -> FoldSet {
    (1 << folds) - 1
}
