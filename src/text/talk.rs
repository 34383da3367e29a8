//! Talk: messages of a channel that ask a FAQ nothing and in which nobody is in danger.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use super::read::Text;
use super::vocabulary::{Words, words_of};

/// The messages, one a line.
const TALK: &str = include_str!("talk.txt");
/// A line that begins so is about the list.
const COMMENT: char = '#';

/// The words of each message, read once as ordinary English: talk is the same beside every pack.
pub fn talk() -> &'static [Words] {
    static READ: LazyLock<Vec<Words>> = LazyLock::new(|| {
        let lexicon = Lexicon::english();
        let messages = TALK.lines().filter(|line| !line.is_empty() && !line.starts_with(COMMENT));
        let words = messages.map(|message| words_of(&Text::read(message, &lexicon)));
        // Nothing is left of signs and emoji.
        words.filter(|words| !words.is_empty()).collect()
    });
    &READ
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_is_a_message_of_its_own() {
        assert!(talk().len() > 1000);
        let lines: Vec<&str> = TALK.lines().collect();
        assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len());
    }
}
