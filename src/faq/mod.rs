//! FAQ packs: what a clinic's documents say, checked and ready to be matched.

mod pack;

pub use pack::{Entry, ExceptRule, KeywordRule, Pack, SynonymSet};
