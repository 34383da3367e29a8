//! The safety document: what stands in it, word for word, and what must be right about it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;

use super::pattern::{self, Element, Pattern};
use super::tier::Tier;

/// A safety document as written.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) lists: BTreeMap<String, Vec<Spanned<String>>>,
    pub(super) exceptions: Vec<ExceptionSet>,
    pub(super) rules: Vec<RuleText>,
    pub(super) replies: BTreeMap<String, BTreeMap<String, String>>,
    pub(super) regions: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
}

/// Patterns that hide their own span from the rules that name the set.
#[derive(Clone, Debug)]
pub(super) struct ExceptionSet {
    pub(super) id: Spanned<String>,
    pub(super) patterns: Vec<Spanned<String>>,
    pub(super) silent: Vec<String>,
    pub(super) fires: Vec<String>,
}

/// A rule as written.
#[derive(Clone, Debug)]
pub(super) struct RuleText {
    pub(super) id: Spanned<String>,
    pub(super) tier: Tier,
    pub(super) language: String,
    pub(super) patterns: Vec<Spanned<String>>,
    /// Patterns that hide their own span from this rule.
    pub(super) exceptions: Vec<Spanned<String>>,
    /// Exception sets that this rule respects.
    pub(super) except: Vec<Spanned<String>>,
    pub(super) fires: Vec<Spanned<String>>,
    pub(super) silent: Vec<Spanned<String>>,
}

/// The language of rules and replies that name none.
pub(super) const ENGLISH: &str = "en";

/// What is wrong in a document, and where (bytes of its text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the document.
    pub span: Range<usize>,
    /// What is wrong, for the person who wrote the document.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// Finds all that is wrong with what a document means.
pub(super) fn check(toml: &str, document: &Document) -> Vec<Problem> {
    Checker { toml, document, problems: Vec::new() }.check()
}

/// Patterns once checked parse always; this reads one for compiling.
pub(super) fn checked(text: &Spanned<String>) -> Option<Pattern> {
    pattern::parse(text.get_ref()).ok()
}

struct Checker<'a> {
    toml: &'a str,
    document: &'a Document,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn check(mut self) -> Vec<Problem> {
        let document = self.document;
        for (name, entries) in &document.lists {
            for entry in entries {
                self.check_pattern(entry, Some(name));
            }
        }
        let sets: BTreeSet<&str> = document.exceptions.iter().map(|set| set.id.get_ref().as_str()).collect();
        let mut ids = BTreeSet::new();
        for set in &document.exceptions {
            self.check_id(&set.id, &mut ids);
            set.patterns.iter().for_each(|pattern| self.check_pattern(pattern, None));
        }
        for rule in &document.rules {
            self.check_id(&rule.id, &mut ids);
            self.check_rule(rule, &sets);
        }
        self.problems
    }

    fn check_rule(&mut self, rule: &RuleText, sets: &BTreeSet<&str>) {
        for pattern in rule.patterns.iter().chain(&rule.exceptions) {
            self.check_pattern(pattern, None);
        }
        for name in &rule.except {
            if !sets.contains(name.get_ref().as_str()) {
                self.report(
                    name.span(),
                    format!("no exceptions are called `{}`", name.get_ref()),
                    "name one of [[exceptions]]",
                );
            }
        }
        if rule.patterns.is_empty() {
            self.report(rule.id.span(), "a rule without patterns never fires", "write at least one pattern");
        }
        if rule.fires.is_empty() {
            self.report(rule.id.span(), "a rule needs an example that must fire", "add one under `fires`");
        }
    }

    fn check_id<'d>(&mut self, id: &'d Spanned<String>, seen: &mut BTreeSet<&'d str>) {
        let text = id.get_ref();
        let plain = text.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '-');
        if !plain || text.is_empty() || text.starts_with('-') {
            self.report(id.span(), "this is no id", "use small letters, digits and hyphens");
        }
        if !seen.insert(text) {
            self.report(id.span(), format!("the id `{text}` is used twice"), "give each its own");
        }
    }

    fn check_pattern(&mut self, text: &Spanned<String>, of_list: Option<&str>) {
        match pattern::parse(text.get_ref()) {
            Err(fault) => self.report_in(text, fault.at, fault.what),
            Ok(pattern) => {
                for name in pattern.parts.iter().flat_map(|part| lists_in(part)) {
                    if !self.document.lists.contains_key(name) {
                        self.report_in(text, 0, format!("there is no list `{name}`"));
                    } else if of_list.is_some_and(|list| self.reaches(name, list, 0)) {
                        self.report_in(text, 0, format!("the list `{name}` would contain itself"));
                    }
                }
                if of_list.is_some() && pattern.parts.len() > 1 {
                    self.report_in(text, 0, "`&&` has no place in a list".to_owned());
                }
            }
        }
    }

    /// Whether a list uses another, itself or through lists of its own.
    fn reaches(&self, from: &str, to: &str, depth: usize) -> bool {
        let parsed = self.document.lists.get(from).into_iter().flatten().filter_map(checked);
        let patterns: Vec<Pattern> = parsed.collect();
        from == to
            || depth > self.document.lists.len()
            || patterns
                .iter()
                .flat_map(|pattern| pattern.parts.iter().flat_map(|part| lists_in(part)))
                .any(|next| self.reaches(next, to, depth + 1))
    }

    /// Reports a place inside a quoted text. Escapes before it would move it, so it never leaves the quotes.
    fn report_in(&mut self, text: &Spanned<String>, at: usize, what: String) {
        let span = text.span();
        let quote = 1;
        let start = (span.start + quote + at).min(span.end.saturating_sub(1));
        let start = (0..=start).rev().find(|at| self.toml.is_char_boundary(*at)).unwrap_or(span.start);
        self.report(start..span.end, what, "patterns are explained at the head of the safety document");
    }

    fn report(&mut self, span: Range<usize>, what: impl Into<String>, hint: &str) {
        self.problems.push(Problem { span, what: what.into(), hint: hint.to_owned() });
    }
}

/// The lists that a sequence names.
fn lists_in(sequence: &[Element]) -> Vec<&str> {
    sequence.iter().fold(Vec::new(), |mut names, element| {
        match element {
            Element::List(name) => names.push(name.as_str()),
            Element::Group(alternatives) => names.extend(alternatives.iter().flat_map(|one| lists_in(one))),
            Element::Optional(inner) | Element::NotNext(inner) => {
                names.extend(lists_in(std::slice::from_ref(&**inner)))
            }
            _ => {}
        }
        names
    })
}
