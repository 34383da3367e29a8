//! The question or a phrasing of an entry is only offered, not answered.
//!
//! ### What
//! Asks the bot each question and each phrasing of the documents, word for word, and reports those for which it is not
//! sure enough: it asks back “Did you mean …”, and in a channel where nobody spoke to it, it stays silent.
//!
//! ### Why
//! Words that stand in the document should be answered at once. Mostly they are too general: nothing in them tells this
//! entry from the others.
//!
//! ### Example
//! ```toml
//! [[entries]]
//! id = "what-is-it"
//! question = "What is ketamine therapy?"
//! phrasings = ["what is it for"]      # what is what for?
//! ```
//! Put the phrasing more plainly, give the entry a keyword for its most telling word, or delete the phrasing.

use super::reach::Reached;
use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "only-offered", severity: Severity::Warning, text: include_str!("only_offered.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in &subject.entries {
        for wording in entry.wordings.iter().filter(|wording| wording.reached == Reached::Offered) {
            let what = if wording.is_question { "this question" } else { "this phrasing" };
            let message = format!("{what} of `{}` is not sure enough to be answered, only offered", entry.id);
            let hint = "put it more plainly, or give the entry a keyword for its most telling word".to_owned();
            findings.add(entry.document, &wording.text.span, message, "“did you mean …”", hint);
        }
    }
}
