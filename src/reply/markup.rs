//! The mark-up of answers: a small part of Markdown (bold, italic, links), as pieces that each platform renders.

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// `**bold**`
    Bold(String),
    /// `*italic*`
    Italic(String),
    /// `[words](address)`
    Link {
        /// What is shown.
        words: String,
        /// Where it leads.
        address: String,
    },
}

/// Cuts an answer into pieces. What is not closed is plain text: nothing is ever lost.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        // An underline inside a word is a letter: names and addresses are full of them.
        let inside_word = ch == '_' && plain.ends_with(char::is_alphanumeric);
        let found = if inside_word { None } else { bold(rest).or_else(|| italic(rest)).or_else(|| link(rest)) };
        if let Some((piece, length)) = found {
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(piece);
            rest = &rest[length..];
        } else {
            plain.push(ch);
            rest = &rest[ch.len_utf8()..];
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

/// An answer without mark-up; a link is followed by its address.
pub fn plain(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(words) | Piece::Bold(words) | Piece::Italic(words) => words,
            Piece::Link { words, address } => format!("{words} ({address})"),
        })
        .collect()
}

fn bold(rest: &str) -> Option<(Piece, usize)> {
    let (words, length) = between(rest, "**")?;
    Some((Piece::Bold(words), length))
}

fn italic(rest: &str) -> Option<(Piece, usize)> {
    if rest.starts_with("**") {
        return None;
    }
    let (words, length) =
        between(rest, "*").or_else(|| between(rest, "_").filter(|(words, _)| !words.contains('_')))?;
    Some((Piece::Italic(words), length))
}

/// The words between two equal marks that touch them on the inside.
fn between(rest: &str, mark: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix(mark)?;
    let end = inner.find(mark)?;
    let words = &inner[..end];
    let touches = !words.is_empty() && !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    (touches && !words.contains('\n')).then(|| (words.to_owned(), end + 2 * mark.len()))
}

fn link(rest: &str) -> Option<(Piece, usize)> {
    let (words, after) = rest.strip_prefix('[')?.split_once("](")?;
    let (address, _) = after.split_once(')')?;
    let web = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme));
    let fits = web && !words.contains(['[', ']', '\n']) && !address.contains(char::is_whitespace);
    fits.then(|| {
        (Piece::Link { words: words.to_owned(), address: address.to_owned() }, words.len() + address.len() + 4)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_up_is_cut_into_pieces_and_nothing_is_lost() {
        let text = |words: &str| Piece::Text(words.into());
        for (raw, expected) in [
            ("helps you **use** it", vec![text("helps you "), Piece::Bold("use".into()), text(" it")]),
            ("2 * 3 * 4", vec![text("2 * 3 * 4")]),
            ("**open", vec![text("**open")]),
            ("*a*", vec![Piece::Italic("a".into())]),
            ("_a_", vec![Piece::Italic("a".into())]),
            ("https://a.example/x_y_z", vec![text("https://a.example/x_y_z")]),
            (
                "see [us](https://a.example)",
                vec![text("see "), Piece::Link { words: "us".into(), address: "https://a.example".into() }],
            ),
            ("[x](javascript:1)", vec![text("[x](javascript:1)")]),
        ] {
            assert_eq!(pieces(raw), expected, "{raw}");
        }
    }

    proptest::proptest! {
        #[test]
        fn plain_text_without_marks_stays_itself(raw in "[^*_\\[]{0,80}") {
            proptest::prop_assert_eq!(plain(&raw), raw);
        }
    }
}
