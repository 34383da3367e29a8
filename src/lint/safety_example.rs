//! A safety rule of the clinic's own does not do what its examples say.
//!
//! ### What
//! Tries each example of safety.toml: one under `fires` must be met by a rule of its tier, one under `silent` must not
//! be met by any rule of that tier or a higher one. (A rule without any example under `fires` is an error when the document is read.)
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

use toml::Value;

use super::subject::{Findings, Lint, Subject};
use crate::document::{Severity, Source};

pub(super) const LINT: Lint =
    Lint { name: "safety-example", severity: Severity::Error, text: include_str!("safety_example.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(source) = subject.safety else { return };
    let Ok(document) = source.text.parse::<toml::Table>() else { return };
    for rule in document.get("rules").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| rule.get(key).and_then(Value::as_str).unwrap_or_default();
        let examples = |key: &str| {
            let list = rule.get(key).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let id = text("id");
        for example in examples("fires") {
            let hits = subject.triage(&example).hits;
            if !hits.iter().any(|hit| hit.tier.name() == text("tier")) {
                let message = format!("the rule `{id}` does not fire on its own example “{example}”");
                let hint = "add a pattern for it, or correct the example".to_owned();
                findings.add_to(source, &place(source, id, &example), message, "must fire", hint);
            }
        }
        for example in examples("silent") {
            let hits = subject.triage(&example).hits;
            if let Some(hit) = hits.iter().find(|hit| rank(hit.tier.name()) <= rank(text("tier"))) {
                let message = format!("the rule `{}` fires on “{example}”, which must stay silent", hit.rule);
                let hint = "add an exception for it, or correct the example".to_owned();
                findings.add_to(source, &place(source, id, &example), message, "must not fire", hint);
            }
        }
    }
}

/// The place of a tier among the tiers, the highest first.
fn rank(tier: &str) -> usize {
    ["emergency", "crisis", "advice"].iter().position(|name| *name == tier).unwrap_or(usize::MAX)
}

/// Where an example stands: its text after the rule's id, or the id when it is written with escapes.
fn place(source: &Arc<Source>, id: &str, example: &str) -> crate::document::Span {
    let rule = source.text.find(&format!("\"{id}\"")).unwrap_or_default();
    let example_at = source.text[rule..].find(example).map(|at| rule + at..rule + at + example.len());
    example_at.unwrap_or(rule..rule + id.len() + 2)
}
