//! A keyword or an exception can never fire.
//!
//! ### What
//! Messages are matched in small letters, without accents, punctuation and apostrophes, and with contractions written
//! out. Finds patterns that ask for something else, words of which nothing remains that way, and keywords that an
//! exception of the same entry always hides.
//!
//! ### Why
//! The rule looks as if it did something. Whoever relies on it is wrong.
//!
//! ### Example
//! ```toml
//!   [[entries.keywords]]
//!   pattern = "Can't drive"        # capitals and apostrophes are gone before patterns are tried
//!
//!   [[entries.keywords]]
//!   any = ["hard drive"]           # hidden by the exception below
//!   [[entries.except]]
//!   any = ["hard drive"]
//! ```
//! Write patterns in small letters (“can not drive”); `askwell ask "…" --why` shows a message as patterns see it.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::subject::{Findings, Lint, Subject, Used};
use crate::document::{Pattern, Severity, Text};

pub(super) const LINT: Lint =
    Lint { name: "dead-rule", severity: Severity::Warning, text: include_str!("dead_rule.rs"), check };

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for entry in &subject.entries {
        let keywords = entry.form.keywords.iter().flatten();
        let exceptions = entry.form.except.iter().flatten();
        let patterns = keywords.clone().map(|rule| &rule.pattern).chain(exceptions.clone().map(|rule| &rule.pattern));
        for pattern in patterns.flatten() {
            check_pattern(entry, pattern, findings);
        }
        let hiding = Hiding::of(subject, entry);
        for word in keywords.flat_map(|rule| rule.any.iter().flatten().chain(rule.all.iter().flatten())) {
            check_word(subject, entry, word, Some(&hiding), findings);
        }
        for word in exceptions.flat_map(|rule| rule.any.iter().flatten()) {
            check_word(subject, entry, word, None, findings);
        }
    }
}

fn check_pattern(entry: &Used<'_>, pattern: &Pattern, findings: &mut Findings<'_>) {
    let parsed = regex_syntax::ParserBuilder::new().utf8(false).build().parse(&pattern.value);
    if parsed.is_ok_and(|hir| is_impossible(&hir)) {
        let message = "this pattern never matches: messages have only small letters, digits and spaces".to_owned();
        let hint = "write it in small letters, without apostrophes and punctuation".to_owned();
        findings.add(entry.document, &pattern.span, message, "asks for other signs", hint);
    }
}

fn check_word(
    subject: &Subject<'_>,
    entry: &Used<'_>,
    word: &Text,
    hiding: Option<&Hiding>,
    findings: &mut Findings<'_>,
) {
    let understood = subject.understood(&word.value);
    if understood.is_empty() {
        let message = format!("“{}” has no word in it and never fires", word.value);
        let hint = "write a word or a short phrase".to_owned();
        findings.add(entry.document, &word.span, message, "no letters", hint);
    } else if hiding.is_some_and(|hiding| hiding.hides(&understood)) {
        let message = format!("“{}” never fires: an exception of `{}` hides it", word.value, entry.id);
        let hint = "delete the keyword or the exception".to_owned();
        findings.add(entry.document, &word.span, message, "always hidden", hint);
    }
}

/// What the exceptions of an entry hide.
struct Hiding {
    phrases: Vec<String>,
    patterns: Vec<regex::bytes::Regex>,
}

impl Hiding {
    fn of(subject: &Subject<'_>, entry: &Used<'_>) -> Self {
        let rules = || entry.form.except.iter().flatten();
        let words = rules().flat_map(|rule| rule.any.iter().flatten());
        Self {
            phrases: words.map(|word| subject.understood(&word.value)).filter(|phrase| !phrase.is_empty()).collect(),
            patterns: rules()
                .filter_map(|rule| rule.pattern.as_ref()?.compiled.regex().cloned())
                .filter(|pattern| !pattern.is_match(b""))
                .collect(),
        }
    }

    fn hides(&self, understood: &str) -> bool {
        let padded = format!(" {understood} ");
        self.phrases.iter().any(|phrase| padded.contains(&format!(" {phrase} ")))
            || self.patterns.iter().any(|pattern| pattern.is_match(understood.as_bytes()))
    }
}

/// Whether every match of a pattern needs a sign that no message has once it is understood.
fn is_impossible(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).chars().any(|ch| !is_usual(ch)),
        HirKind::Class(class) => !class_has_usual(class),
        HirKind::Repetition(repetition) => repetition.min > 0 && is_impossible(&repetition.sub),
        HirKind::Capture(capture) => is_impossible(&capture.sub),
        HirKind::Concat(parts) => parts.iter().any(is_impossible),
        HirKind::Alternation(parts) => parts.iter().all(is_impossible),
        HirKind::Empty | HirKind::Look(_) => false,
    }
}

fn class_has_usual(class: &Class) -> bool {
    match class {
        Class::Unicode(class) => class.iter().any(|range| any_usual(range.start(), range.end())),
        Class::Bytes(class) => class.iter().any(|range| any_usual(range.start().into(), range.end().into())),
    }
}

/// Whether a range holds a sign of messages: one beyond ASCII is taken to hold one.
fn any_usual(start: char, end: char) -> bool {
    !end.is_ascii() || (start..=end).any(is_usual)
}

fn is_usual(ch: char) -> bool {
    ch == ' ' || (ch.is_alphanumeric() && !ch.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_need_other_signs_are_impossible() {
        let cases = [
            ("Drive", true),
            ("can't", true),
            ("drive|Car", false),
            ("Drive|Car", true),
            ("(Drive)?home", false),
            ("[A-Z]+", true),
            ("[A-Za-z]+", false),
            (r"\bride (home|service)\b", false),
            ("how much\\?", true),
            (r"\$\d+", true),
            (".*", false),
        ];
        for (pattern, expected) in cases {
            let hir = regex_syntax::parse(pattern).unwrap();
            assert_eq!(is_impossible(&hir), expected, "{pattern}");
        }
    }
}
