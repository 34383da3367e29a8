//! Pleasantries: messages that are only a greeting or thanks.

use crate::text::Text;

/// Words of which a greeting or thanks consists; at least one of the first list must be there.
const CORE: &str =
    " hi hello hey hiya heya yo howdy greetings morning afternoon evening goodnight thanks thank cheers ta bye ";
const REST: &str = " good there all everyone everybody folks you so much very a lot again for that the help everyone bot askwell \
    team guys many mate night day to the lovely and ok okay great cool appreciate it really i am new here ";
/// A longer message is no mere greeting.
const MOST_WORDS: usize = 8;

/// Whether the message is a greeting or thanks and nothing else.
pub fn is_pleasantry(text: &Text) -> bool {
    let listed = |list: &str, word: &str| list.contains(&format!(" {word} "));
    let words: Vec<&str> = text.tokens.iter().map(|token| text.word(token)).collect();
    !words.is_empty()
        && words.len() <= MOST_WORDS
        && words.iter().any(|word| listed(CORE, word))
        && words.iter().all(|word| listed(CORE, word) || listed(REST, word))
}
