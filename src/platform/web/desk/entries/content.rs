//! What a form says, checked as far as one can without the documents: each fault with the field that it stands at.

use std::fmt;

use super::typed::Typed;
use super::word_list::words;
use crate::document::compile_pattern;
use crate::faq::edit::Condition;
use crate::moderation::EntryView;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Question,
    Answer,
    Phrasings,
    /// The keyword rules as a whole.
    Rules,
    /// A row of them, from 0.
    Rule(usize),
    /// The exceptions as a whole.
    Exceptions,
    /// A row of them, from 0.
    Exception(usize),
    Threshold,
    Retired,
    /// The whole form.
    Form,
}

/// What is wrong, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Faults(Vec<(Field, String)>);

/// An entry as a form says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Content {
    pub(super) question: String,
    /// None for a topic that is left to the provider.
    pub(super) answer: Option<String>,
    pub(super) phrasings: Vec<String>,
    pub(super) rules: Vec<Rule>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) threshold: Option<f64>,
    pub(super) retired: bool,
}

/// A keyword rule, and the row of the form where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) row: usize,
    pub(super) condition: Condition,
    pub(super) weight: f64,
}

/// An exception, and the row of the form where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exception {
    pub(super) row: usize,
    pub(super) condition: Condition,
}

impl Faults {
    /// One more.
    pub(super) fn add(&mut self, field: Field, sentence: impl Into<String>) {
        self.0.push((field, sentence.into()));
    }

    /// None at all.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub(super) fn at(&self, field: Field) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(own, _)| *own == field).map(|(_, sentence)| sentence.as_str())
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, sentence)| (*field, sentence.as_str()))
    }
}

/// Where something is wrong, in words.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id => f.write_str("Id"),
            Self::Question => f.write_str("Question"),
            Self::Answer => f.write_str("Answer"),
            Self::Phrasings => f.write_str("Phrasings"),
            Self::Rules => f.write_str("Keywords"),
            Self::Rule(row) => write!(f, "Keywords, row {}", row + 1),
            Self::Exceptions => f.write_str("Exceptions"),
            Self::Exception(row) => write!(f, "Exceptions, row {}", row + 1),
            Self::Threshold => f.write_str("Threshold"),
            Self::Retired => f.write_str("Retired"),
            Self::Form => f.write_str("The entry"),
        }
    }
}

impl Content {
    /// What an entry says.
    pub(super) fn of(entry: &EntryView) -> Self {
        let typed = Typed::of(entry);
        let rules = entry.keywords.iter().enumerate();
        let exceptions = entry.except.iter().enumerate();
        Self {
            question: typed.question.clone(),
            answer: Some(typed.answer.clone()).filter(|_| entry.answer.is_some()),
            phrasings: typed.wordings(),
            rules: rules
                .map(|(row, (condition, weight))| Rule { row, condition: condition.clone(), weight: *weight })
                .collect(),
            exceptions: exceptions.map(|(row, condition)| Exception { row, condition: condition.clone() }).collect(),
            threshold: entry.threshold,
            retired: entry.retired,
        }
    }

    /// What was typed. `answered` says whether the entry has an answer now, which cannot be taken away from it.
    ///
    /// # Errors
    /// Everything that no entry can say.
    pub(super) fn read(typed: &Typed, answered: bool) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        if typed.question.is_empty() {
            faults.add(Field::Question, "An entry needs a question.");
        }
        if answered && typed.answer.is_empty() {
            faults.add(Field::Answer, "An answer is not taken away: retire the entry, and add one for the provider.");
        }
        let content = Self {
            question: typed.question.clone(),
            answer: Some(typed.answer.clone()).filter(|answer| !answer.is_empty()),
            phrasings: typed.wordings(),
            rules: rules(typed, &mut faults),
            exceptions: exceptions(typed, &mut faults),
            threshold: threshold(&typed.threshold, &mut faults),
            retired: typed.retired,
        };
        if faults.is_empty() { Ok(content) } else { Err(faults) }
    }
}

