//! Rust source as a list of words and signs, without comments and without what stands in quotes.

/// The words and signs that paths and blocks are made of; everything else is left out.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        at = next(&chars, at, &mut tokens);
    }
    tokens
}

/// Reads what stands at `at` and returns the place after it.
fn next(chars: &[char], at: usize, tokens: &mut Vec<String>) -> usize {
    let rest = &chars[at..];
    match rest {
        ['/', '/', ..] => at + rest.iter().position(|ch| *ch == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => at + block_comment(rest),
        ['"', ..] => at + quoted(rest),
        ['\'', ..] => at + after_tick(rest),
        [first, ..] if is_word(*first) => {
            let end = rest.iter().position(|ch| !is_word(*ch)).unwrap_or(rest.len());
            let word: String = rest[..end].iter().collect();
            match &rest[end..] {
                ['"', ..] | ['#', '"' | '#', ..] if matches!(word.as_str(), "r" | "br" | "cr") => {
                    at + end + raw(&rest[end..])
                }
                ['#', ..] if word == "r" => at + end + 1,
                _ => {
                    tokens.push(word);
                    at + end
                }
            }
        }
        [':', ':', ..] => {
            tokens.push("::".to_owned());
            at + 2
        }
        [sign @ ('{' | '}' | ',' | ';' | '*' | '(' | ')'), ..] => {
            tokens.push(sign.to_string());
            at + 1
        }
        [first, ..] => {
            if !first.is_whitespace() {
                tokens.push("?".to_owned());
            }
            at + 1
        }
        [] => at + 1,
    }
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}

/// The length of a comment in `/* */`, which may hold others.
fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

/// The length of a text in quotes, marks included.
fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// The length of a raw text from its first `#` or quote.
fn raw(rest: &[char]) -> usize {
    let marks = rest.iter().take_while(|ch| **ch == '#').count();
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', marks)).collect();
    let body = &rest[marks + 1..];
    body.windows(end.len()).position(|window| window == end).map_or(rest.len(), |at| marks + 1 + at + end.len())
}

/// A tick opens a character or a lifetime; the length of the character, or of the tick alone.
fn after_tick(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', ..] => 3 + rest[3..].iter().position(|ch| *ch == '\'').map_or(0, |at| at + 1),
        ['\'', _, '\'', ..] => 3,
        _ => 1,
    }
}
