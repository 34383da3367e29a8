//! How text is set off at a terminal, and that it is not where nobody sees it.

use std::io::IsTerminal;

/// Longer lines are hard to read, however wide the window is.
const WIDEST: usize = 96;
/// In narrower windows wrapping at words does more harm than good.
const NARROWEST: usize = 24;

/// The look of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Colours and weights by terminal escapes.
    colour: bool,
    /// Lines are wrapped at words to this many columns.
    width: Option<usize>,
}

impl Style {
    /// Text as the documents have it: for pipes and files.
    pub const PLAIN: Self = Self { colour: false, width: None };

    /// The style that fits an output: colours on a terminal, unless `NO_COLOR` is set.
    pub fn of(output: &impl IsTerminal) -> Self {
        if !output.is_terminal() {
            return Self::PLAIN;
        }
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { colour: !refused, width: None }
    }

    /// The same for a window of so many columns.
    #[must_use]
    pub fn with_columns(self, columns: usize) -> Self {
        Self { width: (columns >= NARROWEST).then(|| columns.min(WIDEST)), ..self }
    }

    /// Whether escapes are written.
    pub fn is_coloured(self) -> bool {
        self.colour
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.escape("1", text)
    }

    pub(super) fn italic(self, text: &str) -> String {
        self.escape("3", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.escape("2", text)
    }

    /// The colour of what the bot asks back and of its prompt.
    pub(super) fn accent(self, text: &str) -> String {
        self.escape("36", text)
    }

    fn escape(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Wraps at words; escapes take no column.
    pub(super) fn wrap(self, text: &str) -> String {
        let Some(width) = self.width else { return text.to_owned() };
        text.split('\n').map(|line| wrap_line(line, width)).collect::<Vec<_>>().join("\n")
    }
}

fn wrap_line(line: &str, width: usize) -> String {
    let indent: String = line.chars().take_while(|ch| *ch == ' ').collect();
    let mut out = indent.clone();
    let mut column = indent.len();
    for (number, word) in line.split_whitespace().enumerate() {
        let columns = columns(word);
        if number > 0 {
            if column + 1 + columns > width {
                out.push('\n');
                out.push_str(&indent);
                column = indent.len();
            } else {
                out.push(' ');
                column += 1;
            }
        }
        out.push_str(word);
        column += columns;
    }
    out
}

/// Columns that a word takes: its characters without escapes.
fn columns(word: &str) -> usize {
    let mut inside = false;
    let shown = word.chars().filter(|ch| {
        inside |= *ch == '\x1b';
        let counts = !inside;
        inside &= *ch != 'm';
        counts
    });
    shown.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLOURED: Style = Style { colour: true, width: Some(24) };

    #[test]
    fn lines_break_at_words_and_keep_their_indent() {
        for (text, expected) in [
            ("", ""),
            ("short", "short"),
            ("one two three four five six", "one two three four five\nsix"),
            ("  one two three four five six", "  one two three four\n  five six"),
            ("a\n\nb", "a\n\nb"),
            ("averyveryverylongwordindeedwithoutend x", "averyveryverylongwordindeedwithoutend\nx"),
        ] {
            assert_eq!(COLOURED.wrap(text), expected);
        }
    }

    #[test]
    fn escapes_take_no_column_and_plain_output_has_none() {
        let text = format!("one two three four {}", COLOURED.bold("five"));
        assert!(!COLOURED.wrap(&text).contains('\n'));
        assert_eq!(Style::PLAIN.wrap(&Style::PLAIN.bold("x")), "x");
    }
}