fn rules(typed: &Typed, faults: &mut Faults) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (row, rule) in typed.rules.iter().enumerate().filter(|(_, rule)| !rule.is_empty()) {
        let weight = if rule.weight.is_empty() { Some(1.0) } else { number(&rule.weight) };
        let Some(weight) = weight else {
            faults.add(Field::Rule(row), format!("“{}” is no number.", rule.weight));
            continue;
        };
        let condition = condition(&rule.any, &rule.all, &rule.pattern);
        check_pattern(&condition, Field::Rule(row), faults);
        rules.push(Rule { row, condition, weight });
    }
    rules
}

fn exceptions(typed: &Typed, faults: &mut Faults) -> Vec<Exception> {
    let mut exceptions = Vec::new();
    for (row, rule) in typed.exceptions.iter().enumerate().filter(|(_, rule)| !rule.is_empty()) {
        let condition = condition(&rule.any, "", &rule.pattern);
        check_pattern(&condition, Field::Exception(row), faults);
        exceptions.push(Exception { row, condition });
    }
    exceptions
}

fn condition(any: &str, all: &str, pattern: &str) -> Condition {
    let pattern = Some(pattern.to_owned()).filter(|pattern| !pattern.is_empty());
    Condition { any: words(any), all: words(all), pattern }
}

fn check_pattern(condition: &Condition, field: Field, faults: &mut Faults) {
    if let Some(pattern) = &condition.pattern
        && let Err(fault) = compile_pattern(pattern)
    {
        faults.add(field, format!("{}: {}", fault.message, fault.hint));
    }
}

fn threshold(text: &str, faults: &mut Faults) -> Option<f64> {
    if text.is_empty() {
        return None;
    }
    let value = number(text).filter(|value| (0.0..=1.0).contains(value));
    if value.is_none() {
        faults.add(Field::Threshold, "A threshold goes from 0 (always answer) to 1 (never).");
    }
    value
}

/// A number as people type it, also with a comma.
fn number(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::super::typed::{TypedException, TypedRule};
    use super::*;

    fn rule(any: &str, pattern: &str, weight: &str) -> TypedRule {
        TypedRule { any: any.into(), pattern: pattern.into(), weight: weight.into(), ..TypedRule::default() }
    }

    #[test]
    fn each_fault_stands_at_its_field() {
        let good = Typed { question: "Where?".into(), answer: "There.".into(), ..Typed::default() };
        for (typed, field) in [
            (Typed { question: String::new(), ..good.clone() }, Field::Question),
            (Typed { answer: String::new(), ..good.clone() }, Field::Answer),
            (Typed { rules: vec![rule("", "", ""), rule("a", "", "much")], ..good.clone() }, Field::Rule(1)),
            (Typed { rules: vec![rule("a", "(", "")], ..good.clone() }, Field::Rule(0)),
            (
                Typed {
                    exceptions: vec![TypedException { pattern: "[".into(), ..TypedException::default() }],
                    ..good.clone()
                },
                Field::Exception(0),
            ),
            (Typed { threshold: "1.5".into(), ..good.clone() }, Field::Threshold),
            (Typed { threshold: "high".into(), ..good.clone() }, Field::Threshold),
        ] {
            let faults = Content::read(&typed, true).unwrap_err();
            assert_eq!(faults.all().map(|(field, _)| field).collect::<Vec<_>>(), [field], "{typed:?}");
        }
        assert!(Content::read(&good, true).is_ok());
        assert!(Content::read(&Typed { answer: String::new(), ..good }, false).is_ok());
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [("2", Some(2.0)), ("1,5", Some(1.5)), (".5", Some(0.5)), ("x", None), ("inf", None)] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn empty_rows_are_no_rules_and_no_weight_is_one() {
        let typed =
            Typed { question: "?".into(), rules: vec![rule("", "", "2"), rule("lot", "", "")], ..Typed::default() };
        let content = Content::read(&typed, false).unwrap();
        let condition = Condition { any: vec!["lot".into()], ..Condition::default() };
        assert_eq!(content.rules, [Rule { row: 1, condition, weight: 1.0 }]);
    }
}
