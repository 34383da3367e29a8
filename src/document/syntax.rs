//! From text to TOML: all syntax errors at once, in words for somebody who never saw TOML.
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::form::Table;
use super::source::{Source, Span};

/// Parses a document.
pub fn parse(source: &Arc<Source>) -> Result<Table<'_>, Diagnostics> {
    let (table, errors) = Table::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Ok(table.into_inner());
    }
    let mut found = Diagnostics::default();
    for error in errors {
        found.push(Diagnostic::error(source, error.span().unwrap_or_default(), error.message()));
    }
    Err(found)
}
