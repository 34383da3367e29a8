//! The same word alone is a keyword of two entries.
//!
//! ### What
//! Finds words that stand in the `any` list of rules of two entries, where the rules ask for nothing else.
//!
//! ### Why
//! Such a word pulls a message to both entries at once and tells nothing about which of them is meant.
//!
//! ### Example
//! ```toml
//! [[entries]]
//! id = "driving"
//!   [[entries.keywords]]
//!   any = ["home"]
//!
//! [[entries]]
//! id = "at-home"
//!   [[entries.keywords]]
//!   any = ["home"]
//! ```
//! Keep the word where it is telling, and in the other entry join it with a second one: `all = ["home", "treatment"]`.

use std::collections::HashMap;

use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "shared-keyword", severity: Severity::Warning, text: include_str!("shared_keyword.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<String, &str> = HashMap::new();
    for entry in &subject.entries {
        let alone = entry.form.keywords.iter().flatten().filter(|rule| rule.all.is_none() && rule.pattern.is_none());
        for word in alone.flat_map(|rule| rule.any.iter().flatten()) {
            let owner = *first.entry(subject.understood(&word.value)).or_insert(entry.id);
            if owner != entry.id {
                let message = format!("“{}” is a keyword of both `{owner}` and `{}`", word.value, entry.id);
                let hint =
                    "keep it in one of the two, and in the other join it with a second word under `all`".to_owned();
                findings.add(entry.document, &word.span, message, "pulls two entries", hint);
            }
        }
    }
}
