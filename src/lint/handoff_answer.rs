//! An entry has both an answer and `handoff`.
//!
//! ### What
//! Finds entries that are left to the provider (`handoff = true`) and have an `answer` as well.
//!
//! ### Why
//! The answer is never given. Whoever wrote it believes that it is.
//!
//! ### Example
//! ```toml
//! [[entries]]
//! id = "cost"
//! question = "How much does it cost?"
//! handoff = true
//! answer = "Ask at the desk."    # never said
//! ```
//! Delete `handoff = true` if the answer may be given, else the answer.

use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "handoff-answer", severity: Severity::Warning, text: include_str!("handoff_answer.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in &subject.entries {
        let handoff = entry.form.handoff.as_ref().is_some_and(|flag| flag.value);
        if let Some(answer) = entry.form.answer.as_ref().filter(|_| handoff) {
            let message = format!("the answer of `{}` is never given: the entry is left to the provider", entry.id);
            let hint = "delete `handoff = true` if the answer may be given, else the answer".to_owned();
            findings.add(entry.document, &answer.span, message, "never said", hint);
        }
    }
}
