//! An answer is too long for one Discord message.
//!
//! ### What
//! Finds answers of more than 2,000 characters, which is what one Discord message holds.
//!
//! ### Why
//! A longer answer is sent in several parts. In a busy channel the parts are torn apart by other people's messages, and
//! hardly anybody reads so much in a chat.
//!
//! ### Example
//! ```toml
//! answer = """
//! … three pages about aftercare …"""
//! ```
//! Give the two sentences that matter and link to the page, or make several entries of it.

use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "long-answer", severity: Severity::Warning, text: include_str!("long_answer.rs"), check };

/// What one Discord message holds, in UTF-16 units as Discord counts.
const ONE_MESSAGE: usize = 2_000;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in &subject.entries {
        let Some(answer) = &entry.form.answer else { continue };
        let length = answer.value.encode_utf16().count();
        if length > ONE_MESSAGE {
            let message = format!(
                "the answer of `{}` has {length} characters; one Discord message holds {ONE_MESSAGE}",
                entry.id
            );
            let hint = "shorten it and link to a page, or make several entries of it".to_owned();
            findings.add(entry.document, &answer.span, message, "begins here", hint);
        }
    }
}
