//! The date for the next review has passed.
//!
//! ### What
//! Compares `review_due` of documents and entries with today.
//!
//! ### Why
//! Medical answers age. Somebody chose this date so that the answer would be looked at again.
//!
//! ### Example
//! ```toml
//! review_due = 2024-01-31
//! ```
//! Have the answers read by somebody who may approve them, then set a new date.

use super::subject::{Findings, Lint, Subject};
use crate::document::{Date, Severity};

pub(super) const LINT: Lint =
    Lint { name: "review-due", severity: Severity::Warning, text: include_str!("review_due.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let past = |date: &Option<Date>| date.clone().filter(|date| date.value.as_str() <= subject.today);
    let hint = || "have it read by somebody who may approve it, then set a new date".to_owned();
    for document in subject.documents {
        if let Some(date) = past(&document.form.review_due) {
            findings.add(document, &date.span, "this document is due for review".to_owned(), "has passed", hint());
        }
    }
    for entry in &subject.entries {
        if let Some(date) = past(&entry.form.review_due) {
            findings.add(entry.document, &date.span, format!("`{}` is due for review", entry.id), "has passed", hint());
        }
    }
}
