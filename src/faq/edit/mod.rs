//! Edits of FAQ documents. Comments, order and spacing of a document stay as they are.
//!
//! A [`Change`] is what tuning proposes: it can be made to a pack in memory as well as to documents. An [`Edit`] is what a
//! moderator does: it is checked against what is there, and what is wrong with it is a sentence for a person.

mod arrays;
mod change;
mod conditions;
mod documents;
mod entry;
mod limits;
mod moderate;
mod new_entry;
mod phrasings;
mod revise;
mod revise_entry;
mod rules;
mod synonyms;

pub use change::{Change, joined, with_changes};
pub use documents::{EditError, edit};
pub use limits::{LONGEST_ANSWER, LONGEST_ID, LONGEST_WORDING, LONGEST_WORDS, MOST_WORDS};
pub use moderate::{Condition, Edit, RuleName};
pub use revise::{moderate, pinned};
