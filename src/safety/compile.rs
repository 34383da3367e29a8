//! From a document's patterns to steps over word classes.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use toml::Spanned;

use super::document::{Document, checked};
use super::inflect::inflections;
use super::matcher::{ClassId, Step};
use super::pattern::{Element, Pattern};
use crate::text::{Lexicon, Text, WordId};

/// The class of all numbers.
pub(super) const NUMBER: ClassId = 0;

/// Words so frequent that a pattern should rather be found by another of its words.
const FREQUENT: &str = " a about after all am an and any are as at be been before but by can could did do does for from \
    get go going got had has have he her him his how i if in is it just know like me much my need no not now of on one or \
    out over she should so some take taking than that the them then there they thing this to too up want was we were what \
    when where which who why will with would you your de la que no me je ne ich nicht eu nao quiero veux will para sie ";
/// What a frequent word costs as an anchor, in other words.
const FREQUENT_COST: usize = 40;

/// Small words that people type otherwise, where reading them so would be wrong anywhere but in a pattern.
pub(super) const SAME_WORD: [(&str, &[&str]); 3] =
    [("to", &["too", "2"]), ("be", &["b", "bee"]), ("my", &["ma", "mi"])];

/// A pattern ready to run, and the classes by one of which it is found.
pub(super) struct Program {
    pub(super) parts: Vec<Box<[Step]>>,
    pub(super) anchors: Vec<ClassId>,
}

