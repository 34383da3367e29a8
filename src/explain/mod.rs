//! Explanations: what was decided, for programs ([`Prediction`]) and for people ([`Why`]).

mod prediction;
mod why;

pub use prediction::{CandidateScore, Prediction};
pub use why::{CandidatePoints, Points, SafetyHit, Why, WordAs};
