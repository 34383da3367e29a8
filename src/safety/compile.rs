//! From a document's patterns to steps over word classes.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use toml::Spanned;

use super::classes::{ClassId, NUMBER};
use super::document::Document;
use super::inflect::inflections;
use super::matcher::Step;
use super::pattern::{Element, Pattern, checked};
use crate::text::{Lexicon, Origin, Text, WordId};

/// Words so frequent that a pattern should rather be found by another of its words.
const FREQUENT: &str = " a about after all am an and any are as at be been before but by can could did do does for from \
    get go going got had has have he her him his how i if in is it just know like me much my need no not now of on one or \
    out over she should so some take taking than that the them then there they thing this to too up want was we were what \
    when where which who why will with would you your de la que no me je ne ich nicht eu nao quiero veux will para sie ";
/// How often a message holds such a word, roughly, with a word that is not common as one.
const FREQUENT_COST: usize = 400;
const COMMON_COST: usize = 20;
/// So many classes are looked for before a pattern is run. More would cost more than running it.
const NEEDS: usize = 4;

/// Small words that people type otherwise, where reading them so would be wrong anywhere but in a pattern.
pub(super) const SAME_WORD: [(&str, &[&str]); 3] =
    [("to", &["too", "2"]), ("be", &["b", "bee"]), ("my", &["ma", "mi"])];

/// A pattern ready to run.
pub(super) struct Program {
    pub(super) parts: Vec<Box<[Step]>>,
    /// Classes of which a message must hold a word each, rarest first. The words of the first one find the pattern.
    pub(super) needs: Vec<ClassId>,
}

