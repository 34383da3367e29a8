//! A keyword or synonym is a word of emergencies or crises.
//!
//! ### What
//! Shows each keyword and synonym to the safety rules by itself. Those that alone are understood as an emergency or a
//! crisis are reported.
//!
//! ### Why
//! Safety comes first: a message with such a word gets the crisis reply and never the FAQ's. The keyword does nothing
//! but mislead whoever reads the document.
//!
//! ### Example
//! ```toml
//!   [[entries.keywords]]
//!   any = ["overdose", "suicidal"]
//! ```
//! Delete the word. What the bot says in a crisis stands in safety.toml.

use super::subject::{Findings, Lint, Subject};
use crate::document::{Severity, Text};
use crate::faq::Document;

pub(super) const LINT: Lint =
    Lint { name: "crisis-keyword", severity: Severity::Warning, text: include_str!("crisis_keyword.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut look = |document: &Document, word: &Text| {
        let triage = subject.triage(&word.value);
        if let Some(hit) = triage.hits.first().filter(|hit| hit.tier.is_danger()) {
            let message = format!("“{}” is a word of the safety rules and never leads to the FAQ", word.value);
            let label = format!("tier {}, rule {}", hit.tier.name(), hit.rule);
            findings.add(document, &word.span, message, &label, "delete it here".to_owned());
        }
    };
    for entry in &subject.entries {
        for rule in entry.form.keywords.iter().flatten() {
            rule.any.iter().flatten().chain(rule.all.iter().flatten()).for_each(|word| look(entry.document, word));
        }
    }
    for document in subject.documents {
        let sets = document.form.synonyms.iter().flatten();
        sets.flat_map(|set| set.words.iter().flatten()).for_each(|word| look(document, word));
    }
}