/// Numbers the word classes of all patterns and compiles against one lexicon.
pub(super) struct Compiler<'a> {
    lexicon: &'a Lexicon,
    numbers: FxHashMap<Vec<WordId>, ClassId>,
    /// The words of each class.
    pub(super) classes: Vec<Vec<WordId>>,
    /// Lists already compiled, by document and name.
    lists: FxHashMap<(usize, String), Step>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, numbers: FxHashMap::default(), classes: vec![Vec::new()], lists: FxHashMap::default() }
    }

    /// Compiles the patterns of a document, by its number among the documents.
    pub(super) fn programs(&mut self, document: &Document, nth: usize, patterns: &[Spanned<String>]) -> Vec<Program> {
        let parsed: Vec<Pattern> = patterns.iter().filter_map(checked).collect();
        parsed
            .iter()
            .map(|pattern| {
                let parts: Vec<Box<[Step]>> =
                    pattern.parts.iter().map(|part| self.sequence(part, document, nth).into()).collect();
                let anchors = parts.iter().filter_map(|part| self.anchors(part)).min_by_key(|set| self.cost(set));
                Program { parts, anchors: anchors.unwrap_or_default() }
            })
            .collect()
    }

    fn sequence(&mut self, elements: &[Element], document: &Document, nth: usize) -> Vec<Step> {
        elements.iter().flat_map(|element| self.element(element, document, nth)).collect()
    }

    fn element(&mut self, element: &Element, document: &Document, nth: usize) -> Vec<Step> {
        let step = match element {
            Element::Word(word) => return self.word(word),
            Element::Inflected(word) => {
                let forms = inflections(word).iter().map(|form| self.word(form)).collect();
                self.one_of(forms)
            }
            Element::Prefix(start) => {
                let ids = self.lexicon.words().filter(|(_, word)| word.starts_with(start)).map(|(id, _)| id).collect();
                Step::Word(self.class(ids))
            }
            Element::Any => Step::Any,
            Element::Number => Step::Word(NUMBER),
            Element::Gap(words) => Step::Gap(*words),
            Element::Start => Step::Start,
            Element::End => Step::End,
            Element::NotNext(inner) => Step::NotNext(self.element(inner, document, nth).into()),
            Element::Optional(inner) => Step::Optional(self.element(inner, document, nth).into()),
            Element::Group(alternatives) => {
                let steps = alternatives.iter().map(|one| self.sequence(one, document, nth)).collect();
                self.one_of(steps)
            }
            Element::List(name) => self.list(name, document, nth),
        };
        vec![step]
    }

    fn list(&mut self, name: &str, document: &Document, nth: usize) -> Step {
        let key = (nth, name.to_owned());
        if let Some(step) = self.lists.get(&key) {
            return step.clone();
        }
        let entries: Vec<Pattern> = document.lists.get(name).into_iter().flatten().filter_map(checked).collect();
        let steps =
            entries.iter().flat_map(|pattern| &pattern.parts).map(|part| self.sequence(part, document, nth)).collect();
        let step = self.one_of(steps);
        self.lists.insert(key, step.clone());
        step
    }

    /// The word as messages are read: "cant" is "can not" here too.
    fn word(&mut self, word: &str) -> Vec<Step> {
        if let Some((_, others)) = SAME_WORD.iter().find(|(own, _)| *own == word) {
            let spellings = others.iter().chain([&word]);
            let ids = spellings.filter_map(|spelling| self.lexicon.id(spelling)).collect();
            return vec![Step::Word(self.class(ids))];
        }
        let ids: Vec<WordId> = Text::read(word, self.lexicon).tokens.into_iter().filter_map(|token| token.id).collect();
        ids.into_iter().map(|id| Step::Word(self.class(vec![id]))).collect()
    }

    fn class(&mut self, mut ids: Vec<WordId>) -> ClassId {
        ids.sort_unstable();
        ids.dedup();
        let classes = &mut self.classes;
        *self.numbers.entry(ids).or_insert_with_key(|ids| {
            classes.push(ids.clone());
            (classes.len() - 1) as ClassId
        })
    }

    /// Alternatives as one step; those of one word each become one class.
    fn one_of(&mut self, alternatives: Vec<Vec<Step>>) -> Step {
        let mut words: BTreeSet<WordId> = BTreeSet::new();
        let mut rest: BTreeSet<usize> = BTreeSet::new();
        let mut steps: Vec<Box<[Step]>> = Vec::new();
        for (at, alternative) in alternatives.iter().enumerate() {
            match alternative.as_slice() {
                [Step::Word(class)] if *class != NUMBER => words.extend(&self.classes[*class as usize]),
                [Step::OneOf(_, inner)] => {
                    for one in inner {
                        match &**one {
                            [Step::Word(class)] if *class != NUMBER => {
                                words.extend(&self.classes[*class as usize]);
                            }
                            _ => steps.push(one.clone()),
                        }
                    }
                }
                _ => {
                    rest.insert(at);
                }
            }
        }
        steps.extend(rest.into_iter().map(|at| alternatives[at].clone().into()));
        if !words.is_empty() {
            let class = self.class(words.into_iter().collect());
            steps.insert(0, Box::new([Step::Word(class)]));
        }
        match steps.as_slice() {
            [one] if one.len() == 1 => one[0].clone(),
            _ => Step::OneOf(self.firsts(&steps), steps.into()),
        }
    }

    /// The class of all words that the alternatives can begin with; `None` when one begins otherwise.
    fn firsts(&mut self, alternatives: &[Box<[Step]>]) -> Option<ClassId> {
        let mut words = Vec::new();
        for alternative in alternatives {
            match alternative.first()? {
                Step::Word(class) | Step::OneOf(Some(class), _) if *class != NUMBER => {
                    words.extend_from_slice(&self.classes[*class as usize]);
                }
                _ => return None,
            }
        }
        Some(self.class(words))
    }

    /// Classes of which a match must hold one: the rarest such set in the sequence.
    fn anchors(&self, steps: &[Step]) -> Option<Vec<ClassId>> {
        let required = steps.iter().filter_map(|step| match step {
            Step::Word(class) => Some(vec![*class]),
            Step::OneOf(_, alternatives) => {
                alternatives.iter().map(|one| self.anchors(one)).collect::<Option<Vec<_>>>().map(|sets| sets.concat())
            }
            _ => None,
        });
        required.min_by_key(|set| self.cost(set))
    }

    /// How often a message is likely to hold one of the classes, roughly.
    fn cost(&self, anchors: &[ClassId]) -> usize {
        let words = anchors.iter().flat_map(|class| &self.classes[*class as usize]);
        let number = if anchors.contains(&NUMBER) { FREQUENT_COST } else { 0 };
        number
            + words
                .map(|id| if FREQUENT.contains(&format!(" {} ", self.lexicon.word(*id))) { FREQUENT_COST } else { 1 })
                .sum::<usize>()
    }
}
