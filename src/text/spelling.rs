//! Spelling: the known word that was probably meant.
//!
//! An unknown word is compared with known words by edit distance (`strsim`, optimal string alignment, so that two letters
//! swapped count once). Candidates come from a deletion neighbourhood: two words within one edit share a form from which
//! one letter has been left out, so that only a handful of words is ever compared.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::lexicon::{Lexicon, Origin, WordId};

/// Words with fewer letters are never corrected: half of all three-letter strings are one edit from a word.
const SHORTEST: usize = 4;
/// From this length on two edits are allowed.
const TWO_EDITS_FROM: usize = 8;
/// Longer strings are no words; comparing them would cost time.
const LONGEST: usize = 32;

/// Costs of a correction, smallest first. An edit outweighs every preference.
const EDIT: u32 = 10;
/// The first letter is seldom wrong.
const FIRST_LETTER: u32 = 4;
/// A short word has many neighbours.
const SHORT_WORD: u32 = 4;
/// A word that is neither common nor the pack's nor a safety rule's is less likely.
const UNCOMMON: u32 = 3;
/// A safety word is never lost to an equally near one.
const NOT_SAFETY: u32 = 1;
/// Losing one space between two words is about as likely as an edit.
pub(super) const SPLIT: u32 = 12;

/// The known words by the forms that deleting letters leaves of them.
#[derive(Default)]
pub(super) struct Deletions {
    forms: Vec<(u32, WordId)>,
}

impl Deletions {
    pub(super) fn new(words: &[Box<str>], origins: &[Origin]) -> Self {
        let targets = Origin::COMMON.or(Origin::USUAL).or(Origin::PACK).or(Origin::SAFETY).or(Origin::FOREIGN);
        let mut forms = Vec::new();
        for (at, (word, origin)) in words.iter().zip(origins).enumerate() {
            let length = word.chars().count();
            if origin.has(targets) && length < LONGEST {
                for_each_deletion(word, deletions(length + 1, *origin), &mut |form| {
                    forms.push((hash(form), WordId(at as u32)))
                });
            }
        }
        forms.sort_unstable();
        forms.dedup();
        Self { forms }
    }

    fn with_form(&self, form: &str) -> impl Iterator<Item = WordId> {
        let hash = hash(form);
        let start = self.forms.partition_point(|(other, _)| *other < hash);
        self.forms[start..].iter().take_while(move |(other, _)| *other == hash).map(|(_, id)| *id)
    }
}

/// How many letters may be wrong in a word of that length.
fn budget(length: usize) -> usize {
    match length {
        0..SHORTEST => 0,
        SHORTEST..TWO_EDITS_FROM => 1,
        _ => 2,
    }
}

/// How many letters of a known word are left out in the index; two only where two edits can lead to it and it matters.
fn deletions(length: usize, origin: Origin) -> usize {
    let two = origin.has(Origin::COMMON.or(Origin::PACK).or(Origin::SAFETY));
    budget(length).min(if two { 2 } else { 1 })
}

/// The most likely known word for an unknown one, with its cost; cheaper is likelier.
pub(super) fn correct(word: &str, lexicon: &Lexicon) -> Option<(WordId, u32)> {
    let length = word.chars().count();
    if !(SHORTEST..LONGEST).contains(&length) || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let budget = budget(length);
    let mut best: Option<(u32, WordId)> = None;
    for_each_deletion(word, budget, &mut |form| {
        for id in lexicon.deletions().with_form(form) {
            let known = lexicon.word(id);
            if known.len().abs_diff(word.len()) > 2 * budget {
                continue;
            }
            let edits = strsim::osa_distance(word, known);
            let short = known.chars().count() < SHORTEST - 1;
            if edits <= budget && !short {
                let found = (cost(word, known, edits, length, lexicon.origin(id)), id);
                if best.is_none_or(|best| found < best) {
                    best = Some(found);
                }
            }
        }
    });
    best.map(|(cost, id)| (id, cost))
}

fn cost(word: &str, known: &str, edits: usize, length: usize, origin: Origin) -> u32 {
    let mut cost = edits as u32 * EDIT;
    let swapped = word.chars().nth(1) == known.chars().next() && word.chars().next() == known.chars().nth(1);
    if word.chars().next() != known.chars().next() && !swapped {
        cost += FIRST_LETTER;
    }
    if length <= SHORTEST {
        cost += SHORT_WORD;
    }
    if !origin.has(Origin::COMMON.or(Origin::PACK).or(Origin::SAFETY)) {
        cost += UNCOMMON;
    }
    if !origin.has(Origin::SAFETY) {
        cost += NOT_SAFETY;
    }
    cost
}

fn hash(form: &str) -> u32 {
    FxBuildHasher.hash_one(form) as u32
}

/// Calls with the word itself and each form that is left when up to `count` letters are taken out.
fn for_each_deletion(word: &str, count: usize, found: &mut impl FnMut(&str)) {
    found(word);
    if count == 0 {
        return;
    }
    let mut once = String::with_capacity(word.len());
    let mut twice = String::with_capacity(word.len());
    for (at, ch) in word.char_indices() {
        once.clear();
        once.push_str(&word[..at]);
        once.push_str(&word[at + ch.len_utf8()..]);
        found(&once);
        if count > 1 {
            for (second, ch) in once.char_indices().skip_while(|(second, _)| *second < at) {
                twice.clear();
                twice.push_str(&once[..second]);
                twice.push_str(&once[second + ch.len_utf8()..]);
                found(&twice);
            }
        }
    }
}
