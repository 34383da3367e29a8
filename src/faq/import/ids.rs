//! Short, readable ids made of questions.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::forms::{RESERVED_IDS, slug};
use super::languages::is_small_word;

/// An id is made of at most so many of a question's words: enough to know it again, short enough to type.
const WORDS_IN_ID: usize = 3;

/// A made id is not longer than this.
const LONGEST_MADE: usize = 40;

/// Hands out ids, each once.
#[derive(Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
}

impl Ids {
    /// An id for a question; `wanted` is the id that the file itself gives it.
    pub(super) fn make(&mut self, wanted: Option<&str>, question: &str) -> String {
        let own =
            wanted.map(plain).map(|wanted| slug(&wanted)).filter(|id| id.chars().any(|ch| ch.is_ascii_alphabetic()));
        let base = own.unwrap_or_else(|| from_question(question));
        let base = if base.is_empty() {
            "entry".to_owned()
        } else if RESERVED_IDS.contains(&base.as_str()) {
            format!("about-{base}")
        } else {
            base
        };
        let mut id = base.clone();
        let mut number = 1;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{base}-{number}");
        }
        id
    }
}

/// The first few words of the question that carry its meaning.
fn from_question(question: &str) -> String {
    let folded = slug(&plain(&question.replace(['\'', '’'], "")));
    let all: Vec<&str> = folded.split('-').filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = all.iter().copied().filter(|word| !is_small_word(word)).collect();
    let words = if telling.is_empty() { all } else { telling };
    let mut id = String::new();
    for word in words.into_iter().take(WORDS_IN_ID) {
        if id.len() + word.len() >= LONGEST_MADE {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    id
}

/// Letters without their accents.
fn plain(text: &str) -> String {
    text.replace('ß', "ss").nfkd().filter(|ch| !is_combining_mark(*ch)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_unique() {
        let cases = [
            (None, "What is ketamine therapy?", "ketamine-therapy"),
            (None, "Can I drive afterward?", "drive-afterward"),
            (None, "Is it safe?", "safe"),
            (None, "Is it safe?", "safe-2"),
            (None, "¿Cuánto cuesta la sesión?", "cuanto-cuesta-sesion"),
            (None, "What is it?", "what-is-it"),
            (None, "Crisis?", "about-crisis"),
            (None, "安全ですか?", "entry"),
            (None, "?", "entry-2"),
            (Some("Driving Home"), "Can I drive?", "driving-home"),
            (Some("17"), "How much is parking?", "parking"),
        ];
        let mut ids = Ids::default();
        for (wanted, question, expected) in cases {
            assert_eq!(ids.make(wanted, question), expected, "{question}");
        }
    }
}