/// Numbers the word classes of all patterns and compiles against one lexicon.
pub(super) struct Compiler<'a> {
    lexicon: &'a Lexicon,
    numbers: FxHashMap<Vec<WordId>, ClassId>,
    /// The words of each class.
    pub(super) classes: Vec<Vec<WordId>>,
    /// How often a word is likely to be met, by its id.
    frequency: Vec<usize>,
    /// Lists already compiled, by document and name.
    lists: FxHashMap<(usize, String), Step>,
    /// Words already read, and the classes of beginnings already gone through the lexicon for.
    words: FxHashMap<String, Vec<Step>>,
    beginnings: FxHashMap<String, ClassId>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            numbers: FxHashMap::default(),
            classes: vec![Vec::new()],
            frequency: frequencies(lexicon),
            lists: FxHashMap::default(),
            words: FxHashMap::default(),
            beginnings: FxHashMap::default(),
        }
    }

    /// Compiles the patterns of a document, by its number among the documents.
    pub(super) fn programs(&mut self, document: &Document, nth: usize, patterns: &[Spanned<String>]) -> Vec<Program> {
        let parsed: Vec<Pattern> = patterns.iter().filter_map(checked).collect();
        parsed
            .iter()
            .map(|pattern| {
                let parts: Vec<Box<[Step]>> =
                    pattern.parts.iter().map(|part| self.sequence(part, document, nth).into()).collect();
                let needs = self.needs(&parts);
                Program { parts, needs }
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
                let forms: Vec<Vec<Step>> = inflections(word).iter().map(|form| self.word(form)).collect();
                self.one_of(&forms)
            }
            Element::Prefix(start) => Step::Word(self.beginning(start)),
            Element::Any => Step::Any,
            Element::Number => Step::Word(NUMBER),
            Element::Gap(words) => Step::Gap(*words),
            Element::Start => Step::Start,
            Element::End => Step::End,
            Element::NotNext(inner) => Step::NotNext(self.element(inner, document, nth).into()),
            Element::Optional(inner) => Step::Optional(self.element(inner, document, nth).into()),
            Element::Group(alternatives) => {
                let steps: Vec<Vec<Step>> = alternatives.iter().map(|one| self.sequence(one, document, nth)).collect();
                self.one_of(&steps)
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
        let steps: Vec<Vec<Step>> =
            entries.iter().flat_map(|pattern| &pattern.parts).map(|part| self.sequence(part, document, nth)).collect();
        let step = self.one_of(&steps);
        self.lists.insert(key, step.clone());
        step
    }

    /// The class of all words with that beginning.
    fn beginning(&mut self, start: &str) -> ClassId {
        if let Some(class) = self.beginnings.get(start) {
            return *class;
        }
        let ids = self.lexicon.words().filter(|(_, word)| word.starts_with(start)).map(|(id, _)| id).collect();
        let class = self.class(ids);
        self.beginnings.insert(start.to_owned(), class);
        class
    }

    fn word(&mut self, word: &str) -> Vec<Step> {
        if let Some(steps) = self.words.get(word) {
            return steps.clone();
        }
        let steps = self.read(word);
        self.words.insert(word.to_owned(), steps.clone());
        steps
    }

    /// The word as messages are read: "cant" is "can not" here too.
    fn read(&mut self, word: &str) -> Vec<Step> {
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
    fn one_of(&mut self, alternatives: &[Vec<Step>]) -> Step {
        let mut words: BTreeSet<WordId> = BTreeSet::new();
        let mut rest: BTreeSet<usize> = BTreeSet::new();
        let mut steps: Vec<Box<[Step]>> = Vec::new();
        for (at, alternative) in alternatives.iter().enumerate() {
            match alternative.as_slice() {
                [Step::Word(class)] if *class != NUMBER => words.extend(&self.classes[*class as usize]),
                [Step::OneOf(_, inner)] => {
                    for one in inner.iter() {
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

    /// The rarest classes of which a match must hold a word each, as one class each.
    fn needs(&mut self, parts: &[Box<[Step]>]) -> Vec<ClassId> {
        let mut sets: Vec<Vec<ClassId>> = parts.iter().flat_map(|part| self.required(part)).collect();
        sets.sort_by_key(|set| self.cost(set));
        sets.dedup();
        let words = |set: &[ClassId], classes: &[Vec<WordId>]| -> Vec<WordId> {
            set.iter().flat_map(|class| &classes[*class as usize]).copied().collect()
        };
        let rarest = sets.iter().filter(|set| !set.contains(&NUMBER)).take(NEEDS);
        let words: Vec<Vec<WordId>> = rarest.map(|set| words(set, &self.classes)).collect();
        words.into_iter().map(|ids| self.class(ids)).collect()
    }

    /// For each step that cannot be left out, the classes of which it needs one.
    fn required(&self, steps: &[Step]) -> Vec<Vec<ClassId>> {
        steps
            .iter()
            .filter_map(|step| match step {
                Step::Word(class) => Some(vec![*class]),
                Step::OneOf(_, alternatives) => {
                    let rarest = |one: &[Step]| self.required(one).into_iter().min_by_key(|set| self.cost(set));
                    alternatives.iter().map(|one| rarest(one)).collect::<Option<Vec<_>>>().map(|sets| sets.concat())
                }
                _ => None,
            })
            .collect()
    }

    /// How often a message is likely to hold one of the classes, roughly.
    fn cost(&self, set: &[ClassId]) -> usize {
        let words = set.iter().flat_map(|class| &self.classes[*class as usize]);
        let number = if set.contains(&NUMBER) { FREQUENT_COST } else { 0 };
        number + words.map(|id| self.frequency[id.0 as usize]).sum::<usize>()
    }
}

/// What each word of a lexicon costs.
fn frequencies(lexicon: &Lexicon) -> Vec<usize> {
    let cost = |id, word: &str| {
        if FREQUENT.contains(&format!(" {word} ")) {
            FREQUENT_COST
        } else if lexicon.origin(id).has(Origin::COMMON) {
            COMMON_COST
        } else {
            1
        }
    };
    lexicon.words().map(|(id, word)| cost(id, word)).collect()
}
