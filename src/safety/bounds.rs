//! How large a pattern becomes when its lists are written out, and which words it cannot do without.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::matcher::STRIDE;
use super::pattern::{Element, Pattern, checked};

/// So many elements a pattern may have once its lists are written out: the largest built-in one has some thousands.
const MOST_ELEMENTS: usize = 50_000;

/// What is too much or too little about a pattern; nothing for a good one. The lists must not contain themselves.
pub(super) fn fault(pattern: &Pattern, lists: &BTreeMap<String, Vec<Spanned<String>>>) -> Option<String> {
    let mut measurer = Measurer { lists, known: BTreeMap::new() };
    let measures: Vec<Measure> = pattern.parts.iter().map(|part| measurer.sequence(part)).collect();
    if measures.iter().map(|measure| measure.elements).fold(0, usize::saturating_add) > MOST_ELEMENTS {
        return Some("with its lists written out this pattern is too large".to_owned());
    }
    if measures.iter().any(|measure| measure.words > STRIDE) {
        return Some(format!("this pattern can span more than {STRIDE} words"));
    }
    let needs_word = measures.iter().any(|measure| measure.needs_word);
    (!needs_word).then(|| "no word must be there for this pattern to match, so it could match anything".to_owned())
}

/// Whether a list uses another, itself or through lists of its own.
pub(super) fn reaches(from: &str, to: &str, lists: &BTreeMap<String, Vec<Spanned<String>>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![from.to_owned()];
    while let Some(name) = next.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name.clone()) {
            for pattern in lists.get(&name).into_iter().flatten().filter_map(checked) {
                pattern.parts.iter().for_each(|part| next.extend(lists_in(part).into_iter().map(str::to_owned)));
            }
        }
    }
    false
}

/// The lists that a sequence names.
pub(super) fn lists_in(sequence: &[Element]) -> Vec<&str> {
    sequence.iter().fold(Vec::new(), |mut names, element| {
        match element {
            Element::List(name) => names.push(name.as_str()),
            Element::Group(alternatives) => names.extend(alternatives.iter().flat_map(|one| lists_in(one))),
            Element::Optional(inner) | Element::NotNext(inner) => {
                names.extend(lists_in(std::slice::from_ref(&**inner)));
            }
            _ => {}
        }
        names
    })
}

#[derive(Clone, Copy, Default)]
struct Measure {
    /// Elements, lists written out.
    elements: usize,
    /// The most words that a match can span.
    words: usize,
    /// Whether a match holds at least one named word.
    needs_word: bool,
}

struct Measurer<'a> {
    lists: &'a BTreeMap<String, Vec<Spanned<String>>>,
    known: BTreeMap<String, Measure>,
}

impl Measurer<'_> {
    fn sequence(&mut self, elements: &[Element]) -> Measure {
        elements.iter().fold(Measure::default(), |sum, element| {
            let one = self.element(element);
            Measure {
                elements: sum.elements.saturating_add(one.elements),
                words: sum.words.saturating_add(one.words),
                needs_word: sum.needs_word || one.needs_word,
            }
        })
    }

    fn element(&mut self, element: &Element) -> Measure {
        let word = Measure { elements: 1, words: 1, needs_word: true };
        match element {
            Element::Word(_) | Element::Inflected(_) | Element::Prefix(_) => word,
            Element::Any | Element::Number => Measure { needs_word: false, ..word },
            Element::Start | Element::End => Measure { elements: 1, ..Measure::default() },
            Element::Gap(words) => Measure { elements: 1, words: usize::from(*words), needs_word: false },
            Element::NotNext(inner) => Measure { words: 0, needs_word: false, ..self.element(inner) },
            Element::Optional(inner) => Measure { needs_word: false, ..self.element(inner) },
            Element::Group(alternatives) => {
                let measures: Vec<Measure> = alternatives.iter().map(|one| self.sequence(one)).collect();
                one_of(&measures)
            }
            Element::List(name) => self.list(name),
        }
    }

    fn list(&mut self, name: &str) -> Measure {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let patterns: Vec<Pattern> = self.lists.get(name).into_iter().flatten().filter_map(checked).collect();
        let parts = patterns.iter().flat_map(|pattern| &pattern.parts);
        let measures: Vec<Measure> = parts.map(|part| self.sequence(part)).collect();
        let measure = one_of(&measures);
        self.known.insert(name.to_owned(), measure);
        measure
    }
}

fn one_of(alternatives: &[Measure]) -> Measure {
    Measure {
        elements: alternatives.iter().map(|one| one.elements).fold(0, usize::saturating_add),
        words: alternatives.iter().map(|one| one.words).max().unwrap_or_default(),
        needs_word: !alternatives.is_empty() && alternatives.iter().all(|one| one.needs_word),
    }
}
