//! From the words as typed to the words as understood: contractions and texting written out, stretched letters let go,
//! digits and signs read as the letters they stand for, typos corrected, lost spaces put back.

use super::lexicon::Lexicon;
use super::lists::WordList;
use super::spelling;
use super::tokens::is_letter_sign;
use super::word::{Origin, WordId};

/// What one typed word means: known words, or the word itself when nobody knows it.
pub(super) enum Meaning {
    Known(Vec<WordId>),
    Corrected(Vec<WordId>),
    Unknown(String),
}

/// Words that are glued to their neighbour when a space is lost ("cani", "howlong", "isit").
static GLUE: WordList = WordList::new(
    " a about after again all also am an and any are as at be been before but by can could did do does \
    feel for from get go going got had im ive has have he her him his how i if in is it just know like long many me much my \
    need no not of off on one or our out really she should so some than that the them then there they this to too up us \
    very want was we were what when where which who why will with would you your ",
);

/// Costs of reading one word as two, on the scale of `spelling`: a lost space between two small words is likelier than
/// an edit, between two others a little less likely.
const BOTH_GLUE: u32 = 8;
const ONE_GLUE: u32 = 12;
const NO_GLUE: u32 = 14;

/// Shorter strings are read as two words only if they are one of these pairs: "isit" is, a name such as "orgo" is not.
const SHORTEST_SPLIT: usize = 5;
static SHORT_PAIRS: WordList = WordList::new(
    " isit itis doi dou canu cani ifi ifu ifit ifwe init ofit onit toit asit ami areu itsa isa ina ona toa ofa asa iam imin \
    ihad iwas igot ican imay ido heis wedo tome tous togo tobe onme amit soi soit \
    andi orif orno orso bein doit atit upto ibe itor orit andu ofmy tomy onmy inmy ismy atmy bymy ",
);

/// Longer strings than this are not searched for lost spaces.
const LONGEST_JOINED: usize = 40;

/// Shorter strings are hardly three words, and nobody joins words longer than the longest piece.
const SHORTEST_RUN: usize = 8;
const LONGEST_PIECE: usize = 14;
/// Pieces shorter than this must be among the small words.
const SHORTEST_PIECE: usize = 3;

/// Understands one typed, folded word.
pub(super) fn understand(word: &str, lexicon: &Lexicon) -> Meaning {
    if let Some(ids) = exact(word, lexicon) {
        return Meaning::Known(ids);
    }
    let plain = word.replace('\'', "");
    if plain.chars().all(|ch| ch.is_ascii_digit()) {
        return Meaning::Unknown(plain);
    }
    if let Some(ids) = undoubled(&plain).and_then(|form| exact(&form, lexicon)) {
        return Meaning::Corrected(ids);
    }
    let unstretched = unstretch(&plain, lexicon);
    if let Some(ids) = unstretched.as_deref().and_then(|form| exact(form, lexicon)) {
        return Meaning::Corrected(ids);
    }
    if let Some(ids) = signs_as_letters(&plain, lexicon) {
        return Meaning::Corrected(ids);
    }
    if plain.contains(is_letter_sign) {
        let parts = plain.split(is_letter_sign).filter(|part| !part.is_empty());
        return parts.map(|part| understand(part, lexicon)).fold(Meaning::Known(Vec::new()), join);
    }
    let form = unstretched.unwrap_or(plain);
    if !lexicon.corrects() {
        return Meaning::Unknown(form);
    }
    if let Some(ids) = form.strip_suffix("in").and_then(|stem| exact(&format!("{stem}ing"), lexicon)) {
        return Meaning::Corrected(ids);
    }
    let corrected = spelling::correct(&form, lexicon);
    let parts = split(&form, lexicon);
    match (corrected, parts) {
        (Some((id, cost)), parts) if parts.as_ref().is_none_or(|(split, _)| cost <= *split) => {
            let word = lexicon.word(id);
            Meaning::Corrected(lexicon.expansion(word).map_or_else(|| vec![id], <[WordId]>::to_vec))
        }
        (_, Some((_, parts))) => Meaning::Corrected(parts),
        _ => pieces(&form, lexicon).map_or(Meaning::Unknown(form), Meaning::Corrected),
    }
}

/// Puts the meanings of two parts of one typed word together.
fn join(so_far: Meaning, next: Meaning) -> Meaning {
    match (so_far, next) {
        (Meaning::Known(mut one) | Meaning::Corrected(mut one), Meaning::Known(two) | Meaning::Corrected(two)) => {
            one.extend(two);
            Meaning::Corrected(one)
        }
        (Meaning::Known(one) | Meaning::Corrected(one), Meaning::Unknown(word)) if one.is_empty() => {
            Meaning::Unknown(word)
        }
        (known, _) => known,
    }
}

/// A contraction, abbreviation or known word, as it stands.
fn exact(word: &str, lexicon: &Lexicon) -> Option<Vec<WordId>> {
    if let Some(ids) = lexicon.expansion(word) {
        return Some(ids.to_vec());
    }
    if let Some(at) = word.find('\'') {
        let plain = word.replace('\'', "");
        if let Some(ids) = lexicon.expansion(&plain) {
            return Some(ids.to_vec());
        }
        let base = &word[..at];
        let owner = matches!(&word[at..], "'s" | "'");
        return owner.then(|| lexicon.id(base)).flatten().or_else(|| lexicon.id(&plain)).map(|id| vec![id]);
    }
    lexicon.id(word).map(|id| vec![id])
}

