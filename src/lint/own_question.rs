//! The question or a phrasing of an entry is answered by another entry, or not at all.
//!
//! ### What
//! Asks the bot each question and each phrasing of the documents, word for word. It must give the entry that they
//! belong to. The `question` itself led to another entry: an error. Everything else is a warning.
//!
//! ### Why
//! When not even the entry's own words lead to it, patients who ask in words like these get a wrong answer or none.
//!
//! ### Example
//! ```toml
//! [[entries]]
//! id = "driving"
//! question = "Can I drive afterward?"
//! answer = "No."
//!
//! [[entries]]
//! id = "parking"
//! question = "Can I drive afterward or park?"   # nearly the other entry's question
//! answer = "Behind the house."
//! ```
//! Say in each entry what the other one is not about: a keyword for the words that tell them apart (`any = ["park",
//! "parking"]`), or an `except` for those that mislead.

use super::Lint;
use super::reach::{Reached, reached};
use super::subject::{Findings, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "own-question", severity: Severity::Error, text: include_str!("own_question.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in subject.entries() {
        for (index, wording) in entry.wordings().enumerate() {
            let is_question = index == 0;
            let what = if is_question { "this question" } else { "this phrasing" };
            let (message, label, hint) = match reached(subject, &entry, &wording.value) {
                Reached::Own | Reached::Safety(..) => continue,
                Reached::Other(other) => (
                    format!("{what} of `{}` is answered by `{other}`", entry.id),
                    "leads to another entry",
                    format!(
                        "give `{}` a keyword for the words that tell it apart, or `{other}` an exception",
                        entry.id
                    ),
                ),
                Reached::Offered => (
                    format!("{what} of `{}` is not sure enough to be answered, only offered", entry.id),
                    "“did you mean …”",
                    format!("give `{}` a keyword for its most telling word", entry.id),
                ),
                Reached::Nothing => (
                    format!("{what} of `{}` is not answered", entry.id),
                    "leads nowhere",
                    format!(
                        "give `{}` a keyword for its most telling word, or put the phrasing more plainly",
                        entry.id
                    ),
                ),
            };
            if is_question && label == "leads to another entry" {
                findings.add(entry.document, &wording.span, message, label, hint);
            } else {
                findings.warn(entry.document, &wording.span, message, label, hint);
            }
        }
    }
}
