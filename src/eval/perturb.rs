//! Messages made harder to read, the same way every time and in every program that follows the same recipe.

use regex::Regex;
use std::borrow::Cow;

/// A way of making messages harder to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perturbation {
    /// One slip in every second word of five letters or more.
    Typos,
    /// One space lost in every message of four words or more.
    Joined,
    /// One vowel drawn out.
    Stretched,
    /// Capitals only.
    Caps,
    /// No punctuation, lower case.
    Bare,
}

impl Perturbation {
    /// Every kind, in the order in which they are documented.
    pub const ALL: [Self; 5] = [Self::Typos, Self::Joined, Self::Stretched, Self::Caps, Self::Bare];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Typos => "typos",
            Self::Joined => "joined",
            Self::Stretched => "stretched",
            Self::Caps => "caps",
            Self::Bare => "bare",
        }
    }

    /// The message made harder; `line` is its line in its file, from 0, and seeds the slips.
    pub fn apply(self, text: &str, line: usize) -> String {
        let mut random = Random::new(line);
        match self {
            Self::Typos => typos(text, &mut random),
            Self::Joined => joined(text, &mut random),
            Self::Stretched => stretched(text, &mut random),
            Self::Caps => text.to_uppercase(),
            Self::Bare => bare(text),
        }
    }
}

/// A linear congruential generator: any language can repeat it.
struct Random(u32);

impl Random {
    const SEED_FACTOR: u32 = 2_654_435_761;
    const SEED_OFFSET: u32 = 12_345;
    const FACTOR: u32 = 1_664_525;
    const OFFSET: u32 = 1_013_904_223;
    /// The low bits of such a generator repeat quickly and are not used.
    const UNUSED_BITS: u32 = 8;

    fn new(line: usize) -> Self {
        Self((line as u32).wrapping_mul(Self::SEED_FACTOR).wrapping_add(Self::SEED_OFFSET))
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(Self::FACTOR).wrapping_add(Self::OFFSET);
        (self.0 >> Self::UNUSED_BITS) as usize % n
    }
}

/// Words from this length on get slips.
const SHORTEST_WORD: usize = 5;
/// A message with fewer gaps between words keeps them all.
const FEWEST_GAPS: usize = 3;
/// How often a drawn-out vowel is written.
const STRETCH: usize = 4;
/// The rows of the keyboard: a slip hits the key to the right, on the last key the one to the left.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

fn typos(text: &str, random: &mut Random) -> String {
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for run in text.split_inclusive(|ch: char| !ch.is_ascii_alphabetic()) {
        let word = run.trim_end_matches(|ch: char| !ch.is_ascii_alphabetic());
        if word.len() < SHORTEST_WORD {
            out.push_str(run);
            continue;
        }
        count += 1;
        out.push_str(&if count % 2 == 1 { Cow::Owned(typo(word, random)) } else { Cow::Borrowed(word) });
        out.push_str(&run[word.len()..]);
    }
    out
}

/// One slip inside an ASCII word: swap, drop, double or neighbour key.
fn typo(word: &str, random: &mut Random) -> String {
    let at = 1 + random.below(word.len() - 2);
    let (before, here, after) = (&word[..at], &word[at..=at], &word[at + 1..]);
    match random.below(4) {
        0 => format!("{before}{}{here}{}", &after[..1], &after[1..]),
        1 => format!("{before}{after}"),
        2 => format!("{before}{here}{here}{after}"),
        _ => format!("{before}{}{after}", neighbour(here)),
    }
}

fn neighbour(key: &str) -> &str {
    for row in ROWS {
        if let Some(at) = row.find(&key.to_ascii_lowercase()) {
            let next = if at + 1 < row.len() { at + 1 } else { at - 1 };
            return &row[next..=next];
        }
    }
    key
}

fn joined(text: &str, random: &mut Random) -> String {
    let letter = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphabetic);
    let gaps: Vec<usize> = text
        .match_indices(' ')
        .map(|(at, _)| at)
        .filter(|&at| letter(at.checked_sub(1)) && letter(Some(at + 1)))
        .collect();
    if gaps.len() < FEWEST_GAPS {
        return text.to_owned();
    }
    let at = gaps[random.below(gaps.len())];
    format!("{}{}", &text[..at], &text[at + 1..])
}

fn stretched(text: &str, random: &mut Random) -> String {
    let bytes = text.as_bytes();
    let vowel = |at: usize| bytes.get(at).is_some_and(|byte| b"aeiou".contains(byte));
    let alone = |at: &usize| vowel(*at) && *at > 0 && bytes[at - 1].is_ascii_alphabetic() && !vowel(at + 1);
    let vowels: Vec<usize> = (0..bytes.len()).filter(alone).collect();
    if vowels.is_empty() {
        return text.to_owned();
    }
    let at = vowels[random.below(vowels.len())];
    format!("{}{}{}", &text[..at], text[at..=at].repeat(STRETCH), &text[at + 1..])
}

fn bare(text: &str) -> String {
    text.chars().filter(|&ch| is_word_or_space(ch)).collect::<String>().to_lowercase()
}

