//! Resemblance: how much a message sounds like those in which somebody is in danger, also where no rule has its words.
//!
//! Rules find what somebody thought of. People in danger find words that nobody thought of: the keys left on the bench, the dog
//! at the neighbour's. So the examples of the document (what its rules must find and must leave alone, and the messages
//! under `[likeness]`) are set against one another: every word and every pair of neighbouring words gets a weight for or
//! against danger (`lines.rs`), and a message the sum of its own. What is done about it is decided in `decision.rs`.

use std::ops::Range;
use std::sync::LazyLock;

use super::document::{Document, ENGLISH};
use super::rules::built_in_document;
use super::tier::Tier;
use crate::lines::{Lines, Terms};
use crate::text::{Lexicon, Text, Vocabulary, Words, talk, words_of};

/// A message of fewer words sounds like nothing: "i am jason" and "don't know" are half of what people in danger write. Rules
/// take it at its word.
const FEWEST_WORDS: usize = 6;
/// Words of a message that are shown as what sounds so: the strongest ones.
const SHOWN: usize = 3;

/// How a message sounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Sound {
    /// About 1 like messages of danger, about −1 like everyday ones.
    pub side: f32,
    /// What kind of danger it would be.
    pub tier: Tier,
    /// From the first to the last of the words that speak most for danger, as indices of [`Text::tokens`]; none where the
    /// message sounds everyday.
    pub tokens: Range<usize>,
}

/// What tells danger from everyday messages.
pub(super) struct Resemblance {
    terms: Vocabulary,
    /// Danger against everyday messages.
    danger: Lines,
    /// Emergencies against crises.
    emergency: Lines,
}

/// An example with the tier of its danger, if there is any.
type Example<'a> = (&'a str, Option<Tier>);

/// The words of an example, in order, with its tier.
type Read = (Words, Option<Tier>);

impl Resemblance {
    /// Fits what the built-in document and a clinic's own one say of danger. What the own one calls everyday is left out: no
    /// clinic's document can make the bot blinder. `wordings` are what the FAQ is asked, everyday by construction.
    pub(super) fn new(own: Option<&Document>, wordings: &[Words]) -> Self {
        let own = own.into_iter().flat_map(of_likeness).filter(|example| example.1.is_some());
        let own: Vec<Read> = own.map(read).collect();
        let examples = built_in_examples().iter().chain(&own).map(|(words, tier)| (words, *tier));
        let examples = examples.chain(wordings.iter().chain(talk()).map(|words| (words, None)));
        let (words, tiers): (Vec<&Words>, Vec<Option<Tier>>) = examples.unzip();
        let (terms, vectors) = Vocabulary::of(words.into_iter());
        let lines = |group: &dyn Fn(Tier) -> bool, among: &dyn Fn(Option<Tier>) -> bool| {
            let texts: Vec<(Terms, Option<u32>)> = vectors
                .iter()
                .zip(&tiers)
                .filter(|(_, tier)| among(**tier))
                .map(|(vector, tier)| (vector.clone(), tier.filter(|tier| group(*tier)).map(|_| 0)))
                .collect();
            Lines::fitted(terms.term_count(), 1, &texts)
        };
        let danger = lines(&|_| true, &|_| true);
        let emergency = lines(&|tier| tier == Tier::Emergency, &|tier| tier.is_some());
        Self { terms, danger, emergency }
    }

    /// How a message sounds, the words left out that are `explained`. `None` where hardly any word is one that the examples
    /// have: it is in another language, or says nothing.
    pub(super) fn of(&self, text: &Text, explained: &[bool]) -> Option<Sound> {
        if text.tokens.len() < FEWEST_WORDS {
            return None;
        }
        let known = text.tokens.iter().filter(|token| self.terms.term(text.word(token)).is_some()).count();
        if known * 2 < text.tokens.len() {
            return None;
        }
        let terms = self.terms.weighed(text, &(0..text.tokens.len()), explained);
        let danger = self.danger.side(&terms);
        // Most messages are everyday ones, and nobody asks what kind of danger they are.
        if danger <= 0.0 {
            return Some(Sound { side: danger, tier: Tier::Crisis, tokens: 0..0 });
        }
        let tier = if self.emergency.side(&terms) > 0.0 { Tier::Emergency } else { Tier::Crisis };
        Some(Sound { side: danger, tier, tokens: self.strongest(text) })
    }

