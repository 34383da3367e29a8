//! Tuning: changes to the documents that labelled messages ask for, found by search and counted by cross-validation.
//!
//! The messages are dealt into folds. A candidate is *made* in a fold when the messages outside it suggest it and gain by
//! it; it then counts on the messages inside, from which it was not made. What wins in several folds is proposed. The
//! search is greedy and deterministic: the same documents and messages give the same proposals.

mod candidates;
mod folds;
mod ground;
mod harmless;
mod opening;
mod parallel;
mod proposal;
mod search;
mod tally;
mod trying;
mod verdict;
mod watch;

pub use proposal::{Proposal, Standing, Tuning};
pub use search::{Options, tune};
pub use tally::Tally;
pub use watch::{Progress, Watch};
