//! Which classes a word belongs to.

use crate::text::{Lexicon, WordId};

/// A class of words, by its number.
pub(super) type ClassId = u32;

/// The class of all numbers.
pub(super) const NUMBER: ClassId = 0;

/// So many words have their classes as a bit in each class and not as a list: those of the most classes.
pub(super) const MOST_FREQUENT: usize = u128::BITS as usize;
/// A word of fewer classes than this has them as a list in any case.
const LONG_LIST: usize = 32;

/// The classes of all words of a lexicon.
///
/// "i" and "my" belong to nearly every class and stand in nearly every message, so their classes are never walked: each
/// class knows which of these frequent words it holds. The others have lists of a few classes each.
pub(super) struct Classes {
    /// For each word where its classes begin in `lists`; one more for the end.
    starts: Vec<u32>,
    lists: Vec<ClassId>,
    /// The words that have no list, sorted, with their number among the frequent ones.
    frequent: Vec<(WordId, u8)>,
    /// For each class which frequent words belong to it.
    pub(super) frequent_in: Vec<u128>,
}

/// What the classes of a word are known by.
pub(super) enum OfWord<'a> {
    /// Their numbers.
    List(&'a [ClassId]),
    /// The word's number among the frequent ones.
    Frequent(u8),
}

impl Classes {
    /// Turns the words of each class into the classes of each word. Words that begin with a digit are numbers too.
    pub(super) fn new(classes: &[Vec<WordId>], lexicon: &Lexicon) -> Self {
        let mut of_word: Vec<Vec<ClassId>> =
            lexicon.words().map(|(_, word)| if is_number(word) { vec![NUMBER] } else { Vec::new() }).collect();
        for (class, words) in classes.iter().enumerate() {
            for id in words {
                of_word[id.0 as usize].push(class as ClassId);
            }
        }
        let mut all = Self {
            starts: vec![0],
            lists: Vec::new(),
            frequent: frequent(&of_word),
            frequent_in: vec![0; classes.len()],
        };
        for (word, number) in &all.frequent {
            for class in std::mem::take(&mut of_word[word.0 as usize]) {
                all.frequent_in[class as usize] |= 1 << number;
            }
        }
        for list in of_word {
            all.lists.extend(list);
            all.starts.push(all.lists.len() as u32);
        }
        all
    }

    /// The classes of a word.
    pub(super) fn of(&self, word: WordId) -> OfWord<'_> {
        let at = word.0 as usize;
        let list = &self.lists[self.starts[at] as usize..self.starts[at + 1] as usize];
        if list.is_empty()
            && let Ok(found) = self.frequent.binary_search_by_key(&word, |(word, _)| *word)
        {
            return OfWord::Frequent(self.frequent[found].1);
        }
        OfWord::List(list)
    }
}

/// The words of the most classes, sorted, each with a number.
fn frequent(of_word: &[Vec<ClassId>]) -> Vec<(WordId, u8)> {
    let mut long: Vec<usize> = (0..of_word.len()).filter(|word| of_word[*word].len() >= LONG_LIST).collect();
    long.sort_by_key(|word| std::cmp::Reverse(of_word[*word].len()));
    long.truncate(MOST_FREQUENT);
    long.sort_unstable();
    long.into_iter().zip(0..).map(|(word, number)| (WordId(word as u32), number)).collect()
}

/// Whether a word is read as a number.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|ch: char| ch.is_ascii_digit())
}
