//! The documents' mark-up in Slack's own.

use crate::reply::markup::{Piece, pieces};

/// Renders a text of the documents.
pub(super) fn mrkdwn(text: &str) -> String {
    let mut rendered = String::with_capacity(text.len());
    let mut pieces = pieces(text).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(words) => rendered.push_str(&plain(&words)),
            Piece::Bold(words) => marked(&words, '*', &mut rendered, pieces.peek()),
            Piece::Italic(words) => marked(&words, '_', &mut rendered, pieces.peek()),
            Piece::Link { words, address } => rendered.push_str(&link(&address, Some(&words))),
        }
    }
    rendered
}

/// Plain words, so that Slack shows them as they are: only three letters have a meaning of their own. Addresses become
/// links.
pub(super) fn plain(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    for word in words.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let address = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”', '"', '’']);
        if is_address(address) {
            shown.push_str(&link(address, None));
            shown.push_str(&escaped(&word[address.len()..]));
        } else {
            shown.push_str(&escaped(word));
        }
    }
    shown
}

/// A link. What would end it early is written as addresses write it.
fn link(address: &str, words: Option<&str>) -> String {
    let address = escaped(address).replace('|', "%7C");
    match words {
        Some(words) => format!("<{address}|{}>", escaped(words).replace('|', "¦")),
        None => format!("<{address}>"),
    }
}

fn is_address(word: &str) -> bool {
    (word.starts_with("https://") || word.starts_with("http://")) && word.len() > "https://".len()
}

/// Slack asks for just these three.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Slack sees a mark only where no letter touches it: a space without width keeps them apart.
const APART: char = '\u{200B}';

fn marked(words: &str, mark: char, rendered: &mut String, next: Option<&Piece>) {
    if rendered.chars().next_back().is_some_and(char::is_alphanumeric) {
        rendered.push(APART);
    }
    // A mark reaches no further than its line.
    let lines: Vec<String> = words.split('\n').map(|line| format!("{mark}{}{mark}", escaped(line))).collect();
    rendered.push_str(&lines.join("\n"));
    let follows = |text: &str| text.chars().next().is_some_and(char::is_alphanumeric);
    if matches!(next, Some(Piece::Text(text)) if follows(text)) {
        rendered.push(APART);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_become_slacks_own() {
        let cases = [
            ("helps you **use** it", "helps you *use* it"),
            ("so-called “trips” – *rarely*", "so-called “trips” – _rarely_"),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("re**use**d", "re\u{200B}*use*\u{200B}d"),
            ("[call us](https://a.example/x?a=1&b=2)", "<https://a.example/x?a=1&amp;b=2|call us>"),
            ("see https://a.example/x_y.", "see <https://a.example/x_y>."),
            ("<!channel> and <@U1>", "&lt;!channel&gt; and &lt;@U1&gt;"),
            ("- one\n- two", "- one\n- two"),
        ];
        for (text, expected) in cases {
            assert_eq!(mrkdwn(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_without_marks_stay_themselves(text in r"[a-zA-Z0-9 ,.?!’“”–-]{0,80}") {
            prop_assert_eq!(mrkdwn(&text), text);
        }

        #[test]
        fn nobody_is_ever_mentioned(text in r"[a-z<>@!#&|*_ ]{0,40}") {
            let shown = mrkdwn(&text);
            prop_assert!(!shown.contains("<@") && !shown.contains("<!") && !shown.contains("<#"), "{}", shown);
        }
    }
}
