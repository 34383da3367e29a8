//! A keyword is shorter than three letters, or a word that stands in every other sentence.
//!
//! ### What
//! Finds such words in `any` lists of rules that ask for nothing else, and `all` lists made of nothing but such words.
//! Letters are counted of words as written; digits and the short names of the documents' own synonyms count as long.
//!
//! ### Why
//! Short words are part of other things people say, and words like “the” or “it” are part of everything: the entry
//! would be pulled into conversations that have nothing to do with it.
//!
//! ### Example
//! ```toml
//!   [[entries.keywords]]
//!   any = ["it", "up"]
//! ```
//! Write the phrase that is meant (`any = ["pick me up"]`), or join the word with a telling one under `all`.

use super::subject::{Findings, Lint, Subject};
use crate::document::{Severity, Text};
use crate::text::is_common;

pub(super) const LINT: Lint =
    Lint { name: "weak-keyword", severity: Severity::Warning, text: include_str!("weak_keyword.rs"), check };

/// A keyword has at least so many letters.
const SHORTEST: usize = 3;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let synonyms: Vec<String> =
        subject.brain.pack().synonyms.iter().flat_map(|set| &set.words).map(|word| word.to_lowercase()).collect();
    let weak = |word: &Text| reason(&word.value).filter(|_| !synonyms.contains(&word.value.to_lowercase()));
    for entry in &subject.entries {
        for rule in entry.form.keywords.iter().flatten().filter(|rule| rule.pattern.is_none()) {
            let any: Vec<&Text> = rule.any.iter().flatten().collect();
            let all: Vec<&Text> = rule.all.iter().flatten().collect();
            let all_weak = all.iter().all(|word| weak(word).is_some());
            let suspects = if all_weak { any.iter().chain(&all) } else { [].iter().chain(&[]) };
            let any_strong = !all.is_empty() && any.iter().any(|word| weak(word).is_none());
            for word in suspects.filter(|_| !any_strong) {
                if let Some(label) = weak(word) {
                    let message = format!("“{}” is too weak to speak for `{}`", word.value, entry.id);
                    let hint = "write the phrase that is meant, or join it with a telling word under `all`".to_owned();
                    findings.add(entry.document, &word.span, message, label, hint);
                }
            }
        }
    }
}

/// Why a word is weak, if it is.
fn reason(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase();
    if word.contains(char::is_whitespace) || word.contains(|ch: char| ch.is_numeric()) {
        None
    } else if word.is_ascii() && word.len() < SHORTEST {
        Some("shorter than three letters")
    } else {
        is_common(&word).then_some("in every other message")
    }
}
