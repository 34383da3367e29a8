//! The deletion neighbourhood of the known words: two words within one edit share a form from which one letter has been
//! left out, so that looking forms up finds every known word that a typo can stand for.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::strings::Strings;
use super::word::{Origin, WordId};

/// Words with fewer letters are never corrected: half of all three-letter strings are one edit from a word.
pub(super) const SHORTEST: usize = 4;
/// From this length on two edits are allowed.
const TWO_EDITS_FROM: usize = 8;
/// From this length on words of danger are found over two edits: a message of danger must not be lost to a hasty hand.
const SAFETY_TWO_FROM: usize = 6;
/// Longer strings are no words; comparing them would cost time.
pub(super) const LONGEST: usize = 32;

/// The known words by the forms that deleting letters leaves of them.
#[derive(Default)]
pub(super) struct Deletions {
    /// Each form's hash with a word that has it, sorted.
    forms: Vec<(u32, WordId)>,
    /// Where in `forms` the hashes with each value of their first bits begin; one more for the end.
    starts: Vec<u32>,
}

/// The forms are found by so many bits of their hash, so that a look-up touches two places in memory and not twenty.
const FIRST_BITS: u32 = 16;

impl Deletions {
    pub(super) fn new(words: &Strings, origins: &[Origin]) -> Self {
        let targets = Origin::COMMON.or(Origin::USUAL).or(Origin::PACK).or(Origin::SAFETY).or(Origin::FOREIGN);
        let mut forms = Vec::new();
        for (at, (word, origin)) in words.iter().zip(origins).enumerate() {
            let length = word.chars().count();
            if origin.has(targets) && length < LONGEST {
                for_each_deletion(word, deletions(length, *origin), &mut |form| {
                    forms.push((hash(form), WordId(at as u32)));
                });
            }
        }
        forms.sort_unstable();
        forms.dedup();
        forms.shrink_to_fit();
        let mut starts = vec![0; (1 << FIRST_BITS) + 1];
        for (hash, _) in &forms {
            starts[first_bits(*hash) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { forms, starts }
    }

    pub(super) fn with_form(&self, form: &str) -> impl Iterator<Item = WordId> {
        let hash = hash(form);
        let at = first_bits(hash);
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        let near = bounds.map_or(&[][..], |(from, to)| &self.forms[*from as usize..*to as usize]);
        near.iter().filter(move |(other, _)| *other == hash).map(|(_, id)| *id)
    }
}

/// How many letters may be wrong in a word of that length.
pub(super) fn budget(length: usize) -> usize {
    match length {
        0..SHORTEST => 0,
        SHORTEST..TWO_EDITS_FROM => 1,
        _ => 2,
    }
}

/// How many letters of a known word of that length are left out in the index; two only where two edits can lead to it
/// and it matters.
fn deletions(length: usize, origin: Origin) -> usize {
    if origin.has(Origin::SAFETY) && length >= SAFETY_TWO_FROM {
        return 2;
    }
    // A word can be typed with one letter more than it has.
    let two = origin.has(Origin::COMMON.or(Origin::PACK).or(Origin::SAFETY));
    budget(length + 1).min(if two { 2 } else { 1 })
}

fn first_bits(hash: u32) -> usize {
    (hash >> (u32::BITS - FIRST_BITS)) as usize
}

fn hash(form: &str) -> u32 {
    FxBuildHasher.hash_one(form) as u32
}

/// Calls with the word itself and each form that is left when up to `count` letters are taken out.
pub(super) fn for_each_deletion(word: &str, count: usize, found: &mut impl FnMut(&str)) {
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
