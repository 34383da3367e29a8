//! From bytes to text: encodings, line ends, and files that are no text at all.

use std::sync::Arc;

use super::super::typography;
use crate::document::{Diagnostic, Diagnostics, Source, Span};

/// The largest file that is imported, in bytes: a FAQ of a thousand pages has about 3 MB.
pub const LARGEST_IMPORT: usize = 16 << 20;

/// Files of other programs by their first bytes, and what to do with them.
const OTHER_PROGRAMS: [(&[u8], &str, &str); 6] = [
    (b"PK\x03\x04", "this is a Word, Excel or other zipped file", "save it as plain text (.txt) or as CSV"),
    (b"%PDF", "this is a PDF", "copy its text into a plain text file (.txt)"),
    (b"\xD0\xCF\x11\xE0", "this is an old Word or Excel file", "save it as plain text (.txt) or as CSV"),
    (b"{\\rtf", "this is a rich text file", "save it as plain text (.txt)"),
    (b"\x1F\x8B", "this is a compressed file", "unpack it first"),
    (b"\x89PNG", "this is a picture", "type its text into a plain text file (.txt)"),
];

/// A file with more control characters than one in this many is no text.
const CONTROLS_IN_TEXT: usize = 100;

/// Decodes a file: UTF-8, UTF-16 or Windows-1252, without byte order mark, every line end as `\n`.
pub(super) fn decode(name: &str, bytes: &[u8], found: &mut Diagnostics) -> Option<Arc<Source>> {
    let refuse = |message: &str, hint: &str| Diagnostic::of_file(name, message).hint(hint);
    if bytes.len() > LARGEST_IMPORT {
        let message = format!("the file is longer than {} MB", LARGEST_IMPORT >> 20);
        found.push(refuse(&message, "split it into several files"));
        return None;
    }
    if let Some((_, what, hint)) = OTHER_PROGRAMS.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        found.push(refuse(what, hint));
        return None;
    }
    let (text, encoding) = to_text(bytes);
    if let Some(encoding) = encoding {
        let message = format!("the file is not UTF-8; it was read as {encoding}");
        found.push(Diagnostic {
            severity: crate::document::Severity::Warning,
            ..refuse(&message, "compare accents and quotes")
        });
    }
    let controls = text.chars().filter(|ch| ch.is_control() && !ch.is_whitespace()).count();
    if text.contains('\0') || controls * CONTROLS_IN_TEXT > text.len() {
        found.push(refuse("this is not a text", "save it as plain text (.txt) with the encoding UTF-8"));
        return None;
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{0B}', '\u{0C}'], "\n");
    if text.trim().is_empty() {
        found.push(refuse("the file is empty", "a FAQ has questions, each with its answer below"));
        return None;
    }
    Some(repair(name, &text, found))
}

/// The text, and the name of its encoding when it is not UTF-8.
fn to_text(bytes: &[u8]) -> (String, Option<&'static str>) {
    let little = bytes.strip_prefix(b"\xFF\xFE");
    let big = bytes.strip_prefix(b"\xFE\xFF");
    if let Some(rest) = little {
        return (utf16(rest, u16::from_le_bytes), Some("UTF-16"));
    }
    if let Some(rest) = big {
        return (utf16(rest, u16::from_be_bytes), Some("UTF-16"));
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => {
            (rest.iter().map(|byte| typography::from_windows_1252(*byte)).collect(), Some("Windows-1252 (Latin-1)"))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|ch| ch.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Undoes text that was decoded wrongly once before (`â€™` for `’`), drops control characters, and reports both.
fn repair(name: &str, text: &str, found: &mut Diagnostics) -> Arc<Source> {
    let mut clean = String::with_capacity(text.len());
    let (mut repaired, mut stripped) = (Vec::new(), Vec::new());
    let mut example = None;
    for (index, line) in text.split('\n').enumerate() {
        let start = clean.len();
        let good = typography::repaired(line);
        if good.is_some() {
            example = example.or_else(|| typography::first_damage(line));
        }
        let good = good.as_deref().unwrap_or(line);
        clean.extend(good.chars().filter(|ch| !is_control(*ch)));
        let place = (index + 1, start..clean.len());
        if good != line {
            repaired.push(place.clone());
        }
        if good.chars().any(is_control) {
            stripped.push(place);
        }
        clean.push('\n');
    }
    clean.pop();
    let source = Source::new(name, clean);
    let damage = format!("such as “{}”", example.unwrap_or_default());
    changed(&source, &repaired, "letters that had been decoded wrongly were put right", &damage, found);
    changed(&source, &stripped, "invisible control characters were removed", "had one", found);
    source
}

fn is_control(ch: char) -> bool {
    ch.is_control() && ch != '\t'
}

/// Of many changed lines so many are named.
const LINES_NAMED: usize = 12;

/// One finding for all lines that were changed in the same way.
fn changed(source: &Arc<Source>, lines: &[(usize, Span)], message: &str, label: &str, found: &mut Diagnostics) {
    let Some((_, span)) = lines.first() else { return };
    let named: Vec<String> = lines.iter().take(LINES_NAMED).map(|(line, _)| line.to_string()).collect();
    let more =
        if lines.len() > LINES_NAMED { format!(" and {} more", lines.len() - LINES_NAMED) } else { String::new() };
    let hint = format!("read these lines again: {}{more}", named.join(", "));
    found.push(Diagnostic::warning(source, span.clone(), message).label(label).hint(hint));
}
