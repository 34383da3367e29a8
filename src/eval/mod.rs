//! Measuring: labelled messages in, predictions and figures out.
//!
//! Labels are for the figures only; nothing but the text and the mode ever reaches the pipeline.

mod chat;
mod messages;
mod misses;
mod perturb;
mod prediction;
mod public;
mod share;

pub use chat::{AnswerableIds, ChatFigures};
pub use messages::{LabelledMessage, Labels, MessagesError, read_messages};
pub use misses::{Miss, misses};
pub use perturb::Perturbation;
pub use prediction::{Judged, JudgedCandidate};
pub use public::PublicFigures;
pub use share::Share;
