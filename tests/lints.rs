//! Lints: each one finds what it is for, and nothing in a document that has nothing of it.

use askwell::bot::Brain;
use askwell::config::Sources;
use askwell::document::{Diagnostics, Severity, Source};
use askwell::faq;
use askwell::lint::{LINTS, Subject, explain, page, run};
use askwell::safety::Rules;
use std::sync::Arc;

const TODAY: &str = "2026-11-24";

/// A document that has nothing to find.
const CLEAN: &str = r#"
title = "Our FAQ"
reviewed_by = "A. Example"
review_due = 2027-06-01

[[synonyms]]
words = ["session", "infusion"]

[[entries]]
id = "driving"
question = "Can I drive home afterwards?"
phrasings = ["am I allowed to drive after the session"]
answer = "No. Somebody must drive you home."
  [[entries.keywords]]
  any = ["drive", "driving"]
  [[entries.keywords]]
  pattern = '\bride (home|service)\b'
  [[entries.except]]
  any = ["hard drive"]

[[entries]]
id = "wear"
question = "What should I wear?"
phrasings = ["which clothes are best"]
answer = "Comfortable clothes."
  [[entries.keywords]]
  any = ["wear", "clothes"]

[[entries]]
id = "cost"
question = "How much does it cost?"
handoff = true
"#;

fn lint(toml: &str, safety: Option<&str>) -> Diagnostics {
    let source = Source::new("faq.toml", toml);
    let reading = faq::read(&[source]);
    assert!(!reading.found.has_errors(), "{}", reading.found);
    let settings = Sources::default().load().unwrap_or_else(|_| panic!("the default settings are broken")).settings;
    let safety: Option<Arc<Source>> = safety.map(|text| Source::new("safety.toml", text));
    let rules = match &safety {
        Some(source) => Rules::with_own(&source.text).unwrap().unwrap_or_else(Rules::built_in),
        None => Rules::built_in(),
    };
    let brain = Brain::new(reading.pack, rules, &settings.matching);
    run(&Subject::new(&reading.documents, &brain, safety.as_ref(), TODAY))
}

#[test]
fn a_clean_document_has_no_findings() {
    let found = lint(CLEAN, None);
    assert!(found.is_empty(), "{found}");
}

/// A lint, what is replaced in the clean document by what, and the line that the finding is in.
const DAMAGE: [(&str, &str, &str, &str); 15] = [
    ("own-question", "which clothes are best", "hello", "hello"),
    ("never-reached", "which clothes are best", "I want to kill myself", "myself"),
    ("crisis-keyword", "\"wear\", \"clothes\"", "\"wear\", \"kill myself\"", "kill myself"),
    ("typography", "Comfortable clothes.", "Comfortable clothes, donâ€™t worry.", "worry"),
    ("handoff-answer", "handoff = true", "handoff = true\nanswer = \"A lot.\"", "A lot"),
    ("greedy-pattern", r"'\bride (home|service)\b'", "'.*'", ".*"),
    ("greedy-pattern", "any = [\"hard drive\"]", "pattern = 'drive|afterwards|session|home'", "'drive|"),
    ("dead-rule", r"'\bride (home|service)\b'", "'Ride home'", "Ride home"),
    ("dead-rule", "any = [\"hard drive\"]", "any = [\"driving\"]", "[\"drive\", \"driving\"]"),
    ("weak-keyword", "\"wear\", \"clothes\"", "\"wear\", \"it\"", "\"it\""),
    ("weak-keyword", "\"wear\", \"clothes\"", "\"wear\", \"what\"", "\"what\""),
    ("shared-phrasing", "which clothes are best", "Can I drive home afterwards", "Can I drive home afterwards\""),
    ("shared-keyword", "\"wear\", \"clothes\"", "\"wear\", \"Drive\"", "Drive"),
    (
        "tangled-synonyms",
        "[[synonyms]]",
        "[[synonyms]]\nwords = [\"therapy\", \"Session\"]\n[[synonyms]]",
        "\"infusion\"",
    ),
    ("review-due", "2027-06-01", "2026-11-24", "2026-11-24"),
];

