//! Pleasantries: messages that are only a greeting or thanks.

use crate::text::{Text, WordList};

/// Words of which a greeting or thanks consists; at least one of the first list must be there.
static CORE: WordList = WordList::new(
    " hi hello hey hiya heya yo howdy greetings morning afternoon evening goodnight thanks thank cheers ta bye ",
);
static REST: WordList = WordList::new(
    " good there all everyone everybody folks you so much very a lot again for that the help everyone bot askwell \
    team guys many mate night day to the lovely and ok okay great cool appreciate it really i am new here ",
);
/// A longer message is no mere greeting.
const MOST_WORDS: usize = 8;

/// Whether the message is a greeting or thanks and nothing else.
pub fn is_pleasantry(text: &Text) -> bool {
    let words: Vec<&str> = text.tokens.iter().map(|token| text.word(token)).collect();
    !words.is_empty()
        && words.len() <= MOST_WORDS
        && words.iter().any(|word| CORE.has(word))
        && words.iter().all(|word| CORE.has(word) || REST.has(word))
}
