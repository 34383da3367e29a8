//! The question or a phrasing of an entry is answered by another entry, or not at all.
//!
//! ### What
//! Asks the bot each question and each phrasing of the documents, word for word. It must give the entry that they
//! belong to. A `question` that is answered by another entry is an error, everything else a warning.
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

use super::reach::Reached;
use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "own-question", severity: Severity::Warning, text: include_str!("own_question.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in &subject.entries {
        for wording in &entry.wordings {
            let what = if wording.is_question { "this question" } else { "this phrasing" };
            let span = &wording.text.span;
            match &wording.reached {
                Reached::Other(other) => {
                    let message = format!("{what} of `{}` is answered by `{other}`", entry.id);
                    let hint = format!(
                        "give `{}` a keyword for the words that tell it apart, or `{other}` an exception",
                        entry.id
                    );
                    let severity = if wording.is_question { Severity::Error } else { Severity::Warning };
                    findings.add_as(severity, entry.document, span, message, "leads to another entry", hint);
                }
                Reached::Nothing => {
                    let message = format!("{what} of `{}` is not answered", entry.id);
                    let hint =
                        format!("give `{}` a keyword for its most telling word, or put it more plainly", entry.id);
                    findings.add(entry.document, span, message, "leads nowhere", hint);
                }
                Reached::Own | Reached::Offered | Reached::Safety(..) => {}
            }
        }
    }
}
