//! Synonyms swallow each other.
//!
//! ### What
//! Finds a word that stands in two sets, as messages are understood: “doc” is “doctor”.
//!
//! ### Why
//! A word in two sets makes all words of both count as one another: with “session” in one set and in the other, “infusion”
//! and “therapy” mean the same, and the entries about them cannot be told apart.
//!
//! ### Example
//! ```toml
//! [[synonyms]]
//! words = ["session", "infusion"]
//! [[synonyms]]
//! words = ["session", "therapy", "counselling"]
//! ```
//! Keep the word in the set where it always means the same.

use std::collections::HashMap;

use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "tangled-synonyms", severity: Severity::Warning, text: include_str!("tangled_synonyms.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<String, (usize, String)> = HashMap::new();
    let sets = subject
        .documents
        .iter()
        .flat_map(|document| document.form.synonyms.iter().flatten().map(move |set| (document, set)));
    for (number, (document, set)) in sets.enumerate() {
        for word in set.words.iter().flatten() {
            let line = document.source.position(word.span.start).line;
            let place = format!("{} line {line}", document.source.name);
            let (owner, before) = first.entry(subject.understood(&word.value)).or_insert_with(|| (number, place));
            if *owner != number {
                let message = format!("“{}” stands in two sets of synonyms, which makes one of them", word.value);
                let hint = "keep it in the set where it always means the same".to_owned();
                findings.add(document, &word.span, message, &format!("also in {before}"), hint);
            }
        }
    }
}
