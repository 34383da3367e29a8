//! The words that are known: common English, the pack's and the safety rules'.

use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::deletions::Deletions;
use super::fold::fold_plain;
use super::stems::Stems;
use super::strings::Strings;
use super::word::{Origin, WordId};

/// Every known word, with what is needed to correct a typo to it.
pub struct Lexicon {
    ids: HashTable<WordId>,
    words: Strings,
    origins: Vec<Origin>,
    expansions: FxHashMap<&'static str, Vec<WordId>>,
    deletions: Deletions,
    corrects: bool,
    stems: OnceLock<Strings>,
}

const LISTS: [(&str, Origin); 4] = [
    (include_str!("words/common.txt"), Origin::COMMON),
    (include_str!("words/usual.txt"), Origin::USUAL),
    (include_str!("words/informal.txt"), Origin::USUAL),
    (include_str!("words/rare.txt"), Origin::RARE),
];

/// Single letters that are words; the lists have none.
const LETTERS: [&str; 2] = ["a", "i"];

impl Lexicon {
    /// Collects the English lists and the words given, each with its origin.
    pub fn new<'a>(more: impl IntoIterator<Item = (&'a str, Origin)>) -> Self {
        let mut lexicon = Self {
            ids: HashTable::new(),
            words: Strings::default(),
            origins: Vec::new(),
            expansions: FxHashMap::default(),
            deletions: Deletions::default(),
            corrects: true,
            stems: OnceLock::new(),
        };
        for letter in LETTERS {
            lexicon.add(letter, Origin::COMMON);
        }
        for (list, origin) in LISTS {
            list.lines().for_each(|word| lexicon.add(word, origin));
        }
        lexicon.add_expansions();
        for (word, origin) in more {
            let folded = fold_plain(word);
            folded
                .split(|ch: char| !ch.is_alphanumeric() && ch != '\'')
                .map(|part| part.replace('\'', ""))
                .filter(|part| !part.is_empty())
                .for_each(|part| lexicon.add(&part, origin));
        }
        lexicon.words.shrink();
        lexicon.origins.shrink_to_fit();
        lexicon.deletions = Deletions::new(&lexicon.words, &lexicon.origins);
        lexicon
    }

    /// English and nothing else: what texts are read by that are the same beside every pack. It is built again where nobody holds it any
    /// more, since it is asked for at the start and hardly later.
    pub fn english() -> Arc<Self> {
        static ENGLISH: Mutex<Weak<Lexicon>> = Mutex::new(Weak::new());
        let mut last = ENGLISH.lock().unwrap_or_else(PoisonError::into_inner);
        last.upgrade().unwrap_or_else(|| {
            let english = Arc::new(Self::new([]));
            *last = Arc::downgrade(&english);
            english
        })
    }

    fn add(&mut self, word: &str, origin: Origin) {
        if let Some(id) = self.id(word) {
            let known = &mut self.origins[id.0 as usize];
            *known = known.with(origin);
        } else {
            let id = WordId(self.words.len() as u32);
            let words = &mut self.words;
            words.push(word);
            self.ids.insert_unique(hash(word), id, |id| hash(words.get(id.0 as usize)));
            self.origins.push(origin);
        }
    }

    /// Abbreviations count as common words, so that a typo in one ("dosent") is corrected to it.
    fn add_expansions(&mut self) {
        for line in include_str!("words/expansions.txt").lines() {
            let Some((short, long)) = line.split_once(": ").filter(|_| !line.starts_with('#')) else { continue };
            for word in long.split(' ').chain([short]) {
                self.add(word, Origin::COMMON);
            }
            let long = long.split(' ').filter_map(|word| self.id(word)).collect();
            self.expansions.insert(short, long);
        }
    }

    /// The same words, but a word that is none of them stays as typed: what spelling brings is measured against it.
    #[must_use]
    pub fn without_spelling(mut self) -> Self {
        self.corrects = false;
        self
    }

    pub(super) fn corrects(&self) -> bool {
        self.corrects
    }

    /// The id of a folded word.
    pub fn id(&self, word: &str) -> Option<WordId> {
        self.ids.find(hash(word), |id| self.word(*id) == word).copied()
    }

    /// The word of an id of this lexicon.
    pub fn word(&self, id: WordId) -> &str {
        self.words.get(id.0 as usize)
    }

    /// Where a word is known from.
    pub fn origin(&self, id: WordId) -> Origin {
        self.origins[id.0 as usize]
    }

    /// Every known word, in the order of the ids.
    pub fn words(&self) -> impl Iterator<Item = (WordId, &str)> {
        self.words.iter().enumerate().map(|(at, word)| (WordId(at as u32), word))
    }

    /// The stem of every known word, in the order of the ids; found once, when they are first asked for.
    pub fn stems(&self) -> &Strings {
        self.stems.get_or_init(|| {
            let stems = Stems::default();
            let mut all = Strings::default();
            self.words.iter().for_each(|word| all.push(&stems.stem(word)));
            all.shrink();
            all
        })
    }

    /// What an abbreviation or contraction stands for, by its folded form.
    pub(super) fn expansion(&self, word: &str) -> Option<&[WordId]> {
        self.expansions.get(word).map(Vec::as_slice)
    }

    pub(super) fn deletions(&self) -> &Deletions {
        &self.deletions
    }
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}
