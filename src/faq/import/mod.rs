//! Import: from what a clinic has (a text, a Markdown file, a table) to a FAQ document.
//!
//! Answers keep their words. What finds no place is reported with its line and kept as a comment at the end of the
//! document, so that nothing is lost in silence.

mod decode;
mod document;
mod draft;
mod format;
mod ids;
mod inline;
mod jsonl;
mod languages;
mod markdown;
mod plain;
mod questions;
mod records;
mod table;

use std::sync::Arc;

use crate::document::{Diagnostic, Diagnostics, Source};
use draft::Draft;

pub use decode::LARGEST_IMPORT;
pub use document::ImportedDocument;
pub use format::Format;

/// What an import gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// One document for each language, the one with the most entries first.
    pub documents: Vec<ImportedDocument>,
    /// All languages in one document, under the tag of the first.
    pub whole: ImportedDocument,
    /// What could not be placed or was changed, with its lines.
    pub found: Diagnostics,
}

/// Makes FAQ documents of a file's bytes. `name` is shown in findings, and its extension helps to tell the format.
///
/// # Errors
/// Why nothing could be made of it: empty, not a text, no question found.
pub fn import(name: &str, bytes: &[u8], format: Option<Format>) -> Result<Imported, Diagnostics> {
    let mut found = Diagnostics::default();
    let Some(source) = decode::decode(name, bytes, &mut found) else {
        return Err(found);
    };
    let format = format.unwrap_or_else(|| guess(name, &source.text));
    let mut draft = Draft::new(&source);
    draft.found = found;
    match format {
        Format::Text => plain::read(&mut draft),
        Format::Markdown => markdown::read(&mut draft),
        Format::Csv | Format::Tsv | Format::QnaMaker => table::read(&mut draft, format),
        Format::Jsonl => jsonl::read(&mut draft),
    }
    draft.settle();
    if draft.items.is_empty() {
        if !draft.found.has_errors() {
            draft.found.push(nothing_found(&source, format));
        }
        return Err(draft.found);
    }
    let (documents, whole) = document::write(&draft);
    draft.found.sort_by_place();
    Ok(Imported { documents, whole, found: draft.found })
}

/// The format that a file seems to have.
fn guess(name: &str, text: &str) -> Format {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "md" | "markdown" | "mdown" => return Format::Markdown,
        "csv" => return Format::Csv,
        "tsv" | "tab" if table::is_qna_maker(text) => return Format::QnaMaker,
        "tsv" | "tab" => return Format::Tsv,
        "jsonl" | "ndjson" | "json" => return Format::Jsonl,
        _ => {}
    }
    if table::is_qna_maker(text) {
        Format::QnaMaker
    } else if text.trim_start().starts_with(['{', '[']) && jsonl::looks_like(text) {
        Format::Jsonl
    } else if table::has_headers(text, '\t') {
        Format::Tsv
    } else if table::has_headers(text, ',') || table::has_headers(text, ';') {
        Format::Csv
    } else if markdown::looks_like(text) {
        Format::Markdown
    } else {
        Format::Text
    }
}

fn nothing_found(source: &Arc<Source>, format: Format) -> Diagnostic {
    let (what, hint) = match format {
        Format::Text => (
            "no question was found: no line ends with a question mark",
            "put each question on a line of its own, with its answer below",
        ),
        Format::Markdown => ("no question was found", "make each question a heading (## …?), with its answer below"),
        Format::Csv | Format::Tsv | Format::QnaMaker => {
            ("the table holds no question", "its first line must name the columns: question,answer")
        }
        Format::Jsonl => ("no question was found", "each line is an object: {\"question\": \"…\", \"answer\": \"…\"}"),
    };
    let end = source.line_span(0).end;
    Diagnostic::error(source, 0..end, what).label("the file begins here").hint(hint)
}
