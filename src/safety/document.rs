//! The safety document: what stands in it, word for word, and what must be right about it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;

use super::bounds::{self, lists_in, reaches};
use super::pattern;
use super::tier::Tier;

/// A safety document as written.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) lists: BTreeMap<String, Vec<Spanned<String>>>,
    pub(super) exceptions: Vec<ExceptionSet>,
    pub(super) rules: Vec<RuleText>,
    /// Messages that sound like danger, by its tier, and everyday ones.
    pub(super) likeness: BTreeMap<String, Vec<Spanned<String>>>,
    pub(super) replies: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
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

/// A rule or caution as written.
#[derive(Clone, Debug)]
pub(super) struct RuleText {
    pub(super) id: Spanned<String>,
    /// What a message that meets it needs; nothing for a caution, which only holds answers back.
    pub(super) tier: Option<Tier>,
    pub(super) language: String,
    /// By itself it proves danger only where the message does not sound everyday.
    pub(super) weak: bool,
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

/// What messages under `[likeness]` can be like.
const LIKENESS: [&str; 5] = [CRISIS, EMERGENCY, EVERYDAY, ADVICE, QUESTION];
pub(super) const EVERYDAY: &str = "everyday";
/// General questions in words of medical advice.
pub(super) const QUESTION: &str = "question";
/// The names of the texts, and what some of them must hold.
const TEXTS: [&str; 6] = [EMERGENCY, CRISIS, ADVICE, PERSONAL, CAUTION, UNTOLD];
pub(super) const EMERGENCY: &str = "emergency";
pub(super) const CRISIS: &str = "crisis";
pub(super) const ADVICE: &str = "advice";
/// The line that is added where a message holds personal details.
pub(super) const PERSONAL: &str = "personal";
/// The hand-off where a message sounds like distress.
pub(super) const CAUTION: &str = "caution";
/// The line under a danger reply where no alert can be raised.
pub(super) const UNTOLD: &str = "untold";
const NUMBER: &str = "{emergency_number}";
const FIND_A_HELPLINE: &str = "findahelpline.com";
/// The places of a text that are filled in.
const PLACEHOLDERS: [&str; 4] = ["emergency_number", "crisis_line", "poison_line", "provider"];

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
    Checker { toml, document, problems: Vec::new(), circles: false }.check()
}

struct Checker<'a> {
    toml: &'a str,
    document: &'a Document,
    problems: Vec<Problem>,
    /// A list contains itself: patterns cannot be measured.
    circles: bool,
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
        self.check_likeness();
        self.check_replies();
        self.problems
    }

    fn check_likeness(&mut self) {
        let document = self.document;
        for (kind, texts) in document.likeness.iter().filter(|(kind, _)| !LIKENESS.contains(&kind.as_str())) {
            let place = texts.first().map(Spanned::span).unwrap_or_default();
            self.report(
                place,
                format!("messages cannot be like `{kind}`"),
                "they are like crisis, emergency, everyday, advice or question ones",
            );
        }
    }

    /// A text that lacks the number to call, or a place that no region fills, would fail somebody in danger.
    fn check_replies(&mut self) {
        let document = self.document;
        for (language, texts) in &document.replies {
            for (name, text) in texts {
                let place = text.span();
                let text = text.get_ref();
                let asks_for = [
                    (CRISIS, FIND_A_HELPLINE),
                    (CAUTION, FIND_A_HELPLINE),
                    (EMERGENCY, NUMBER),
                    (CRISIS, NUMBER),
                    (ADVICE, NUMBER),
                    (CAUTION, NUMBER),
                ];
                for (_, part) in asks_for.into_iter().filter(|(of, part)| of == name && !text.contains(part)) {
                    let what = format!("the {name} text in `{language}` must hold `{part}`");
                    self.report(place.clone(), what, "add it");
                }
                if !TEXTS.contains(&name.as_str()) {
                    let what = format!("no text is called `{name}`");
                    self.report(
                        place.clone(),
                        what,
                        "texts are emergency, crisis, advice, personal, caution and untold",
                    );
                }
                for name in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
                    if !PLACEHOLDERS.contains(&name) {
                        let hint = "use {emergency_number}, {crisis_line}, {poison_line} or {provider}";
                        self.report(place.clone(), format!("nothing fills `{{{name}}}`"), hint);
                    }
                }
            }
        }
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
        if rule.weak && rule.tier == Some(Tier::Emergency) {
            self.report(rule.id.span(), "a rule for emergencies cannot be weak", "minutes count: delete `weak`");
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
                let lists = &self.document.lists;
                let unknown = |name: &&str| !lists.contains_key(*name);
                let names: Vec<&str> = pattern.parts.iter().flat_map(|part| lists_in(part)).collect();
                if let Some(name) = names.iter().find(|name| unknown(name)) {
                    self.report_in(text, 0, format!("there is no list `{name}`"));
                } else if let Some(name) =
                    names.iter().find(|name| of_list.is_some_and(|list| reaches(name, list, lists)))
                {
                    self.circles = true;
                    self.report_in(text, 0, format!("the list `{name}` would contain itself"));
                } else if of_list.is_some() && pattern.parts.len() > 1 {
                    self.report_in(text, 0, "`&&` has no place in a list".to_owned());
                } else if of_list.is_none()
                    && !self.circles
                    && let Some(what) = bounds::fault(&pattern, lists)
                {
                    self.report_in(text, 0, what);
                }
            }
        }
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
