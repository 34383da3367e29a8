//! A document's text and the places in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Bytes of a document, from the first to the one after the last.
pub type Span = Range<usize>;

/// The text of a document with the name that errors show for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path or another name that leads a person to the document.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Where each line begins; made when a place is first asked for.
    line_starts: OnceLock<Vec<usize>>,
}

/// A place as people count it: the first line and the first column are 1, columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Source {
    /// A source, shared by all that is said about it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into(), line_starts: OnceLock::new() })
    }

    /// The last part of the name: what the file is called in its folder.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// The place of a byte; a byte past the end counts as the end, one inside a character as the character's first.
    pub fn position(&self, byte: usize) -> Position {
        let at = self.boundary(byte);
        let starts = self.line_starts.get_or_init(|| {
            let after =
                self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(newline, _)| newline + 1);
            std::iter::once(0).chain(after).collect()
        });
        let line = starts.partition_point(|start| *start <= at);
        Position { line, column: self.text[starts[line - 1]..at].chars().count() + 1 }
    }

    /// The last byte that begins a character and is not after `byte`.
    pub(super) fn boundary(&self, byte: usize) -> usize {
        let mut at = byte.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// The text of a span; empty where the span does not fit the text.
    pub fn slice(&self, span: &Span) -> &str {
        self.text.get(span.clone()).unwrap_or("")
    }

    /// The span of the whole line that holds a byte, without its line end.
    pub fn line_span(&self, byte: usize) -> Span {
        let at = self.boundary(byte);
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        start..end
    }
}
