//! A pattern matches nearly everything.
//!
//! ### What
//! Tries each keyword pattern on the questions and phrasings of all other entries. One that matches half of them, or
//! matches the empty text, is reported. An exception is tried on the entry's own questions and phrasings.
//!
//! ### Why
//! A keyword that fires on everything speaks for its entry in every message; an exception that does so hides it always.
//!
//! ### Example
//! ```toml
//!   [[entries.keywords]]
//!   pattern = "(drive)?.*"     # the brackets may be empty, and `.*` is anything
//! ```
//! Take the question marks and stars away until only what is meant is left; for plain words use `any`.

use super::subject::{Findings, Lint, Subject};
use crate::document::{Pattern, Severity};

pub(super) const LINT: Lint =
    Lint { name: "greedy-pattern", severity: Severity::Warning, text: include_str!("greedy_pattern.rs"), check };

/// A pattern is greedy when it matches one in so many of the wordings that it is tried on.
const GREEDY_SHARE: usize = 2;

/// Fewer wordings of others than this show nothing. Of the entry's own each one counts.
const ENOUGH_OTHERS: usize = 4;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in &subject.entries {
        let of = |own: bool| {
            let entries = subject.entries.iter().filter(move |other| (other.id == entry.id) == own);
            entries.flat_map(|other| &other.wordings).map(|wording| wording.understood.as_str()).collect::<Vec<_>>()
        };
        let (own, others) = (of(true), of(false));
        let mut look = |pattern: &Pattern, tried_on: &[&str], enough: usize, what: &str| {
            let Some(regex) = pattern.compiled.regex() else { return };
            let matched = tried_on.iter().filter(|text| regex.is_match(text.as_bytes())).count();
            let too_many = tried_on.len() >= enough && matched * GREEDY_SHARE >= tried_on.len();
            if too_many || regex.is_match(b"") {
                let message = format!("this pattern of `{}` matches nearly everything", entry.id);
                let label = if too_many {
                    format!("matches {matched} of {} {what}", tried_on.len())
                } else {
                    "matches the empty text".to_owned()
                };
                let hint = "make it say what is meant: `?` and `*` let parts of it be missing".to_owned();
                findings.add(entry.document, &pattern.span, message, &label, hint);
            }
        };
        for pattern in entry.form.keywords.iter().flatten().filter_map(|rule| rule.pattern.as_ref()) {
            look(pattern, &others, ENOUGH_OTHERS, "wordings of other entries");
        }
        for pattern in entry.form.except.iter().flatten().filter_map(|rule| rule.pattern.as_ref()) {
            look(pattern, &own, 1, "of the entry's own wordings");
        }
    }
}
