//! The words of a message as candidates see them: stems that tell something, and short phrases of neighbouring words.

use crate::text::{Stems, Text};
use std::collections::BTreeMap;

/// Words that tell nothing about what is asked when they stand alone.
const EMPTY: &str = " a about after again all also am an and any anyone are as at be because been before being but by can could \
    did do does doing done dont even ever every feel for from get gets getting go going gonna good got had has have he hello her \
    here hey hi him his how i if im in into is it its ive just know like lol make me might mine more most much my need no not \
    now of off oh ok on one only or other our out over please really said same say see she should so some someone something \
    than thanks thank that the their them then there these they thing things think this those to too up us very want wanted \
    was we well were what when where which while who why will with would yeah yes you your anybody everyone people ";
/// A shorter word is no keyword.
const SHORTEST: usize = 3;
/// Words of a phrase.
const LONGEST_PHRASE: usize = 3;

/// Words of one message.
#[derive(Default)]
pub(super) struct Words {
    /// Stems with the words as understood, those that tell something, each once.
    pub(super) telling: BTreeMap<String, String>,
    /// Stems of neighbouring words with the words, two or three; at least one of them tells something.
    pub(super) phrases: BTreeMap<String, String>,
}

/// Reads words out of texts.
#[derive(Default)]
pub(super) struct Reader {
    stems: Stems,
}

impl Reader {
    pub(super) fn read(&self, text: &Text) -> Words {
        let mut words = Words::default();
        let tokens: Vec<_> = text.tokens.iter().filter(|token| !token.aside).collect();
        let stems: Vec<_> = tokens.iter().map(|token| self.stem(text.word(token))).collect();
        for (at, token) in tokens.iter().enumerate() {
            if tells(text.word(token)) {
                words.telling.insert(stems[at].clone(), text.word(token).to_owned());
            }
            for length in 2..=LONGEST_PHRASE {
                let Some(phrase) = tokens.get(at..at + length) else { continue };
                let inside = &phrase[..length - 1];
                let known = phrase.iter().all(|token| token.id.is_some());
                let whole = inside.iter().all(|token| !token.pause && token.sentence == phrase[length - 1].sentence);
                if known && whole && phrase.iter().any(|token| tells(text.word(token))) {
                    let surface: Vec<&str> = phrase.iter().map(|token| text.word(token)).collect();
                    words.phrases.insert(stems[at..at + length].join(" "), surface.join(" "));
                }
            }
        }
        words
    }

    pub(super) fn stem(&self, word: &str) -> String {
        self.stems.stem(word).into_owned()
    }
}

/// Whether a word can stand alone as a keyword.
pub(super) fn tells(word: &str) -> bool {
    word.len() >= SHORTEST && word.chars().all(char::is_alphabetic) && !EMPTY.contains(&format!(" {word} "))
}
