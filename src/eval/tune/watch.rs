//! Watching a search, and ending it early.

use std::sync::atomic::AtomicBool;

/// How far the search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// The round, from 1; 0 is the opening.
    pub round: usize,
    /// Candidates of the round that were tried.
    pub tried: usize,
    /// Candidates of the round.
    pub of: usize,
}

/// Who watches the search, and may end it.
pub struct Watch<'a> {
    /// Called from several threads.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Ends the search as soon as it is set; what was found so far stays.
    pub stop: &'a AtomicBool,
}
