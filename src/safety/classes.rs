//! Which classes a word belongs to, laid out so that asking costs a nanosecond or two.

use crate::text::{Lexicon, WordId};

/// A word of more classes than this has them as bits, since a list would be searched for too long.
const LONGEST_LIST: usize = 16;
/// A class of words, by its number.
pub(super) type ClassId = u32;

/// The class of all numbers.
pub(super) const NUMBER: ClassId = 0;

const BITS: usize = u64::BITS as usize;

/// The classes of one word.
#[derive(Clone, Copy)]
pub(super) enum WordClasses<'a> {
    /// Their numbers.
    List(&'a [ClassId]),
    /// A bit a class.
    Bits(&'a [u64]),
}

impl WordClasses<'_> {
    /// The classes of a number that no pattern names.
    pub(super) const NUMBER: WordClasses<'static> = WordClasses::List(&[NUMBER]);
    /// The classes of a word that no pattern names.
    pub(super) const NONE: WordClasses<'static> = WordClasses::List(&[]);

    /// Whether the word belongs to a class.
    pub(super) fn has(&self, class: ClassId) -> bool {
        match self {
            Self::List(classes) => classes.contains(&class),
            Self::Bits(bits) => bits[(class as usize) / BITS] >> ((class as usize) % BITS) & 1 != 0,
        }
    }
}

/// The classes of all words of a lexicon.
pub(super) struct Classes {
    /// For each word where its numbers begin in `lists`, or its bits in `bits`, and how many there are.
    places: Vec<Place>,
    lists: Vec<ClassId>,
    bits: Vec<u64>,
    /// Bits of one word.
    row: usize,
}

#[derive(Clone, Copy)]
enum Place {
    List { start: u32, length: u8 },
    Bits { start: u32 },
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
        let row = classes.len().div_ceil(BITS);
        let mut all = Self { places: Vec::with_capacity(of_word.len()), lists: Vec::new(), bits: Vec::new(), row };
        for list in of_word {
            let place = if list.len() <= LONGEST_LIST { all.add_list(&list) } else { all.add_bits(&list) };
            all.places.push(place);
        }
        all
    }

    fn add_list(&mut self, list: &[ClassId]) -> Place {
        let start = self.lists.len() as u32;
        self.lists.extend(list);
        Place::List { start, length: list.len() as u8 }
    }

    fn add_bits(&mut self, list: &[ClassId]) -> Place {
        let start = self.bits.len();
        self.bits.resize(start + self.row, 0);
        for class in list {
            self.bits[start + (*class as usize) / BITS] |= 1 << ((*class as usize) % BITS);
        }
        Place::Bits { start: start as u32 }
    }

    /// The classes of a word.
    pub(super) fn of(&self, word: WordId) -> WordClasses<'_> {
        match self.places[word.0 as usize] {
            Place::List { start, length } => {
                WordClasses::List(&self.lists[start as usize..start as usize + usize::from(length)])
            }
            Place::Bits { start } => WordClasses::Bits(&self.bits[start as usize..start as usize + self.row]),
        }
    }
}

/// Whether a word is read as a number.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|ch: char| ch.is_ascii_digit())
}
