//! Lists of words and phrases that are looked up for every message, written down as one would read them.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;

/// A list of words, written with spaces between them.
pub struct WordList {
    words: &'static str,
    set: OnceLock<FxHashSet<&'static str>>,
}

impl WordList {
    /// A list of the words in `words`.
    pub const fn new(words: &'static str) -> Self {
        Self { words, set: OnceLock::new() }
    }

    /// Whether a word is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.words.split_whitespace().collect()).contains(word)
    }
}

/// A list of phrases, each of one or more words.
pub struct PhraseList {
    phrases: &'static [&'static str],
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl PhraseList {
    /// A list of these phrases.
    pub const fn new(phrases: &'static [&'static str]) -> Self {
        Self { phrases, automaton: OnceLock::new() }
    }

    /// Whether one of the phrases stands in understood text, as whole words. `padded` is the text with a space at each end.
    pub fn stands_in(&self, padded: &str) -> bool {
        let automaton = self.automaton.get_or_init(|| {
            let padded: Vec<String> = self.phrases.iter().map(|phrase| format!(" {phrase} ")).collect();
            AhoCorasick::new(padded).ok()
        });
        // Without an automaton, which a list of this size cannot fail to become, nothing is found.
        automaton.as_ref().is_some_and(|automaton| automaton.is_match(padded))
    }

    /// Whether padded text starts with one of the phrases.
    pub fn starts(&self, text: &str) -> bool {
        self.longest_at_start(text) > 0
    }

    /// How many words the longest phrase has that text starts with; none: 0.
    pub fn longest_at_start(&self, text: &str) -> usize {
        let starts =
            |phrase: &&&str| text.strip_prefix(**phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        self.phrases.iter().filter(starts).map(|phrase| words_in(phrase)).max().unwrap_or(0)
    }

    /// How many words the longest phrase has that text ends with; none: 0.
    pub fn longest_at_end(&self, text: &str) -> usize {
        let ends =
            |phrase: &&&str| text.strip_suffix(**phrase).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        self.phrases.iter().filter(ends).map(|phrase| words_in(phrase)).max().unwrap_or(0)
    }

    /// Whether text ends with one of the phrases.
    pub fn ends(&self, text: &str) -> bool {
        self.longest_at_end(text) > 0
    }
}

fn words_in(phrase: &str) -> usize {
    phrase.split(' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORDS: WordList = WordList::new(" can could ");
    static PHRASES: PhraseList = PhraseList::new(&["is it", "right"]);

    #[test]
    fn words_and_phrases_are_found_whole() {
        assert!(WORDS.has("can") && !WORDS.has("ca") && !WORDS.has(""));
        assert!(PHRASES.stands_in(" so is it safe ") && !PHRASES.stands_in(" this item "));
        assert!(PHRASES.starts("is it") && PHRASES.starts("is it safe") && !PHRASES.starts("is item"));
        assert!(PHRASES.ends("safe is it") && PHRASES.ends("right") && !PHRASES.ends("bright"));
    }
}
