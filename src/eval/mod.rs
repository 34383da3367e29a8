//! Measuring: labelled messages in, predictions and figures out.
//!
//! Labels are for the figures only; nothing but the text and the mode ever reaches the pipeline.

mod chat;
mod messages;
mod misses;
mod page;
mod perturb;
mod public;
mod replay;
mod report;
mod run;
mod share;
pub mod tune;

pub use chat::{AnswerableIds, ChatFigures};
pub use messages::{LabelledMessage, Labels, MessagesError, read_messages};
pub use misses::{Miss, misses};
pub use page::{page, threshold_charts};
pub use perturb::Perturbation;
pub use public::PublicFigures;
pub use replay::{Change, Effect, Replay};
pub use report::{Figures, Report};
pub use run::Course;
pub use share::Share;
