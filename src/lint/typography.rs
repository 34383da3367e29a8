//! Damaged letters: `â€™` in place of `’`.
//!
//! ### What
//! Finds letters that a program decoded wrongly (UTF-8 read as Windows-1252), and the sign � that stands for letters
//! that were lost.
//!
//! ### Why
//! Answers are given letter by letter, damage included, and patients see it.
//!
//! ### Example
//! ```toml
//! answer = "These usually pass within 1â€“2 hours."
//! ```
//! Put the letters right (“1–2 hours”); `askwell import` does so by itself. Save files as UTF-8.

use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;
use crate::faq::typography::{first_damage, repaired};

pub(super) const LINT: Lint =
    Lint { name: "typography", severity: Severity::Warning, text: include_str!("typography.rs"), check };

/// What decoders put in place of letters that they could not read.
const LOST: &str = "\u{FFFD}";

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for document in subject.documents {
        let mut at = 0;
        for line in document.source.text.split('\n') {
            let start = at;
            at += line.len() + 1;
            let damage = first_damage(line).or_else(|| line.contains(LOST).then(|| LOST.to_owned()));
            let Some((damage, place)) = damage.and_then(|damage| line.find(&damage).map(|place| (damage, place)))
            else {
                continue;
            };
            let hint = match repaired(&damage) {
                Some(good) => format!("write “{good}”"),
                None => "write the letters that were lost here".to_owned(),
            };
            let span = start + place..start + place + damage.len();
            findings.add(document, &span, "these letters were decoded wrongly".to_owned(), "damaged", hint);
        }
    }
}
