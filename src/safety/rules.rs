//! The safety rules of a clinic: the built-in document, and its own beside it.

use std::collections::BTreeSet;

use toml::Spanned;

use super::compile::SAME_WORD;
use super::document::{Document, ENGLISH, Problem, RuleText, checked};
use super::forms::parse;
use super::inflect::inflections;
use super::pattern::Element;
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

    /// The rules of one document alone, as `check` looks at it.
    pub fn of_document(toml: &str) -> Result<Self, Vec<Problem>> {
        Ok(Self { documents: vec![parse(toml)?] })
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

    /// The words that the patterns name, for the lexicon. Words that stand in exceptions only are ordinary ones: no typo
    /// should rather be read as one of them than as a danger.
    pub fn words(&self) -> Vec<(String, Origin)> {
        let mut words = BTreeSet::new();
        for document in &self.documents {
            let mut add =
                |texts: &[Spanned<String>], role| Collector { document, role, words: &mut words }.texts(texts);
            for rule in &document.rules {
                add(&rule.patterns, if rule.language == ENGLISH { Role::Danger } else { Role::Foreign });
                add(&rule.exceptions, Role::Ordinary);
            }
            document.exceptions.iter().for_each(|set| add(&set.patterns, Role::Ordinary));
        }
        let spellings = SAME_WORD.iter().flat_map(|(_, others)| others.iter());
        words.extend(spellings.map(|spelling| ((*spelling).to_owned(), Role::Ordinary)));
        words.into_iter().map(|(word, role)| (word, role.origin())).collect()
    }
}

/// What a word is needed for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Danger,
    Foreign,
    Ordinary,
}

impl Role {
    fn origin(self) -> Origin {
        match self {
            Self::Danger => Origin::SAFETY,
            Self::Foreign => Origin::FOREIGN,
            Self::Ordinary => Origin::USUAL,
        }
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

/// Collects the words of patterns, those of the lists that they name included.
struct Collector<'a> {
    document: &'a Document,
    role: Role,
    words: &'a mut BTreeSet<(String, Role)>,
}

impl Collector<'_> {
    fn texts(&mut self, texts: &[Spanned<String>]) {
        for pattern in texts.iter().filter_map(checked) {
            pattern.parts.iter().for_each(|part| self.elements(part));
        }
    }

    fn elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                Element::Word(word) => self.add(word.clone()),
                Element::Inflected(word) => inflections(word).into_iter().for_each(|form| self.add(form)),
                Element::Group(alternatives) => alternatives.iter().for_each(|one| self.elements(one)),
                Element::Optional(inner) => self.elements(std::slice::from_ref(&**inner)),
                Element::NotNext(inner) => {
                    let role = std::mem::replace(&mut self.role, Role::Ordinary);
                    self.elements(std::slice::from_ref(&**inner));
                    self.role = role;
                }
                Element::List(name) => {
                    // A checked document has no list that contains itself, so this ends.
                    let document = self.document;
                    self.texts(document.lists.get(name).map(Vec::as_slice).unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, word: String) {
        self.words.insert((word, self.role));
    }
}
