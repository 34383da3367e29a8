//! Courtesies: what people say around a question, and what says nothing of what they ask.
//!
//! "hi all, quick question, is it safe, thanks in advance" asks what "is it safe" asks. Counted, each of those words would
//! be one that no wording knows.

use std::ops::Range;

use super::lists::PhraseList;
use super::read::Text;

/// Fewer words than this are never left over: what remains must still say something.
const FEWEST_LEFT: usize = 2;

/// What stands before a question.
static OPENINGS: PhraseList = PhraseList::new(&[
    "hi",
    "hi all",
    "hi there",
    "hi everyone",
    "hi everybody",
    "hi folks",
    "hi guys",
    "hi team",
    "hello",
    "hello all",
    "hello there",
    "hello everyone",
    "hey",
    "hey all",
    "hey there",
    "hey everyone",
    "hey guys",
    "hey folks",
    "hiya",
    "heya",
    "yo",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "morning all",
    "evening all",
    "dear all",
    "dear sir or madam",
    "excuse me",
    "sorry",
    "please",
    "ok",
    "okay",
    "so",
    "um",
    "erm",
    "oh",
    "well",
    "right",
    "quick question",
    "quick one",
    "silly question",
    "stupid question",
    "dumb question",
    "daft question",
    "random question",
    "a question",
    "question",
    "just wondering",
    "i was wondering",
    "was wondering",
    "wondering",
    "does anyone know",
    "does anybody know",
    "do you know",
    "anyone know",
    "anybody know",
    "can anyone tell me",
    "can someone tell me",
    "could someone tell me",
    "can you tell me",
    "could you tell me",
    "could you please tell me",
    "can you please tell me",
    "please can you tell me",
    "please tell me",
    "tell me",
    "i want to know",
    "i would like to know",
    "i just want to know",
    "just want to know",
    "i wanted to ask",
    "may i ask",
    "can i ask",
    "can i just ask",
    "asking for a friend",
    "asking for my mum",
    "asking for my mom",
    "asking for my dad",
    "asking for my husband",
    "asking for my wife",
    "asking for my partner",
    "asking for my son",
    "asking for my daughter",
    "asking for my brother",
    "asking for my sister",
    "not urgent but",
    "sorry if this has been asked before but",
    "sorry if this was asked before but",
]);

/// What stands after one.
static CLOSINGS: PhraseList = PhraseList::new(&[
    "thanks",
    "thanks in advance",
    "thanks all",
    "thanks everyone",
    "thanks guys",
    "thanks so much",
    "thanks very much",
    "thanks a lot",
    "thanks a million",
    "many thanks",
    "thank you",
    "thank you in advance",
    "thank you all",
    "thank you so much",
    "thank you very much",
    "thanking you",
    "thx",
    "tia",
    "ta",
    "cheers",
    "please",
    "kind regards",
    "best regards",
    "regards",
    "best wishes",
    "much appreciated",
    "i appreciate it",
    "appreciate it",
    "any help appreciated",
    "any help would be appreciated",
    "any advice appreciated",
    "god bless",
    "bless you",
    "sorry if this has been asked",
    "sorry if asked before",
    "sorry if this is a silly question",
    "sorry for the silly question",
    "sorry to bother you",
    "lol",
    "haha",
    "just curious",
    "asking for a friend",
    "just wondering",
    "anyone",
    "anybody",
]);

/// A range of tokens without the courtesies at both of its ends.
pub fn without_courtesies(text: &Text, range: &Range<usize>) -> Range<usize> {
    let mut left = range.clone();
    while left.len() > FEWEST_LEFT {
        let stretch = text.stretch(&text.tokens[left.clone()]);
        let cut = |words: usize| (words > 0 && left.len() >= words + FEWEST_LEFT).then_some(words);
        if let Some(words) = cut(OPENINGS.longest_at_start(stretch)) {
            left.start += words;
        } else if let Some(words) = cut(CLOSINGS.longest_at_end(stretch)) {
            left.end -= words;
        } else {
            break;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    #[test]
    fn what_is_asked_is_left() {
        let lexicon = Lexicon::new([]);
        for (raw, left) in [
            ("Hi all, quick question: is it safe? Thanks in advance!", "is it safe"),
            ("does anyone know how long it takes", "how long it takes"),
            ("can I drive after please", "can i drive after"),
            ("thanks", "thanks"),
            ("hi there", "hi there"),
            ("so is it", "is it"),
            ("is it safe", "is it safe"),
            ("", ""),
        ] {
            let text = Text::read(raw, &lexicon);
            let found = without_courtesies(&text, &(0..text.tokens.len()));
            assert_eq!(text.stretch(&text.tokens[found]), left, "{raw}");
        }
    }
}
