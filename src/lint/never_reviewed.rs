//! Nobody has reviewed the answers or the safety rules: they are not clinically reviewed.
//!
//! ### What
//! Finds FAQ documents that name no reviewer, for the document as a whole or for each entry with an answer, and a
//! safety document that names none. An entry with `reviewed_by = ""` was changed since its document was reviewed.
//!
//! ### Why
//! The bot gives these answers as the clinic's own, and these rules decide who is sent to a crisis line. Somebody who may
//! speak for the clinic should have read them.
//!
//! ### Example
//! ```toml
//! title = "Our FAQ"
//! reviewed_by = "Dr. A. Example, 2026-11-20"
//! ```
//! The reviewer's name goes here when they have read the document, and never before. A changed answer loses it.

use std::sync::Arc;

use super::subject::{Findings, Lint, Subject};
use crate::document::{Report, Severity, Source, Span, parse, read_form};
use crate::faq::reviewer;
use crate::safety::SafetyForm;

pub(super) const LINT: Lint =
    Lint { name: "never-reviewed", severity: Severity::Warning, text: include_str!("never_reviewed.rs"), check };

/// What to do about an entry that was changed since its document was reviewed.
const CHANGED: &str = "when somebody who may approve them has read them as they stand, write their name there";

/// What to do about either kind of document.
const HINT: &str = "when somebody who may approve them has read them, add `reviewed_by = \"…\"` at the top";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if let Some(source) = subject.safety {
        check_safety(source, findings);
    }
    for document in subject.documents {
        let answered = subject
            .entries
            .iter()
            .filter(|entry| std::ptr::eq(entry.document, document) && entry.form.answer.is_some());
        let open: Vec<_> = answered.filter(|entry| reviewer(&document.form, entry.form).is_none()).collect();
        let Some(first) = open.first() else { continue };
        let message = match open.len() {
            1 => "not clinically reviewed: one answer".to_owned(),
            count => format!("not clinically reviewed: {count} answers"),
        };
        let hint = if document.form.reviewed_by.is_some() { CHANGED } else { HINT };
        findings.add(document, &first.form.span, message, "the first of them", hint.to_owned());
    }
}

fn check_safety(source: &Arc<Source>, findings: &mut Findings<'_>) {
    let Ok(table) = parse(source) else { return };
    let form = read_form::<SafetyForm>(&table, &mut Report::new(source));
    if form.reviewed_by.is_some() {
        return;
    }
    let rules = form.rules.iter().flatten();
    let (first, count): (Option<Span>, usize) = (rules.clone().next().map(|rule| rule.span.clone()), rules.count());
    let message = match count {
        0 => "not clinically reviewed: the safety document".to_owned(),
        1 => "not clinically reviewed: one safety rule".to_owned(),
        count => format!("not clinically reviewed: {count} safety rules"),
    };
    findings.add_to(source, &first.unwrap_or(0..0), message, "the first of them", HINT.to_owned());
}
