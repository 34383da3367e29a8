//! Texts of the documents as HTML: paragraphs, lines, mark-up, addresses to follow and numbers to call.

use maud::{Markup, html};

use crate::reply::markup::{Piece, pieces};

/// A text in the documents' mark-up. `numbers` are those that can be called with one tap.
pub(super) fn paragraphs(text: &str, numbers: &[String]) -> Markup {
    let paragraphs = text.trim().split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    html! {
        @for paragraph in paragraphs {
            p {
                @for (at, line) in paragraph.trim().lines().enumerate() {
                    @if at > 0 { br; }
                    (marked(line, numbers))
                }
            }
        }
    }
}

/// A line in the documents' mark-up.
fn marked(line: &str, numbers: &[String]) -> Markup {
    html! {
        @for piece in pieces(line) {
            @match piece {
                Piece::Text(words) => (linked(&words, numbers)),
                Piece::Bold(words) => strong { (linked(&words, numbers)) },
                Piece::Italic(words) => em { (linked(&words, numbers)) },
                Piece::Link { words, address } => (link(&address, &words)),
            }
        }
    }
}

/// Plain words in which addresses and numbers can be followed.
pub(super) fn linked(words: &str, numbers: &[String]) -> Markup {
    let mut rest = words;
    let mut parts = Vec::new();
    while let Some((start, length, target)) = next_link(rest, numbers) {
        let shown = &rest[start..start + length];
        parts.push((&rest[..start], target, shown));
        rest = &rest[start + length..];
    }
    html! {
        @for (before, target, shown) in parts { (before) (link(&target, shown)) }
        (rest)
    }
}

/// A link. Another site opens beside the chat, which would be lost, and is not told where its visitor came from.
pub(super) fn link(target: &str, shown: &str) -> Markup {
    let leaves = target.starts_with("http");
    html! {
        @if leaves { a href=(target) target="_blank" rel="noopener noreferrer" { (shown) } }
        @else { a href=(target) { (shown) } }
    }
}

/// Words as a sentence: with a capital and an end.
pub(super) fn whole(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let whole = first + letters.as_str();
    if whole.ends_with(['.', '?', '!', ':']) { whole } else { whole + "." }
}

/// A number as telephones take it.
pub(super) fn telephone(number: &str) -> String {
    let dialled: String = number.chars().filter(|ch| ch.is_ascii_digit() || *ch == '+').collect();
    format!("tel:{dialled}")
}

/// The first thing in a text that can be followed: where it begins, how long it is, and where it leads.
fn next_link(text: &str, numbers: &[String]) -> Option<(usize, usize, String)> {
    let address = text.find("https://").map(|start| {
        let end = text[start..].find(|ch: char| ch.is_whitespace() || ")<>\"”".contains(ch));
        let found = text[start..].split_at(end.unwrap_or(text.len() - start)).0.trim_end_matches(['.', ',', ';', ':']);
        (start, found.len(), found.to_owned())
    });
    let numbers = numbers.iter().filter_map(|number| {
        let start = text.match_indices(number.as_str()).map(|(at, _)| at).find(|at| stands_alone(text, *at, number))?;
        Some((start, number.len(), telephone(number)))
    });
    address.into_iter().chain(numbers).min_by_key(|(start, length, _)| (*start, usize::MAX - length))
}

/// Whether a number is no part of a word or a longer number.
fn stands_alone(text: &str, at: usize, number: &str) -> bool {
    let joins = |ch: char| ch.is_alphanumeric() || ch == '-' || ch == '/';
    !text[..at].ends_with(joins) && !text[at + number.len()..].starts_with(|ch: char| ch.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_paragraphs_and_nothing_of_them_becomes_mark_up() {
        for (text, expected) in [
            ("A **b** *c*.\nD.\n\nE <b>&", "<p>A <strong>b</strong> <em>c</em>.<br>D.</p><p>E &lt;b&gt;&amp;</p>"),
            ("[us](mailto:a@b.example)", "<p><a href=\"mailto:a@b.example\">us</a></p>"),
            ("", ""),
        ] {
            assert_eq!(paragraphs(text, &[]).into_string(), expected, "{text}");
        }
        let out = paragraphs("[x](https://a.example/\"onclick=\"b)", &[]).into_string();
        assert!(out.contains("href=\"https://a.example/&quot;onclick=&quot;b\""), "{out}");
    }

    #[test]
    fn addresses_and_numbers_can_be_followed() {
        let numbers = ["988".to_owned(), "1-800-222-1222".to_owned(), "911".to_owned()];
        let out = |words: &str| {
            let html = linked(words, &numbers).into_string();
            html.replace(" target=\"_blank\" rel=\"noopener noreferrer\"", "")
        };
        for (words, expected) in [
            ("call or text 988, or", "call or text <a href=\"tel:988\">988</a>, or"),
            ("call 911 now", "call <a href=\"tel:911\">911</a> now"),
            ("at https://988lifeline.org.", "at <a href=\"https://988lifeline.org\">https://988lifeline.org</a>."),
            ("Poison 1-800-222-1222", "Poison <a href=\"tel:18002221222\">1-800-222-1222</a>"),
            ("9112, x911, 1-988", "9112, x911, 1-988"),
            ("no link", "no link"),
        ] {
            assert_eq!(out(words), expected, "{words}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_shown_whole(text in "\\PC{0,80}") {
            let shown = linked(&text, &["911".to_owned()]).into_string();
            let mut plain = String::new();
            let mut inside = false;
            for ch in shown.chars() {
                match ch { '<' => inside = true, '>' => inside = false, _ if inside => {}, ch => plain.push(ch) }
            }
            let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            proptest::prop_assert_eq!(plain, text);
        }
    }
}
