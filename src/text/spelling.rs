//! Spelling: the known word that was probably meant.
//!
//! An unknown word is compared with known words by edit distance (`strsim`, optimal string alignment, so that two letters
//! swapped count once). Candidates come from the deletion neighbourhood, so that only a handful of words is ever compared.

use super::deletions::{LONGEST, SHORTEST, budget, for_each_deletion};
use super::lexicon::Lexicon;
use super::word::{Origin, WordId};

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
/// A word that does not stand in the FAQ is less likely in a question to it.
const NOT_PACK: u32 = 1;
/// A letter left out, where it is no second of two: likelier than a wrong one or one too many.
const LEFT_OUT: u32 = 2;
/// The most letters that are ever taken to be wrong.
const TWO: usize = 2;
/// From this length on two wrong letters are mended where that makes a word of danger, and nothing is nearer.
const TWO_TO_SAFETY_FROM: usize = 7;
/// A slip of the fingers: two letters swapped, one doubled, or a neighbouring key hit instead.
const SLIP: u32 = 3;

/// The rows of the keyboard; letters that stand beside each other are hit for one another.
const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The most likely known word for an unknown one, with its cost; cheaper is likelier.
pub(super) fn correct(word: &str, lexicon: &Lexicon) -> Option<(WordId, u32)> {
    let length = word.chars().count();
    if length == SHORTEST - 1 {
        return swapped(word, lexicon);
    }
    if !(SHORTEST..LONGEST).contains(&length) || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let budget = budget(length);
    let near = nearest(word, length, budget, lexicon, &|_, edits| edits <= budget);
    if near.is_some() || budget >= TWO || length < TWO_TO_SAFETY_FROM {
        return near;
    }
    let same_start = |known: &str| known.chars().next() == word.chars().next();
    nearest(word, length, TWO, lexicon, &|id, edits| {
        edits <= TWO && lexicon.origin(id).has(Origin::SAFETY) && same_start(lexicon.word(id))
    })
}

/// The cheapest of the known words that share a form with the word when up to `deleted` letters are left out, and fit.
fn nearest(
    word: &str,
    length: usize,
    deleted: usize,
    lexicon: &Lexicon,
    fits: &impl Fn(WordId, usize) -> bool,
) -> Option<(WordId, u32)> {
    let mut best: Option<(u32, WordId)> = None;
    for_each_deletion(word, deleted, &mut |form| {
        for id in lexicon.deletions().with_form(form) {
            let known = lexicon.word(id);
            if known.len().abs_diff(word.len()) > 2 * deleted {
                continue;
            }
            let edits = strsim::osa_distance(word, known);
            let short = known.chars().count() < SHORTEST - 1;
            if fits(id, edits) && !short {
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
    if edits == 1 {
        cost -= saved(word, known);
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
    if !origin.has(Origin::PACK) {
        cost += NOT_PACK;
    }
    cost
}

/// A word of three letters is only corrected where two of them changed places ("yuo", "teh").
fn swapped(word: &str, lexicon: &Lexicon) -> Option<(WordId, u32)> {
    let letters: Vec<char> = word.chars().collect();
    (1..letters.len()).find_map(|at| {
        let mut other = letters.clone();
        other.swap(at - 1, at);
        let id = lexicon.id(&other.iter().collect::<String>())?;
        lexicon.origin(id).has(Origin::COMMON).then_some((id, EDIT))
    })
}

/// What the one edit between two words costs less because it is an ordinary one.
fn saved(word: &str, known: &str) -> u32 {
    let (word, known): (Vec<char>, Vec<char>) = (word.chars().collect(), known.chars().collect());
    let at = word.iter().zip(&known).take_while(|(one, other)| one == other).count();
    let slip = match word.len().cmp(&known.len()) {
        std::cmp::Ordering::Greater => at > 0 && word[at] == word[at - 1],
        std::cmp::Ordering::Less if at > 0 && known[at] == known[at - 1] => true,
        std::cmp::Ordering::Less => return LEFT_OUT,
        std::cmp::Ordering::Equal => {
            let places = at + 1 < word.len() && word[at] == known[at + 1] && word[at + 1] == known[at];
            places || at < word.len() && are_neighbours(word[at], known[at])
        }
    };
    if slip { SLIP } else { 0 }
}

fn are_neighbours(one: char, other: char) -> bool {
    KEYBOARD.iter().any(|row| {
        let place = |ch| row.chars().position(|key| key == ch);
        place(one).zip(place(other)).is_some_and(|(one, other)| one.abs_diff(other) == 1)
    })
}
