//! From text to TOML; what is not TOML is explained in words for somebody who never saw it.

use std::sync::Arc;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::examine::examine;
use super::form::Table;
use super::source::{Source, Span};

/// Of the parser's own errors only so many are shown: the later ones mostly follow from the first.
const PARSER_ERRORS_SHOWN: usize = 3;

/// Parses a document.
///
/// # Errors
/// All syntax errors that can be told apart.
pub fn parse(source: &Arc<Source>) -> Result<Table<'_>, Diagnostics> {
    let (table, errors) = Table::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Ok(table.into_inner());
    }
    let mut found = examine(source);
    if !found.is_empty() {
        return Err(found);
    }
    let mut lines = Vec::new();
    for error in &errors {
        let span = error.span().unwrap_or_default();
        let line = source.position(span.start).line;
        if !lines.contains(&line) && lines.len() < PARSER_ERRORS_SHOWN {
            lines.push(line);
            found.push(explain(source, span, error.message()));
        }
    }
    Err(found)
}

/// The parser's own error about a document in which every line for itself is well formed.
fn explain(source: &Arc<Source>, span: Span, message: &str) -> Diagnostic {
    let name = source.slice(&span).to_owned();
    if !message.contains("duplicate key") && !message.contains("cannot extend") {
        let hint = "see docs/moderators.md for how a document is written";
        return Diagnostic::error(source, span, format!("this cannot be read: {message}")).hint(hint);
    }
    let line = source.slice(&source.line_span(span.start)).trim_start();
    if line.starts_with('[') && !line.starts_with("[[") {
        let message = format!("the header `[{name}]` stands in this document more than once");
        let hint = format!("a list of several needs double brackets: write `[[{name}]]` each time");
        return Diagnostic::error(source, span, message).label("single brackets").hint(hint);
    }
    let message = format!("`{name}` is written twice in the same part");
    let hint = "delete one of the two; or a header such as `[[entries]]` is missing between them";
    Diagnostic::error(source, span, message).label("the second time").hint(hint)
}
