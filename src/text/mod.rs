//! Text: what a message says, folded, cut into words and spelled right.
//!
//! [`Text::read`] is the only way in. It knows the words of a [`Lexicon`] and nothing of entries, rules or scores.

mod aside;
mod common;
mod courtesy;
mod deletions;
mod fold;
mod lexicon;
mod lists;
mod question;
mod read;
mod redact;
mod spelling;
mod stems;
mod strings;
mod talk;
mod tokens;
mod understand;
mod vocabulary;
mod word;

pub use common::is_common;
pub use courtesy::without_courtesies;
pub use lexicon::Lexicon;
pub use lists::{PhraseList, WordList};
pub use question::{MEASURES, asks_at_start, asks_from, is_relative, thing_asked};
pub use read::{Text, Token};
pub use redact::redacted;
pub use stems::Stems;
pub use strings::Strings;
pub use talk::talk;
pub use vocabulary::{Counts, Vocabulary, Words, evenly, words_of};
pub use word::{Origin, WordId};

/// Folds a word or phrase as messages are folded: case, accents, look-alikes and apostrophes.
pub fn fold(phrase: &str) -> String {
    fold::fold_plain(phrase)
}
