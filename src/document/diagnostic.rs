//! What is wrong with a document, where, and what to do about it.

use std::fmt;
use std::sync::Arc;

use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use super::source::{Position, Source, Span};

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// The document can be used, and somebody should look at this.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the lint that found it; none for what makes a document unreadable.
    pub lint: Option<&'static str>,
    /// The file or folder that it is about.
    pub file: String,
    /// The text and the bytes of it that are wrong; none when the file as a whole is.
    pub place: Option<(Arc<Source>, Span)>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What stands at the place, a few words shown under the caret.
    pub label: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            lint: None,
            file: source.name.clone(),
            place: Some((Arc::clone(source), span)),
            message: message.into(),
            label: None,
            hint: None,
        }
    }

    /// A warning at a place.
    pub fn warning(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(source, span, message) }
    }

    /// An error about a file or folder as a whole.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            lint: None,
            file: file.into(),
            place: None,
            message: message.into(),
            label: None,
            hint: None,
        }
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Names the lint that found it.
    #[must_use]
    pub fn by(mut self, lint: &'static str) -> Self {
        self.lint = Some(lint);
        self
    }

    /// Where it begins, when it is about a place.
    pub fn position(&self) -> Option<Position> {
        self.place.as_ref().map(|(source, span)| source.position(span.start))
    }
}

/// `file:line:column: severity: message`, the form that editors can follow.
impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        out.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position() {
            write!(out, ":{line}:{column}")?;
        }
        write!(out, ": {severity}: {}", self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(out, " ({hint})"))
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Diagnostic", 9)?;
        let start = self.position();
        let span = self.place.as_ref().map(|(_, span)| [span.start, span.end]);
        fields.serialize_field("severity", &self.severity)?;
        fields.serialize_field("lint", &self.lint)?;
        fields.serialize_field("file", &self.file)?;
        fields.serialize_field("line", &start.map(|position| position.line))?;
        fields.serialize_field("column", &start.map(|position| position.column))?;
        fields.serialize_field("span", &span)?;
        fields.serialize_field("message", &self.message)?;
        fields.serialize_field("label", &self.label)?;
        fields.serialize_field("hint", &self.hint)?;
        fields.end()
    }
}

/// All findings about one or more documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// One error about a file or folder as a whole.
    pub fn of_file(file: &str, message: String) -> Self {
        Self { items: vec![Diagnostic::of_file(file, message)] }
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds the findings of another collection.
    pub fn append(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// The findings as they stand.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// Whether a document cannot be used.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Sorts by file and place.
    pub fn sort_by_place(&mut self) {
        self.items.sort_by(|left, right| key_of_place(left).cmp(&key_of_place(right)));
    }

    /// Puts the errors first; among equals the order stays.
    pub fn sort_errors_first(&mut self) {
        self.items.sort_by_key(|item| item.severity);
    }
}

fn key_of_place(item: &Diagnostic) -> (&str, Option<usize>) {
    (&item.file, item.place.as_ref().map(|(_, span)| span.start))
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// One line a finding: what an operator's log shows.
impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 {
                out.write_str("\n")?;
            }
            item.fmt(out)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
