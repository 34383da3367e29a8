//! Explanations: what was decided, for programs ([`Prediction`]) and for people ([`Why`]), and why it was not another
//! entry ([`Comparison`]).

mod compare;
mod compare_text;
mod decided;
mod needs;
mod phrases;
mod prediction;
mod remedy;
mod why;

pub use compare::{Comparison, Elsewhere, Side};
pub use needs::Needs;
pub use prediction::{CandidateScore, Prediction};
pub use remedy::{Proposal, Pulled, Verdict};
pub use why::{CandidatePoints, CautionHit, Points, SafetyHit, TakenBackHit, Why, WordAs};
