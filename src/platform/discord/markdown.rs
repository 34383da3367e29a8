//! The documents' mark-up in Discord's own: the same marks, but Discord knows more of them, so what the documents mean
//! as plain words is escaped.

use crate::reply::markup::{Piece, pieces};

/// Renders a text of the documents.
pub(super) fn markdown(text: &str) -> String {
    let mut rendered = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(words) => escape(&words, &mut rendered),
            Piece::Bold(words) => marked(&words, "**", &mut rendered),
            Piece::Italic(words) => marked(&words, "*", &mut rendered),
            Piece::Link { words, address } => {
                rendered.push('[');
                escape(&words, &mut rendered);
                rendered.push_str("](");
                rendered.push_str(&address);
                rendered.push(')');
            }
        }
    }
    rendered
}

/// Plain words, so that Discord shows them as they are.
pub(super) fn plain(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    escape(words, &mut shown);
    shown
}

fn marked(words: &str, mark: &str, rendered: &mut String) {
    rendered.push_str(mark);
    escape(words, rendered);
    rendered.push_str(mark);
}

/// Marks that begin a quote, a heading or small print where they begin a line.
const LINE_MARKS: [&str; 4] = ["> ", ">>> ", "#", "-# "];

/// Adds plain words so that Discord shows them as they are. Addresses stay whole, or they would lead nowhere.
fn escape(words: &str, rendered: &mut String) {
    for word in words.split_inclusive(char::is_whitespace) {
        if word.contains("://") {
            rendered.push_str(word);
            continue;
        }
        let starts_line = rendered.is_empty() || rendered.ends_with('\n');
        if starts_line && LINE_MARKS.iter().any(|mark| word.starts_with(mark)) {
            rendered.push('\\');
        }
        for ch in word.chars() {
            if matches!(ch, '*' | '_' | '~' | '|' | '`' | '\\') {
                rendered.push('\\');
            }
            rendered.push(ch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_of_the_documents_stay_and_others_are_words() {
        let cases = [
            ("helps you **use** it", "helps you **use** it"),
            ("so-called “trips” – *rarely*", "so-called “trips” – *rarely*"),
            ("2 * 3 and a_b", "2 \\* 3 and a\\_b"),
            (
                "||not hidden|| ~~not struck~~ `not code`",
                "\\|\\|not hidden\\|\\| \\~\\~not struck\\~\\~ \\`not code\\`",
            ),
            ("> no quote\n# no heading", "\\> no quote\n\\# no heading"),
            ("5 > 4, room # 2", "5 > 4, room # 2"),
            ("https://a.example/x_y_z", "https://a.example/x_y_z"),
            ("[call us_](https://a.example/x_y)", "[call us\\_](https://a.example/x_y)"),
            ("- one\n- two", "- one\n- two"),
        ];
        for (text, expected) in cases {
            assert_eq!(markdown(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_without_marks_stay_themselves(text in r"[a-zA-Z0-9 ,.?!’“”–-]{0,80}") {
            prop_assert_eq!(markdown(&text), text);
        }
    }
}
