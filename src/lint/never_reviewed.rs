//! Nobody has reviewed the answers: they are not clinically reviewed.
//!
//! ### What
//! Finds documents that name no reviewer, for the document as a whole or for each entry with an answer.
//!
//! ### Why
//! The bot gives these answers as the clinic's own. Somebody who may speak for the clinic should have read them.
//!
//! ### Example
//! ```toml
//! title = "Our FAQ"
//! reviewed_by = "Dr. A. Example, 2026-11-20"
//! ```
//! The reviewer's name goes here when they have read the document, and never before. A changed answer loses it.

use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "never-reviewed", severity: Severity::Warning, text: include_str!("never_reviewed.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for document in subject.documents.iter().filter(|document| document.form.reviewed_by.is_none()) {
        let answered = subject
            .entries
            .iter()
            .filter(|entry| std::ptr::eq(entry.document, document) && entry.form.answer.is_some());
        let open: Vec<_> = answered.filter(|entry| entry.form.reviewed_by.is_none()).collect();
        let Some(first) = open.first() else { continue };
        let message = match open.len() {
            1 => "not clinically reviewed: one answer".to_owned(),
            count => format!("not clinically reviewed: {count} answers"),
        };
        let hint = "when somebody who may approve them has read them, add `reviewed_by = \"…\"` at the top".to_owned();
        findings.add(document, &first.form.span, message, "the first of them", hint);
    }
}