/// What Python's `[\w\s]` matches: letters and numbers by category without combining marks, and its own set of blanks.
fn is_word_or_space(ch: char) -> bool {
    static WORD: std::sync::LazyLock<Option<Regex>> =
        std::sync::LazyLock::new(|| Regex::new(r"^[\p{L}\p{N}_\s\x1c-\x1f]$").ok());
    let mut buffer = [0; 4];
    WORD.as_ref().is_some_and(|word| word.is_match(ch.encode_utf8(&mut buffer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with the Python tool that defines the recipe.
    const CASES: &[(&str, usize, &str, &str)] = &[
        (
            "typos",
            0,
            "Could somebody please remember the question, honestly?",
            "Coould somebody pleaase remember the questin, honestly?",
        ),
        (
            "typos",
            1,
            "Can I drive home afterwards or should somebody collect me",
            "Can I driev home afterwards or shhould somebody colelct me",
        ),
        (
            "typos",
            7,
            "Straße naïve façade: WHY does Mañana happen… (really?!)",
            "Straße naïve façade: WHY does Mañana hsppen… (really?!)",
        ),
        (
            "typos",
            12,
            "my partner's appointment isn't until tomorrow 🙂 wondering pawned quizzes",
            "my pratner's appointment isn't untl tomorrow 🙂 wondeirng pawned quizzes",
        ),
        ("typos", 783, "jumping joyfully keeps people plumply happy", "jumpig joyfully keps people plupmly happy"),
        (
            "typos",
            3_000_000_000,
            "several different sessions follow quickly",
            "seevral different ssesions follow quockly",
        ),
        (
            "joined",
            0,
            "Could somebody please remember the question, honestly?",
            "Couldsomebody please remember the question, honestly?",
        ),
        (
            "joined",
            1,
            "Can I drive home afterwards or should somebody collect me",
            "Can I drive home afterwards or should somebody collectme",
        ),
        (
            "joined",
            7,
            "Straße naïve façade: WHY does Mañana happen… (really?!)",
            "Straßenaïve façade: WHY does Mañana happen… (really?!)",
        ),
        (
            "joined",
            12,
            "my partner's appointment isn't until tomorrow 🙂 wondering pawned quizzes",
            "my partner's appointmentisn't until tomorrow 🙂 wondering pawned quizzes",
        ),
        ("joined", 783, "jumping joyfully keeps people plumply happy", "jumping joyfully keeps people plumplyhappy"),
        (
            "joined",
            3_000_000_000,
            "several different sessions follow quickly",
            "several different sessionsfollow quickly",
        ),
        (
            "stretched",
            0,
            "Could somebody please remember the question, honestly?",
            "Couuuuld somebody please remember the question, honestly?",
        ),
        (
            "stretched",
            1,
            "Can I drive home afterwards or should somebody collect me",
            "Can I drive home afterwaaaards or should somebody collect me",
        ),
        (
            "stretched",
            7,
            "Straße naïve façade: WHY does Mañana happen… (really?!)",
            "Straße naïve façade: WHY does Mañana haaaappen… (really?!)",
        ),
        (
            "stretched",
            12,
            "my partner's appointment isn't until tomorrow 🙂 wondering pawned quizzes",
            "my paaaartner's appointment isn't until tomorrow 🙂 wondering pawned quizzes",
        ),
        (
            "stretched",
            783,
            "jumping joyfully keeps people plumply happy",
            "jumping joyfully keeeeeps people plumply happy",
        ),
        (
            "stretched",
            3_000_000_000,
            "several different sessions follow quickly",
            "several different sessioooons follow quickly",
        ),
        (
            "caps",
            0,
            "Could somebody please remember the question, honestly?",
            "COULD SOMEBODY PLEASE REMEMBER THE QUESTION, HONESTLY?",
        ),
        (
            "caps",
            1,
            "Can I drive home afterwards or should somebody collect me",
            "CAN I DRIVE HOME AFTERWARDS OR SHOULD SOMEBODY COLLECT ME",
        ),
        (
            "caps",
            7,
            "Straße naïve façade: WHY does Mañana happen… (really?!)",
            "STRASSE NAÏVE FAÇADE: WHY DOES MAÑANA HAPPEN… (REALLY?!)",
        ),
        (
            "caps",
            12,
            "my partner's appointment isn't until tomorrow 🙂 wondering pawned quizzes",
            "MY PARTNER'S APPOINTMENT ISN'T UNTIL TOMORROW 🙂 WONDERING PAWNED QUIZZES",
        ),
        ("caps", 783, "jumping joyfully keeps people plumply happy", "JUMPING JOYFULLY KEEPS PEOPLE PLUMPLY HAPPY"),
        (
            "caps",
            3_000_000_000,
            "several different sessions follow quickly",
            "SEVERAL DIFFERENT SESSIONS FOLLOW QUICKLY",
        ),
        (
            "bare",
            0,
            "Could somebody please remember the question, honestly?",
            "could somebody please remember the question honestly",
        ),
        (
            "bare",
            1,
            "Can I drive home afterwards or should somebody collect me",
            "can i drive home afterwards or should somebody collect me",
        ),
        (
            "bare",
            7,
            "Straße naïve façade: WHY does Mañana happen… (really?!)",
            "straße naïve façade why does mañana happen really",
        ),
        (
            "bare",
            12,
            "my partner's appointment isn't until tomorrow 🙂 wondering pawned quizzes",
            "my partners appointment isnt until tomorrow  wondering pawned quizzes",
        ),
        ("bare", 783, "jumping joyfully keeps people plumply happy", "jumping joyfully keeps people plumply happy"),
        (
            "bare",
            3_000_000_000,
            "several different sessions follow quickly",
            "several different sessions follow quickly",
        ),
    ];

    #[test]
    fn every_kind_follows_the_recipe() {
        for &(kind, line, text, expected) in CASES {
            let kind = Perturbation::ALL.into_iter().find(|known| known.name() == kind).unwrap();
            assert_eq!(kind.apply(text, line), expected, "{} line {line}", kind.name());
        }
    }

    #[test]
    fn nothing_to_perturb_is_left_alone() {
        for kind in Perturbation::ALL {
            for text in ["", "ok", "🙂", "ß 7"] {
                let changed = kind.apply(text, 3);
                assert!(changed == text || matches!(kind, Perturbation::Caps | Perturbation::Bare), "{text:?}");
            }
        }
    }
}