/// A word in which no letter stands three times or more in a row; twice where that makes a known word, else once.
fn unstretch(word: &str, lexicon: &Lexicon) -> Option<String> {
    let chars: Vec<char> = word.chars().collect();
    if !chars.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]) {
        return None;
    }
    let keep = |times: usize| {
        let mut out = String::with_capacity(word.len());
        for run in chars.chunk_by(|a, b| a == b) {
            let kept = if run.len() >= 3 { times } else { run.len() };
            out.extend(&run[..kept]);
        }
        out
    };
    let (once, twice) = (keep(1), keep(2));
    let known = |form: &str| exact(form, lexicon).is_some();
    Some(if known(&twice) { twice } else { once })
}

/// A word of three letters with one of two equal neighbours left out: "amm" is "am", "tto" is "to".
fn undoubled(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let at = (letters.len() == 3).then(|| letters.windows(2).position(|two| two[0] == two[1])).flatten()?;
    Some(letters.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| letter).collect())
}

/// Reads digits and signs between letters as letters, where that makes a known word.
fn signs_as_letters(word: &str, lexicon: &Lexicon) -> Option<Vec<WordId>> {
    const LETTERS: [(char, &str); 13] = [
        ('0', "o"),
        ('1', "il"),
        ('3', "e"),
        ('4', "a"),
        ('5', "s"),
        ('7', "t"),
        ('8', "b"),
        ('$', "s"),
        ('@', "a"),
        ('!', "il"),
        ('|', "il"),
        ('+', "t"),
        ('*', "iaeou"),
    ];
    /// Readings tried for one word, so that a row of signs costs no time.
    const MOST: usize = 64;
    let letter = |ch: char| LETTERS.iter().find(|(sign, _)| *sign == ch).map(|(_, letters)| *letters);
    if word.len() > LONGEST_JOINED
        || !word.chars().any(|ch| letter(ch).is_some())
        || !word.chars().any(char::is_alphabetic)
    {
        return None;
    }
    let mut readings = vec![String::new()];
    for ch in word.chars() {
        let own = ch.to_string();
        let letters = letter(ch).unwrap_or(&own);
        readings = readings
            .iter()
            .flat_map(|start| letters.chars().map(move |ch| format!("{start}{ch}")))
            .take(MOST)
            .collect();
    }
    readings.iter().find_map(|reading| exact(reading, lexicon))
}

/// The words that were typed without the space between them, with the cost of reading them so (see `spelling`).
fn split(word: &str, lexicon: &Lexicon) -> Option<(u32, Vec<WordId>)> {
    if word.len() > LONGEST_JOINED || !word.is_ascii() || word.len() < SHORTEST_SPLIT && !SHORT_PAIRS.has(word) {
        return None;
    }
    (1..word.len()).filter_map(|at| split_at(word, at, lexicon)).min_by_key(|(cost, _)| *cost)
}

/// Three or more words that were typed without any space ("iwanttodie"): the fewest that make up the whole.
fn pieces(word: &str, lexicon: &Lexicon) -> Option<Vec<WordId>> {
    if !(SHORTEST_RUN..=LONGEST_JOINED).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    // For each end of a piece the number of pieces up to there and where the last one begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
    best[0] = Some((0, 0));
    for to in 1..=word.len() {
        for from in to.saturating_sub(LONGEST_PIECE)..to {
            let Some((count, _)) = best[from] else { continue };
            let piece = &word[from..to];
            let fits = is_ordinary(piece, lexicon) && (piece.len() >= SHORTEST_PIECE || is_glue(piece));
            if fits && best[to].is_none_or(|(other, _)| count + 1 < other) {
                best[to] = Some((count + 1, from));
            }
        }
    }
    let mut ids = Vec::new();
    let mut to = word.len();
    while to > 0 {
        let (_, from) = best[to]?;
        ids.splice(0..0, exact(&word[from..to], lexicon)?);
        to = from;
    }
    Some(ids)
}

fn is_glue(part: &str) -> bool {
    GLUE.has(part)
}

/// Whether people type the word often enough to look for it inside a longer string.
fn is_ordinary(part: &str, lexicon: &Lexicon) -> bool {
    let known = Origin::PACK.or(Origin::SAFETY).or(Origin::COMMON);
    lexicon.id(part).is_some_and(|id| lexicon.origin(id).has(known)) && (part.len() > 1 || is_glue(part))
}

/// The two words that a cut leaves, if both are ordinary.
fn split_at(word: &str, at: usize, lexicon: &Lexicon) -> Option<(u32, Vec<WordId>)> {
    let (left, right) = word.split_at(at);
    if !is_ordinary(left, lexicon) || !is_ordinary(right, lexicon) {
        return None;
    }
    let cost = match (is_glue(left), is_glue(right)) {
        (true, true) => BOTH_GLUE,
        (false, _) if left.len() < SHORTEST_PIECE => return None,
        (_, false) if right.len() < SHORTEST_PIECE => return None,
        (false, false) => NO_GLUE,
        _ => ONE_GLUE,
    };
    let mut ids = exact(left, lexicon)?;
    ids.extend(exact(right, lexicon)?);
    Some((cost + u32::from(left.len().min(right.len()) < 2), ids))
}
