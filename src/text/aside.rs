//! What a message says that it does not ask: "I'm not asking how many I need, I'm asking when …".

use std::ops::Range;

use super::lists::WordList;

/// Verbs and adjectives after "not" or "do not" with which somebody sets a matter aside, and what must follow them.
const SETTING_ASIDE: [(&str, &[&str]); 6] = [
    ("asking", &["about", "for", "if", "whether", "how", "what", "when", "where", "which", "who", "why", "you"]),
    ("worried", &["about"]),
    ("bothered", &["about", "by"]),
    ("fussed", &["about", "by", "on"]),
    ("concerned", &["about", "with"]),
    ("interested", &["in", "how", "what"]),
];
/// Who sets it aside: the word before "not", or nothing. "You're not worried about it" is said of another.
static SPEAKERS: WordList = WordList::new(" am im ");
/// Words with which the question itself begins.
static THEN: WordList = WordList::new(" just only but rather more instead ");
/// What is left must be so many words, or else it is no question.
const FEWEST_LEFT: usize = 3;

/// The stretches that set something aside, of the words of a message and of whether a pause or the end of the sentence follows
/// each. None where that would leave nothing to ask.
pub(super) fn set_aside(words: &[&str], breaks: &[bool]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..words.len() {
        if words[at] == "not" && begins(words, breaks, at) && found.last().is_none_or(|last| last.end <= at) {
            found.push(at..end(words, breaks, at));
        }
    }
    let aside: usize = found.iter().map(Range::len).sum();
    if words.len() - aside < FEWEST_LEFT { Vec::new() } else { found }
}

fn begins(words: &[&str], breaks: &[bool], at: usize) -> bool {
    let first = at == 0 || breaks[at - 1];
    let said = words.get(at + 1).zip(words.get(at + 2));
    let sets = said.is_some_and(|(verb, next)| {
        SETTING_ASIDE.iter().any(|(own, followers)| own == verb && followers.contains(next))
    });
    sets && (first || SPEAKERS.has(words[at - 1]))
}

/// Where what is set aside ends: at a pause, at the end of the sentence, or where the question begins.
fn end(words: &[&str], breaks: &[bool], start: usize) -> usize {
    let ends = |at: &usize| breaks[at - 1] || THEN.has(words[*at]);
    (start + 2..words.len()).find(ends).unwrap_or(words.len())
}
