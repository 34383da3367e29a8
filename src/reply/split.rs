//! Cuts a long text into pieces that fit a platform's limit, never inside a word.

/// The length of a text as chat platforms may count it: UTF-16 units, which is never less than characters.
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Cuts `text` into pieces of at most `limit` units (see [`units`]).
///
/// A cut falls between paragraphs where one fits, else between lines, else between sentences, else between words.
/// Only a word that is longer than the limit by itself is cut inside. Blank space at a cut is dropped; nothing else is.
/// A blank text gives no pieces.
pub fn split(text: &str, limit: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let cut = if units(rest) <= limit { rest.len() } else { cut_at(rest, limit.max(1)) };
        let (piece, further) = rest.split_at(cut);
        pieces.push(piece.trim_end());
        rest = further.trim_start();
    }
    pieces
}

/// A text that fits, cut between words and marked where it was cut.
pub fn shortened(text: &str, most: usize) -> String {
    const CUT: &str = " …";
    if units(text) <= most {
        return text.to_owned();
    }
    let pieces = split(text, most.saturating_sub(units(CUT)));
    format!("{}{CUT}", pieces.first().map_or("", |piece| piece.trim_end()))
}

/// What may end a piece, most welcome first. Each is looked for at the end of what fits.
const BREAKS: [&str; 5] = ["\n\n", "\n", ". ", "? ", "! "];

/// A break that would leave a piece shorter than this share of the limit is passed over for a later, lesser one.
const SHORTEST_SHARE: usize = 4;

/// Where to cut a text that is longer than `limit`: a byte offset above zero.
fn cut_at(text: &str, limit: usize) -> usize {
    let end = fitting_prefix(text, limit);
    let window = &text[..end];
    let shortest = end / SHORTEST_SHARE;
    for mark in BREAKS {
        if let Some(at) = window.rfind(mark).map(|at| at + mark.len()).filter(|at| *at > shortest) {
            return at;
        }
    }
    // A window that ends right before a blank holds whole words only.
    if text[end..].starts_with(char::is_whitespace) {
        return end;
    }
    match window.rfind(char::is_whitespace) {
        Some(at) if at > 0 => at,
        _ => end,
    }
}

/// The longest prefix of at most `limit` units, as a byte offset; at least one character.
fn fitting_prefix(text: &str, limit: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > limit && at > 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_too_long_is_cut_between_words() {
        assert_eq!(shortened("short", 80), "short");
        assert_eq!(shortened("one two three", 9), "one two …");
        for most in 10..40 {
            assert!(units(&shortened("words and more words, a long sentence of them 😀😀", most)) <= most);
        }
        let long = "x".repeat(200);
        assert!(units(&shortened(&long, 80)) <= 80);
    }

    #[test]
    fn cuts_where_a_reader_would() {
        let cases: [(&str, usize, &[&str]); 9] = [
            ("", 10, &[]),
            ("   \n ", 10, &[]),
            ("short", 10, &["short"]),
            ("one two three", 8, &["one two", "three"]),
            ("First. Second part", 12, &["First.", "Second part"]),
            ("a first\n\nb second third", 18, &["a first", "b second third"]),
            ("line one\nline two is", 12, &["line one", "line two is"]),
            ("abcdefghij", 4, &["abcd", "efgh", "ij"]),
            ("exact fits", 5, &["exact", "fits"]),
        ];
        for (text, limit, expected) in cases {
            assert_eq!(split(text, limit), expected, "{text:?} at {limit}");
        }
    }

    #[test]
    fn characters_outside_the_basic_plane_count_twice() {
        assert_eq!(units("a🙂"), 3);
        assert_eq!(split("🙂🙂🙂", 4), ["🙂🙂", "🙂"]);
    }

    proptest! {
        #[test]
        fn every_word_survives_whole(text in r"([a-z.?!]{1,9}[ \n]{1,3}){0,60}", limit in 10_usize..80) {
            let pieces = split(&text, limit);
            prop_assert!(pieces.iter().all(|piece| units(piece) <= limit && !piece.trim().is_empty()));
            let after: Vec<&str> = pieces.iter().flat_map(|piece| piece.split_whitespace()).collect();
            let before: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(after, before);
        }

        #[test]
        fn never_panics_and_keeps_every_letter(text in r"\PC{0,200}", limit in 2_usize..20) {
            let kept: String = split(&text, limit).concat().split_whitespace().collect();
            let all: String = text.split_whitespace().collect();
            prop_assert_eq!(kept, all);
        }
    }
}
