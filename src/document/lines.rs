//! Lines of a document as a person would look at them: what begins something, where a text ends.

/// The length of a text up to its closing quote.
pub(super) fn closing(line: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    line.char_indices().find_map(|(at, ch)| {
        let closes = ch == quote && !escaped;
        escaped = quote == '"' && ch == '\\' && !escaped;
        closes.then_some(at)
    })
}

pub(super) fn closing_triple(body: &str, triple: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + body[from..].find(triple)?;
        let slashes = body[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if triple.starts_with('\'') || slashes % 2 == 0 {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether a line begins with `key =` or is a header.
pub(super) fn begins_something(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim();
    if let Some(inner) = line.strip_prefix('[') {
        return inner.trim_start_matches('[').starts_with(|ch: char| ch.is_ascii_alphabetic()) && line.contains(']');
    }
    leading_key(line).is_some_and(|key| line[key.len()..].trim_start().starts_with('='))
}

/// The word, dotted or quoted, that a line begins with.
pub(super) fn leading_key(line: &str) -> Option<&str> {
    if let Some(inner) = line.strip_prefix('"') {
        return inner.find('"').map(|end| &line[..end + 2]);
    }
    let end = line.find(|ch: char| !is_key_sign(ch) && ch != '.').unwrap_or(line.len());
    (end > 0).then(|| &line[..end])
}

fn is_key_sign(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ch == '_' || ch == '-'
}

pub(super) fn is_word(text: &str) -> bool {
    let bare = text.trim_matches('"');
    !bare.is_empty() && bare.chars().all(is_key_sign)
}

pub(super) fn is_words(text: &str) -> bool {
    text.contains(' ') && text.split_whitespace().all(is_word)
}
