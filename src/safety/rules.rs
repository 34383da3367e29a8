//! The safety rules of a clinic: the built-in document, and its own beside it.

use std::collections::BTreeSet;

use super::document::{Document, ENGLISH, Problem, RuleText, parse};
use super::inflect::inflections;
use super::pattern::{Element, parse as parse_pattern};
use super::tier::Tier;
use crate::text::Origin;

const BUILT_IN: &str = include_str!("../../faq/safety.toml");

/// The safety rules in force.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The built-in document, then the clinic's own.
    pub(super) documents: Vec<Document>,
}

impl Rules {
    /// The rules that the program carries.
    pub fn built_in() -> Self {
        Self { documents: parse(BUILT_IN).into_iter().collect() }
    }

    /// The rules of a clinic's own document. Its advice rules stand for the built-in ones; its emergency and crisis
    /// rules are added to them, since no document can take those away. `None` when it lacks emergency or crisis rules.
    pub fn with_own(toml: &str) -> Result<Option<Self>, Vec<Problem>> {
        let own = parse(toml)?;
        let has = |tier| own.rules.iter().any(|rule| rule.tier == tier);
        if !has(Tier::Emergency) || !has(Tier::Crisis) {
            return Ok(None);
        }
        let mut rules = Self::built_in();
        if has(Tier::Advice) {
            rules.documents.iter_mut().for_each(|document| document.rules.retain(|rule| rule.tier.is_danger()));
        }
        rules.documents.push(own);
        Ok(Some(rules))
    }

    /// The rules in force with the number of their document. A rule that a clinic's document repeats counts once.
    pub(super) fn in_force(&self) -> impl Iterator<Item = (usize, &RuleText)> {
        let all = || {
            self.documents
                .iter()
                .enumerate()
                .flat_map(|(nth, document)| document.rules.iter().map(move |rule| (nth, rule)))
        };
        all().filter(move |(nth, rule)| !all().any(|(before, other)| before < *nth && other.says_the_same(rule)))
    }

    /// The words that the patterns name, for the lexicon.
    pub fn words(&self) -> Vec<(String, Origin)> {
        let mut words = BTreeSet::new();
        for document in &self.documents {
            for text in document.lists.values().flatten() {
                collect(text.get_ref(), false, &mut words);
            }
            for text in document.exceptions.iter().flat_map(|set| &set.patterns) {
                collect(text.get_ref(), false, &mut words);
            }
            for rule in &document.rules {
                for text in rule.patterns.iter().chain(&rule.exceptions) {
                    collect(text.get_ref(), rule.language != ENGLISH, &mut words);
                }
            }
        }
        let origin = |foreign| if foreign { Origin::FOREIGN } else { Origin::SAFETY };
        words.into_iter().map(|(word, foreign)| (word, origin(foreign))).collect()
    }
}

impl RuleText {
    /// Whether the other rule is a copy of this one.
    fn says_the_same(&self, other: &Self) -> bool {
        let texts = |rule: &Self| -> Vec<String> {
            let all = rule.patterns.iter().chain(&rule.exceptions).chain(&rule.except);
            all.map(|text| text.get_ref().clone()).collect()
        };
        self.id.get_ref() == other.id.get_ref() && self.tier == other.tier && texts(self) == texts(other)
    }
}

/// Adds the words of a pattern.
fn collect(text: &str, foreign: bool, words: &mut BTreeSet<(String, bool)>) {
    if let Ok(pattern) = parse_pattern(text) {
        pattern.parts.iter().for_each(|part| collect_from(part, foreign, words));
    }
}

fn collect_from(elements: &[Element], foreign: bool, words: &mut BTreeSet<(String, bool)>) {
    for element in elements {
        match element {
            Element::Word(word) => {
                words.insert((word.clone(), foreign));
            }
            Element::Inflected(word) => words.extend(inflections(word).into_iter().map(|form| (form, foreign))),
            Element::Group(alternatives) => alternatives.iter().for_each(|one| collect_from(one, foreign, words)),
            Element::Optional(inner) | Element::NotNext(inner) => {
                collect_from(std::slice::from_ref(&**inner), foreign, words);
            }
            _ => {}
        }
    }
}
impl Rules {
    /// The fixed text of a tier.
    pub fn reply(
        &self,
        tier: Tier,
        _language: &str,
        _region: crate::config::Region,
        _provider: &crate::config::Provider,
    ) -> String {
        tier.name().to_owned()
    }
}
