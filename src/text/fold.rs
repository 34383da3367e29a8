//! Folding: one plain form for the many ways in which the same letters are typed.
//!
//! Case, accents, compatibility forms (full width, mathematical, circled), invisible characters, typographic
//! apostrophes and look-alike letters of other alphabets all go. Every folded character remembers where it came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded character and the bytes of the message that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    pub(super) ch: char,
    pub(super) from: u32,
    pub(super) to: u32,
}

/// Folds a message character by character; invisible characters and combining marks are left out.
pub(super) fn fold(raw: &str) -> Vec<Folded> {
    let mut out = Vec::with_capacity(raw.len());
    for (at, ch) in raw.char_indices() {
        let (from, to) = (at as u32, (at + ch.len_utf8()) as u32);
        if ch.is_ascii() {
            let ch = if ch == '`' { '\'' } else { ch.to_ascii_lowercase() };
            out.push(Folded { ch, from, to });
        } else if !is_invisible(ch) {
            for part in std::iter::once(ch).nfkd().flat_map(char::to_lowercase) {
                if !is_combining_mark(part) && !is_invisible(part) {
                    out.push(Folded { ch: look_alike(part), from, to });
                }
            }
        }
    }
    out
}

/// Folds a single word or phrase without keeping offsets.
pub(super) fn fold_plain(raw: &str) -> String {
    fold(raw).into_iter().map(|folded| folded.ch).collect()
}

/// Characters that take no room on the screen and so can split a word unseen.
fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E01EF}')
}

/// The Latin letter or ASCII sign that a character looks like, or the character itself.
fn look_alike(ch: char) -> char {
    match ch {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{02B9}' | '\u{02BB}' | '\u{02BD}' | '\u{2032}'
        | '\u{00B4}' | '\u{FF07}' | '\u{05F3}' | '\u{A78C}' => '\'',
        'а' | 'α' | 'ɑ' => 'a',
        'ь' | 'ƅ' => 'b',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'đ' => 'd',
        'е' | 'ε' | 'є' | 'ҽ' => 'e',
        'ɡ' => 'g',
        'һ' | 'հ' => 'h',
        'і' | 'ι' | 'ı' | 'ɩ' | 'ӏ' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ł' | 'ǀ' => 'l',
        'м' => 'm',
        'п' | 'ո' | 'η' => 'n',
        'о' | 'ο' | 'σ' | 'օ' | 'ø' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' | 'ᴦ' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' | 'ц' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ω' | 'ԝ' | 'ш' => 'w',
        'х' | 'χ' | '×' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        'ᴢ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::fold_plain;

    #[test]
    fn the_same_letters_fold_to_the_same_word() {
        for (typed, folded) in [
            ("KETAMINE", "ketamine"),
            ("ｋｅｔａｍｉｎｅ", "ketamine"),
            ("𝓀𝑒𝓉𝒶𝓂𝒾𝓃𝑒", "ketamine"),
            ("kеtаminе", "ketamine"),
            ("ke\u{200b}ta\u{ad}mine", "ketamine"),
            ("k̷̡e̵t̴a̶m̷i̵n̴e̷", "ketamine"),
            ("don’t", "don't"),
            ("don`t", "don't"),
            ("café", "cafe"),
        ] {
            assert_eq!(fold_plain(typed), folded, "{typed}");
        }
    }
}