    fn strongest(&self, text: &Text) -> Range<usize> {
        let weight = |at: usize| {
            let known = self.terms.term(text.word(&text.tokens[at]));
            known.map_or(0.0, |term| self.danger.weight(term, 0) * self.terms.rarity(term))
        };
        let mut places: Vec<usize> = (0..text.tokens.len()).collect();
        places.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then(a.cmp(b)));
        places.truncate(SHOWN);
        let first = places.iter().min().copied().unwrap_or_default();
        first..places.iter().max().map_or(first, |last| last + 1)
    }
}

/// The examples of the built-in document, read once.
fn built_in_examples() -> &'static [Read] {
    static READ: LazyLock<Vec<Read>> = LazyLock::new(|| examples(built_in_document()).into_iter().map(read).collect());
    &READ
}

/// Reads an example as ordinary English: which words a pack knows must not matter for danger.
fn read((raw, tier): Example<'_>) -> Read {
    static ENGLISH_WORDS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new([]));
    (words_of(&Text::read(raw, &ENGLISH_WORDS)), tier)
}

/// All that a document says of danger in English: what its rules find and leave alone, and its likeness. What cautions find
/// may be danger or not, so it says nothing here.
fn examples(document: &Document) -> Vec<Example<'_>> {
    let rules = document.rules.iter().filter(|rule| rule.language == ENGLISH);
    let of_rules = rules.flat_map(|rule| {
        let fires = rule.tier.map(|tier| (tier.is_danger().then_some(tier), &rule.fires));
        let fires = fires.into_iter().flat_map(|(danger, fires)| fires.iter().map(move |text| (text, danger)));
        let silent = rule.silent.iter().map(|text| (text, None));
        fires.chain(silent).map(|(text, danger)| (text.get_ref().as_str(), danger))
    });
    let of_sets = document.exceptions.iter().flat_map(|set| {
        let fires = set.fires.iter().map(|text| (text.as_str(), Some(Tier::Crisis)));
        fires.chain(set.silent.iter().map(|text| (text.as_str(), None)))
    });
    of_rules.chain(of_sets).chain(of_likeness(document)).collect()
}

fn of_likeness(document: &Document) -> impl Iterator<Item = Example<'_>> {
    document.likeness.iter().flat_map(|(kind, texts)| {
        let tier = [Tier::Crisis, Tier::Emergency].into_iter().find(|tier| tier.name() == kind);
        texts.iter().map(move |text| (text.get_ref().as_str(), tier))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danger_in_words_that_no_rule_has_sounds_like_danger() {
        let lexicon = Lexicon::new([]);
        let resemblance = Resemblance::new(None, &[]);
        let side = |raw: &str| resemblance.of(&Text::read(raw, &lexicon), &[]).map_or(0.0, |sound| sound.side);
        for (danger, everyday) in [
            (
                "i left the dog with my sister and paid the rent, the bridge is quiet tonight",
                "i left the dog with my sister and we had a quiet night",
            ),
            ("he wont wake up and his lips went blue", "he wont wake up before ten on a sunday"),
            ("kids will be better off when i am not around", "the kids will be fine with their nan for the afternoon"),
        ] {
            assert!(side(danger) > side(everyday), "{danger}: {} {everyday}: {}", side(danger), side(everyday));
        }
    }

    #[test]
    fn a_message_without_a_known_word_sounds_like_nothing() {
        assert_eq!(Resemblance::new(None, &[]).of(&Text::read("zxqv", &Lexicon::new([])), &[]), None);
    }
}
