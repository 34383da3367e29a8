//! The form of an entry as somebody typed it, whatever they typed.

use serde::{Deserialize, Serialize};

use super::super::form::Form;
use super::word_list::joined;
use crate::moderation::EntryView;

/// Names of the form's fields.
pub(super) mod name {
    pub(in super::super) const ID: &str = "id";
    pub(in super::super) const DOCUMENT: &str = "document";
    pub(in super::super) const QUESTION: &str = "question";
    pub(in super::super) const ANSWER: &str = "answer";
    pub(in super::super) const PHRASINGS: &str = "phrasings";
    pub(in super::super) const ANY: &str = "any";
    pub(in super::super) const ALL: &str = "all";
    pub(in super::super) const PATTERN: &str = "pattern";
    pub(in super::super) const WEIGHT: &str = "weight";
    pub(in super::super) const EXCEPT_ANY: &str = "except-any";
    pub(in super::super) const EXCEPT_PATTERN: &str = "except-pattern";
    pub(in super::super) const THRESHOLD: &str = "threshold";
    pub(in super::super) const RETIRED: &str = "retired";
    pub(in super::super) const REASON: &str = "reason";
    /// The entry as it stood in the form when that was shown.
    pub(in super::super) const SHOWN: &str = "shown";
}

/// What can be said of an entry, as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    /// The question.
    pub(super) question: String,
    /// The answer; empty for a topic that is left to the provider.
    pub(super) answer: String,
    /// One a line.
    pub(super) phrasings: String,
    /// The keyword rules, empty rows included.
    pub(super) rules: Vec<TypedRule>,
    /// The exceptions, empty rows included.
    pub(super) exceptions: Vec<TypedException>,
    /// Empty for the settings' own.
    pub(super) threshold: String,
    /// Kept, and not used.
    pub(super) retired: bool,
}

/// A row of the keyword rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TypedRule {
    /// One of these.
    pub(super) any: String,
    /// All of these.
    pub(super) all: String,
    /// A regular expression.
    pub(super) pattern: String,
    /// Points; empty for 1.
    pub(super) weight: String,
}

/// A row of the exceptions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TypedException {
    /// One of these.
    pub(super) any: String,
    /// A regular expression.
    pub(super) pattern: String,
}

impl Typed {
    /// Takes a form in. Browsers send other line ends than they got.
    pub(super) fn read(form: &Form) -> Self {
        let text = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let all = |name| form.all(name).map(text).collect::<Vec<_>>();
        let [any, every, pattern, weight] = [name::ANY, name::ALL, name::PATTERN, name::WEIGHT].map(all);
        let cell = |column: &[String], row: usize| column.get(row).cloned().unwrap_or_default();
        let rules = (0..any.len().max(every.len()).max(pattern.len())).map(|row| TypedRule {
            any: cell(&any, row),
            all: cell(&every, row),
            pattern: cell(&pattern, row),
            weight: cell(&weight, row),
        });
        let (hidden, hidden_pattern) = (all(name::EXCEPT_ANY), all(name::EXCEPT_PATTERN));
        let exceptions = (0..hidden.len().max(hidden_pattern.len()))
            .map(|row| TypedException { any: cell(&hidden, row), pattern: cell(&hidden_pattern, row) });
        Self {
            question: text(form.text(name::QUESTION)),
            answer: text(form.text(name::ANSWER)),
            phrasings: text(form.text(name::PHRASINGS)),
            rules: rules.collect(),
            exceptions: exceptions.collect(),
            threshold: text(form.text(name::THRESHOLD)),
            retired: form.given(name::RETIRED).is_some(),
        }
    }

    /// What the form of an entry holds before anybody typed.
    pub(super) fn of(entry: &EntryView) -> Self {
        let text = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let rule = |(rule, weight): &(crate::faq::edit::Condition, f64)| TypedRule {
            any: joined(&rule.any),
            all: joined(&rule.all),
            pattern: rule.pattern.clone().unwrap_or_default(),
            weight: weight.to_string(),
        };
        let exceptions = entry
            .except
            .iter()
            .map(|rule| TypedException { any: joined(&rule.any), pattern: rule.pattern.clone().unwrap_or_default() });
        Self {
            question: text(&entry.question),
            answer: text(entry.answer.as_deref().unwrap_or_default()),
            phrasings: entry.phrasings.iter().map(|own| text(own)).collect::<Vec<_>>().join("\n"),
            rules: entry.keywords.iter().map(rule).collect(),
            exceptions: exceptions.collect(),
            threshold: entry.threshold.map(|value| value.to_string()).unwrap_or_default(),
            retired: entry.retired,
        }
    }

    /// The phrasings, one by one.
    pub(super) fn wordings(&self) -> Vec<String> {
        self.phrasings.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

impl TypedRule {
    /// Nothing that makes a rule was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.any.is_empty() && self.all.is_empty() && self.pattern.is_empty()
    }
}

impl TypedException {
    /// Nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.any.is_empty() && self.pattern.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_lines_of_a_form_stay_together() {
        let form = Form::read(
            b"question=+Where%3F&answer=a%0D%0Ab&phrasings=one%0D%0A%0D%0Atwo&any=&any=lot&all=&all=car%2C+free&pattern=&\
              pattern=&weight=&weight=2&except-any=hard+drive&except-pattern=&retired=on",
        );
        let typed = Typed::read(&form);
        assert_eq!((typed.question.as_str(), typed.answer.as_str()), ("Where?", "a\nb"));
        assert_eq!(typed.wordings(), ["one", "two"]);
        assert!(typed.rules[0].is_empty() && typed.retired);
        let rule = TypedRule { any: "lot".into(), all: "car, free".into(), pattern: String::new(), weight: "2".into() };
        assert_eq!(typed.rules[1], rule);
        assert_eq!(typed.exceptions, [TypedException { any: "hard drive".into(), pattern: String::new() }]);
    }
}
