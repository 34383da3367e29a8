//! A safety rule of the clinic's own does not do what its examples say.
//!
//! ### What
//! Tries each example of safety.toml: one under `fires` must be met by its own rule, one under `silent` must not be met
//! by any rule of that tier or a higher one. (A rule without any example under `fires` is an error when the document is read.)
//!
//! ### Why
//! The examples are what a person can check. A rule that misses its own example misses patients.
//!
//! ### Example
//! ```toml
//! [[rules]]
//! id = "own-overdose"
//! tier = "emergency"
//! rationale = "Members call it a 'K-hole'."
//! patterns = ["k hole"]
//! fires = ["he is in a khole"]     # the pattern has two words, the example one
//! ```
//! Add a pattern for the example, or correct the example.

use std::sync::Arc;

use super::subject::{Findings, Lint, Subject};
use crate::document::{Severity, Source, Span};
use crate::safety::Rules;
use crate::text::{Lexicon, Origin};

pub(super) const LINT: Lint =
    Lint { name: "safety-example", severity: Severity::Error, text: include_str!("safety_example.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(source) = subject.safety else { return };
    let Ok(rules) = Rules::of_document(&source.text) else { return };
    let words = rules.words();
    let pack_words = subject.brain.pack().texts().map(|text| (text, Origin::PACK));
    let lexicon = Lexicon::new(pack_words.chain(words.iter().map(|(word, origin)| (word.as_str(), *origin))));
    for failed in rules.failed_examples(&rules.compile(&lexicon, &[]), &lexicon) {
        let span = place(source, &failed.id, &failed.text);
        let (message, label, hint) = if failed.should_fire {
            let message = format!("`{}` does not fire on its own example “{}”", failed.id, failed.text);
            (message, "must fire", "add a pattern for it, or correct the example")
        } else {
            let message = format!("`{}` fires on “{}”, which must stay silent", failed.met.join("`, `"), failed.text);
            (message, "must not fire", "add an exception for it, or correct the example")
        };
        findings.add_to(source, &span, message, label, hint.to_owned());
    }
}

/// Where an example stands: its text behind the rule's id, or the id when it is written with escapes.
fn place(source: &Arc<Source>, id: &str, example: &str) -> Span {
    let rule = source.text.find(&format!("\"{id}\"")).unwrap_or_default();
    let found = source.text[rule..].find(example).map(|at| rule + at..rule + at + example.len());
    found.unwrap_or(rule..rule + id.len() + 2)
}
