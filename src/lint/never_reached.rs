//! A safety rule takes the question or a phrasing before the FAQ is asked.
//!
//! ### What
//! Finds questions and phrasings that the safety rules understand as an emergency, a crisis or a request for medical
//! advice. Such messages get the fixed safety reply, and no FAQ answer follows.
//!
//! ### Why
//! The entry looks as if it answered these words, and never does. Mostly that is right: the words ask for advice that
//! a bot must not give, and the entry should not pretend to.
//!
//! ### Example
//! ```toml
//! [[entries]]
//! id = "after"
//! question = "I feel worse after my session, is that normal?"   # tier advice: what is happening to me now
//! answer = "Many people do."
//! ```
//! Ask about people in general (“Do people feel worse at first?”), leave the topic to the provider, or edit the advice
//! rule in safety.toml. Emergency and crisis rules cannot be taken away.

use super::reach::Reached;
use super::subject::{Findings, Lint, Subject};
use crate::document::Severity;

pub(super) const LINT: Lint =
    Lint { name: "never-reached", severity: Severity::Warning, text: include_str!("never_reached.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in &subject.entries {
        for wording in &entry.wordings {
            if let Reached::Safety(tier, rule) = &wording.reached {
                let message = format!("`{}` is never reached by these words: they get the safety reply", entry.id);
                let label = format!("tier {}, rule {rule}", tier.name());
                let hint = "ask it in another way, or delete these words".to_owned();
                findings.add(entry.document, &wording.text.span, message, &label, hint);
            }
        }
    }
}
