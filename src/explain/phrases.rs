//! Which words of a message can stand in a document: as a keyword, or as a phrasing.

use std::ops::Range;

use crate::bot::Outcome;
use crate::conversation::Act;
use crate::text::{Text, Token, is_common};

/// No more words of a message are tried.
const MOST_WORDS: usize = 24;
/// A word with fewer letters is part of too many others.
const SHORTEST: usize = 3;
/// So many words in a row are tried as one keyword.
const LONGEST: usize = 3;
/// A phrasing is how somebody asks, not a story: no longer than this, in characters.
const LONGEST_PHRASING: usize = 160;

/// The telling words, each once, in the order of the message.
pub(super) fn words(text: &Text) -> Vec<String> {
    let telling = text.tokens.iter().filter(|token| is_telling(text, token)).map(|token| text.word(token).to_owned());
    each_once(telling, MOST_WORDS)
}

/// Two or three words in a row that begin and end with a telling word.
pub(super) fn sequences(text: &Text) -> Vec<String> {
    let tokens = &text.tokens;
    let starts = (0..tokens.len()).filter(|start| is_telling(text, &tokens[*start]));
    let ranges = starts.flat_map(|start| (2..=LONGEST).map(move |length| start..start + length));
    let good = |range: &Range<usize>| {
        let last = tokens.get(range.end - 1);
        last.is_some_and(|last| last.sentence == tokens[range.start].sentence && is_telling(text, last))
    };
    let joined = |range: Range<usize>| tokens[range].iter().map(|token| text.word(token)).collect::<Vec<_>>().join(" ");
    each_once(ranges.filter(good).map(joined), MOST_WORDS)
}

/// The stretches that ask and the message itself, as they were typed, the shortest first.
pub(super) fn phrasings(raw: &str, outcome: &Outcome) -> Vec<String> {
    let units = outcome.ranking.units.iter().zip(&outcome.acts);
    let asking = units.filter(|(_, act)| **act > Act::Tells).filter_map(|(unit, _)| {
        let tokens = outcome.text.tokens.get(unit.tokens.clone())?;
        raw.get(tokens.first()?.span.start as usize..tokens.last()?.span.end as usize)
    });
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = asking.chain([raw]).map(one_line).filter(|text| text.chars().count() <= LONGEST_PHRASING);
    let mut all = each_once(all, usize::MAX);
    all.sort_by_key(String::len);
    all
}

fn is_telling(text: &Text, token: &Token) -> bool {
    let word = text.word(token);
    !token.aside && word.chars().count() >= SHORTEST && !is_common(word) && word.chars().any(char::is_alphabetic)
}

fn each_once(texts: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if kept.len() < most && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}
