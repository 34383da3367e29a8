//! The rules in force, to be read by people.

use std::sync::Arc;

use toml::Spanned;

use super::document::{ExceptionSet, RuleText};
use super::forms::SafetyForm;
use super::rules::Rules;
use super::tier::Tier;
use crate::document::{Report, Source, parse, read_form};

/// A rule, a caution or a set of exceptions as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleView<'r> {
    /// Its id.
    pub id: &'r str,
    /// What it is.
    pub kind: RuleKind,
    /// The language that it reads.
    pub language: &'r str,
    /// It stands in the clinic's own document.
    pub own: bool,
    /// What is looked for.
    pub patterns: Vec<&'r str>,
    /// What hides its own span from this rule.
    pub exceptions: Vec<&'r str>,
    /// Sets of exceptions that it respects.
    pub except: Vec<&'r str>,
    /// Examples that it must find.
    pub fires: Vec<&'r str>,
    /// Examples that it must leave alone.
    pub silent: Vec<&'r str>,
}

/// What a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// It meets a message with the reply of a tier.
    Tier(Tier),
    /// It only holds answers back.
    Caution,
    /// It hides words from the rules that name it.
    Exceptions,
}

impl Rules {
    /// Every rule, caution and set of exceptions in force, in the order of the documents.
    pub fn view(&self) -> Vec<RuleView<'_>> {
        let rules = self.in_force().map(|(document, rule)| of_rule(rule, document > 0));
        let sets = self.documents.iter().enumerate();
        let sets = sets.flat_map(|(nth, document)| document.exceptions.iter().map(move |set| of_set(set, nth > 0)));
        rules.chain(sets).collect()
    }

    /// The languages in which there are replies, English first.
    pub fn languages(&self) -> Vec<&str> {
        let mut all: Vec<&str> =
            self.documents.iter().flat_map(|document| document.replies.keys().map(String::as_str)).collect();
        all.sort_unstable_by_key(|language| (*language != super::document::ENGLISH, *language));
        all.dedup();
        all
    }
}

/// Who reviewed a safety document, if it says so.
pub fn reviewer_of(source: &Arc<Source>) -> Option<String> {
    let table = parse(source).ok()?;
    let form = read_form::<SafetyForm>(&table, &mut Report::new(source));
    form.reviewed_by.map(|name| name.value).filter(|name| !name.trim().is_empty())
}

fn of_rule(rule: &RuleText, own: bool) -> RuleView<'_> {
    RuleView {
        id: rule.id.get_ref(),
        kind: rule.tier.map_or(RuleKind::Caution, RuleKind::Tier),
        language: &rule.language,
        own,
        patterns: texts(&rule.patterns),
        exceptions: texts(&rule.exceptions),
        except: texts(&rule.except),
        fires: texts(&rule.fires),
        silent: texts(&rule.silent),
    }
}

fn of_set(set: &ExceptionSet, own: bool) -> RuleView<'_> {
    RuleView {
        id: set.id.get_ref(),
        kind: RuleKind::Exceptions,
        language: super::document::ENGLISH,
        own,
        patterns: texts(&set.patterns),
        exceptions: Vec::new(),
        except: Vec::new(),
        fires: set.fires.iter().map(String::as_str).collect(),
        silent: set.silent.iter().map(String::as_str).collect(),
    }
}

fn texts(all: &[Spanned<String>]) -> Vec<&str> {
    all.iter().map(|text| text.get_ref().as_str()).collect()
}
