//! Two entries have the same phrasing or question.
//!
//! ### What
//! Compares all questions and phrasings as the bot understands them: without case, accents, punctuation and typos.
//!
//! ### Why
//! Words that belong to two entries speak for neither: the bot cannot decide, and offers both or none.
//!
//! ### Example
//! ```toml
//! [[entries]]
//! id = "sessions"
//! phrasings = ["how long is it"]
//!
//! [[entries]]
//! id = "duration"
//! phrasings = ["How long is it?"]
//! ```
//! Keep it where it belongs, or make both clear: “how long is a session”, “how long is the whole treatment”.

use std::collections::HashMap;

use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "shared-phrasing", severity: Severity::Warning, text: include_str!("shared_phrasing.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for entry in &subject.entries {
        for wording in &entry.wordings {
            let owner = *first.entry(&wording.understood).or_insert(entry.id);
            if owner != entry.id {
                let message = format!("`{}` and `{owner}` have the same phrasing", entry.id);
                let hint = "delete it in one of the two, or say in both what is meant".to_owned();
                findings.add(entry.document, &wording.text.span, message, "also in the other entry", hint);
            }
        }
    }
}