#[test]
fn each_lint_finds_what_it_is_for() {
    for (name, from, to, place) in DAMAGE {
        let damaged = CLEAN.replacen(from, to, 1);
        assert_ne!(damaged, CLEAN, "{name}: nothing was replaced");
        let found = lint(&damaged, None);
        let own: Vec<_> = found.iter().filter(|item| item.lint == Some(name)).collect();
        assert_eq!(own.len(), 1, "{name} with {to}: {found}");
        let line = own[0].position().map(|position| damaged.lines().nth(position.line - 1).unwrap_or_default());
        assert!(line.is_some_and(|line| line.contains(place)), "{name} points at {line:?}");
        assert!(own[0].hint.is_some(), "{name} says what to do");
    }
}

#[test]
fn a_question_answered_by_another_entry_is_an_error() {
    let stolen = CLEAN.replacen("\"drive\", \"driving\"", "\"wear\"", 1).replacen(
        "  any = [\"wear\", \"clothes\"]",
        "  any = [\"clothes\"]\n  [[entries.except]]\n  pattern = '.*'",
        1,
    );
    let stolen = stolen.replacen("am I allowed to drive after the session", "what should I wear today", 1);
    let found = lint(&stolen, None);
    let own = found.iter().find(|item| item.lint == Some("own-question")).unwrap_or_else(|| panic!("{found}"));
    assert_eq!(own.severity, Severity::Error, "{found}");
    assert_eq!(found.iter().next(), Some(own), "errors come first");
}

#[test]
fn long_answers_and_missing_reviews_are_found() {
    let long = CLEAN.replacen("Comfortable clothes.", &"Comfortable clothes. ".repeat(100), 1);
    assert!(lint(&long, None).iter().any(|item| item.lint == Some("long-answer")));
    let unreviewed = CLEAN.replacen("reviewed_by = \"A. Example\"\n", "", 1);
    let found = lint(&unreviewed, None);
    let own = found.iter().find(|item| item.lint == Some("never-reviewed")).unwrap_or_else(|| panic!("{found}"));
    assert_eq!(own.message, "not clinically reviewed: 2 answers");
}

#[test]
fn safety_rules_must_do_what_their_examples_say() {
    let rule = |id: &str, tier: &str, pattern: &str, fires: &str| {
        format!(
            "[[rules]]\nid = \"{id}\"\ntier = \"{tier}\"\nrationale = \"A test.\"\npatterns = [\"{pattern}\"]\nfires = [\"{fires}\"]\n"
        )
    };
    let emergency =
        format!("reviewed_by = \"A. Example\"\n{}", rule("own-emergency", "emergency", "blue banana", "a blue banana"));
    let good = rule("own-crisis", "crisis", "green banana", "my green banana");
    assert!(lint(CLEAN, Some(&format!("{emergency}{good}"))).is_empty());
    let unreviewed = format!("{emergency}{good}").replacen("reviewed_by = \"A. Example\"\n", "", 1);
    let found = lint(CLEAN, Some(&unreviewed));
    let messages: Vec<&str> = found.iter().map(|item| item.message.as_str()).collect();
    assert_eq!(messages, ["not clinically reviewed: 2 safety rules"]);
    let bad = rule("own-crisis", "crisis", "green banana", "my yellow banana");
    let found = lint(CLEAN, Some(&format!("{emergency}{bad}")));
    let messages: Vec<&str> = found.iter().map(|item| item.message.as_str()).collect();
    assert_eq!(messages, ["`own-crisis` does not fire on its own example “my yellow banana”"]);
    let silent = format!("{emergency}{good}silent = [\"a green banana cake\"]\n");
    let found = lint(CLEAN, Some(&silent));
    assert_eq!(found.iter().next().map(|item| item.lint), Some(Some("safety-example")), "{found}");
}

#[test]
fn every_lint_has_been_shown_to_find_something() {
    let elsewhere = ["long-answer", "never-reviewed", "safety-example", "only-offered"];
    for lint in &LINTS {
        assert!(DAMAGE.iter().any(|(name, ..)| *name == lint.name) || elsewhere.contains(&lint.name), "{}", lint.name);
    }
}

#[test]
fn every_lint_says_what_why_and_shows_an_example() {
    for lint in &LINTS {
        let text = explain(lint.name).unwrap_or_default();
        for part in ["### What\n", "### Why\n", "### Example\n```toml\n"] {
            assert!(text.contains(part), "{} lacks {part}", lint.name);
        }
    }
    assert_eq!(explain("no-such-lint"), None);
}

#[test]
fn the_page_of_lints_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/lints.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == page(), "run: cargo run -- check --explain all > docs/lints.md");
}
