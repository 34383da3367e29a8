//! Resemblance: how much a message sounds like those in which somebody is in danger, also where no rule has its words.
//!
//! Rules find what somebody thought of. People in danger find words that nobody thought of: the keys left on the bench, the dog
//! at the neighbour's. So the examples of the document (what its rules must find and must leave alone, and the messages
//! under `[likeness]`) are set against one another: every word and every pair of neighbouring words gets a weight for or
//! against danger (`lines.rs`), and a message the sum of its own. What is done about it is decided in `decision/`.

use std::ops::Range;
use std::sync::LazyLock;

use super::document::{ADVICE, CRISIS, Document, EMERGENCY, ENGLISH, QUESTION};
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
    /// About 1 like messages that seek medical advice, about −1 like general questions.
    pub advice: f32,
    /// What kind of danger it would be.
    pub tier: Tier,
    /// From the first to the last of the words that speak most for danger, as indices of [`Text::tokens`]; none where the
    /// message sounds everyday.
    pub tokens: Range<usize>,
}

/// What tells danger from everyday messages, and medical advice from general questions.
pub(super) struct Resemblance {
    terms: Vocabulary,
    /// Danger against everyday messages.
    danger: Lines,
    /// Emergencies against crises.
    emergency: Lines,
    /// Questions that only a provider may answer against general ones and talk.
    advice: Lines,
}

/// What an example is like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Like {
    Danger(Tier),
    /// It seeks medical advice.
    Advice,
    /// A general question in words of medical advice.
    Question,
    Everyday,
    /// It is a wording of the pack: everyday, but what it asks is the clinic's to say.
    Asked,
}

type Example<'a> = (&'a str, Like);

/// The words of an example, in order, with what it is like.
type Read = (Words, Like);

impl Resemblance {
    /// Fits what the built-in document and a clinic's own one say of danger. What the own one calls everyday is left out: no
    /// clinic's document can make the bot blinder. `wordings` are what the FAQ is asked, everyday by construction.
    pub(super) fn new(own: Option<&Document>, wordings: &[Words]) -> Self {
        let own = own.into_iter().flat_map(of_likeness);
        let own = read(own.filter(|(_, like)| matches!(like, Like::Danger(_))));
        let examples = built_in_examples().iter().chain(&own).map(|(words, like)| (words, *like));
        let examples = examples.chain(wordings.iter().map(|words| (words, Like::Asked)));
        let examples = examples.chain(talk().iter().map(|words| (words, Like::Everyday)));
        let (words, likes): (Vec<&Words>, Vec<Like>) = examples.unzip();
        let (terms, vectors) = Vocabulary::of(words.into_iter());
        let line = |group: &dyn Fn(Like) -> bool, among: &dyn Fn(Like) -> bool| {
            let chosen = vectors.iter().zip(&likes).filter(|(_, like)| among(**like));
            let texts: Vec<(&Terms, Option<u32>)> =
                chosen.map(|(vector, like)| (vector, group(*like).then_some(0))).collect();
            Lines::fitted(terms.term_count(), 1, &texts)
        };
        let is_danger = |like| matches!(like, Like::Danger(_));
        let danger = line(&is_danger, &|_| true);
        let emergency = line(&|like| like == Like::Danger(Tier::Emergency), &is_danger);
        let advice = line(&|like| like == Like::Advice, &|like| !is_danger(like) && like != Like::Asked);
        Self { terms, danger, emergency, advice }
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
        let advice = self.advice.side(&terms);
        // Most messages are everyday ones, and nobody asks what kind of danger they are.
        if danger <= 0.0 {
            return Some(Sound { side: danger, advice, tier: Tier::Crisis, tokens: 0..0 });
        }
        let tier = if self.emergency.side(&terms) > 0.0 { Tier::Emergency } else { Tier::Crisis };
        Some(Sound { side: danger, advice, tier, tokens: self.strongest(text) })
    }

    /// How a stretch of a message sounds, by its side alone.
    pub(super) fn side_of(&self, text: &Text, stretch: &Range<usize>) -> f32 {
        self.danger.side(&self.terms.weighed(text, stretch, &[]))
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
    static READ: LazyLock<Vec<Read>> = LazyLock::new(|| read(examples(built_in_document()).into_iter()));
    &READ
}

/// Reads examples as ordinary English: which words a pack knows must not matter for danger.
fn read<'a>(examples: impl Iterator<Item = Example<'a>>) -> Vec<Read> {
    let mut examples = examples.peekable();
    if examples.peek().is_none() {
        return Vec::new();
    }
    let english = Lexicon::english();
    examples.map(|(raw, like)| (words_of(&Text::read(raw, &english)), like)).collect()
}

/// All that a document says in English of danger and of medical advice: what its rules find and leave alone, and its likeness.
/// What cautions find may be danger or not, so it says nothing here.
fn examples(document: &Document) -> Vec<Example<'_>> {
    let rules = document.rules.iter().filter(|rule| rule.language == ENGLISH);
    let of_rules = rules.flat_map(|rule| {
        let met = rule.tier.map(|tier| if tier.is_danger() { Like::Danger(tier) } else { Like::Advice });
        let left_alone = if met == Some(Like::Advice) { Like::Question } else { Like::Everyday };
        let fires = met.into_iter().flat_map(|met| rule.fires.iter().map(move |text| (text, met)));
        let silent = rule.silent.iter().map(move |text| (text, left_alone));
        fires.chain(silent).map(|(text, like)| (text.get_ref().as_str(), like))
    });
    let of_sets = document.exceptions.iter().flat_map(|set| {
        let fires = set.fires.iter().map(|text| (text.as_str(), Like::Danger(Tier::Crisis)));
        fires.chain(set.silent.iter().map(|text| (text.as_str(), Like::Everyday)))
    });
    of_rules.chain(of_sets).chain(of_likeness(document)).collect()
}

fn of_likeness(document: &Document) -> impl Iterator<Item = Example<'_>> {
    document.likeness.iter().flat_map(|(kind, texts)| {
        let like = match kind.as_str() {
            CRISIS => Like::Danger(Tier::Crisis),
            EMERGENCY => Like::Danger(Tier::Emergency),
            ADVICE => Like::Advice,
            QUESTION => Like::Question,
            _ => Like::Everyday,
        };
        texts.iter().map(move |text| (text.get_ref().as_str(), like))
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
