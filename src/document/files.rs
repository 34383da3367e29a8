//! Documents on disk; what cannot be read is reported as what is wrong in a document is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::source::Source;

/// No document is longer than this: the largest measured one, 150,000 phrasings, has 9 MB.
const LONGEST_DOCUMENT: u64 = 64 << 20;

/// The extension that a document has.
const EXTENSION: &str = "toml";

/// What Windows editors put before the text: not part of it.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Reads all documents of a folder, sorted by file name; those that `skip` names are left out.
///
/// Folders in it are not looked into, and neither are files whose name begins with a dot.
///
/// # Errors
/// Everything that cannot be read, or that the folder holds no document.
pub fn read_folder(folder: &Path, skip: &[&str]) -> Result<Vec<Arc<Source>>, Diagnostics> {
    let mut found = Diagnostics::default();
    let paths = match list(folder) {
        Ok(paths) => paths,
        Err(error) => {
            found.push(unreadable_folder(folder, &error));
            return Err(found);
        }
    };
    let wanted = paths.into_iter().filter(|path| is_document(path) && !skip.iter().any(|name| path.ends_with(name)));
    let mut sources = Vec::new();
    for path in wanted {
        match read_source(&path) {
            Ok(source) => sources.push(source),
            Err(diagnostics) => found.append(diagnostics),
        }
    }
    if sources.is_empty() && found.is_empty() {
        let message = format!("the folder holds no FAQ document (a file that ends in .{EXTENSION})");
        let hint = "`askwell init` starts one, `askwell import FILE` makes one of what you have";
        found.push(Diagnostic::of_file(shown(folder), message).hint(hint));
    }
    if found.is_empty() { Ok(sources) } else { Err(found) }
}

/// Reads one document.
///
/// # Errors
/// One finding: why the file cannot be read.
pub fn read_source(path: &Path) -> Result<Arc<Source>, Diagnostics> {
    read_text(path).map_err(|diagnostic| {
        let mut found = Diagnostics::default();
        found.push(*diagnostic);
        found
    })
}

fn read_text(path: &Path) -> Result<Arc<Source>, Box<Diagnostic>> {
    let failed =
        |error: &io::Error| Box::new(Diagnostic::of_file(shown(path), format!("cannot be read: {}", reason(error))));
    let about = fs::metadata(path).map_err(|error| failed(&error))?;
    if !about.is_file() {
        return Err(Box::new(Diagnostic::of_file(shown(path), "is not a file")));
    }
    if about.len() > LONGEST_DOCUMENT {
        let message = format!("is {} MB long; a document may have {} MB", about.len() >> 20, LONGEST_DOCUMENT >> 20);
        return Err(Box::new(Diagnostic::of_file(shown(path), message).hint("split it into several files")));
    }
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(shown(path), text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text))),
        Err(error) => Err(Box::new(not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to()))),
    }
}

fn not_utf8(path: &Path, bytes: &[u8], offset: usize) -> Diagnostic {
    let line = bytes[..offset].split(|byte| *byte == b'\n').count();
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let message = format!("line {line} is not UTF-8 text (byte {offset} of the file is 0x{byte:02X})");
    Diagnostic::of_file(shown(path), message).hint("open the file in your editor and save it with the encoding UTF-8")
}

fn unreadable_folder(folder: &Path, error: &io::Error) -> Diagnostic {
    let diagnostic = Diagnostic::of_file(shown(folder), format!("the folder cannot be read: {}", reason(error)));
    match error.kind() {
        io::ErrorKind::NotFound => diagnostic.hint("check the path; `askwell init` starts such a folder"),
        io::ErrorKind::NotADirectory => diagnostic.hint("name the folder, not a file in it"),
        _ => diagnostic,
    }
}

/// The system's reason in plain words where it is a usual one.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is none".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        io::ErrorKind::NotADirectory => "it is a file".to_owned(),
        _ => error.to_string(),
    }
}

fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|item| item.map(|item| item.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn is_document(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !hidden && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION)) && !path.is_dir()
}

/// A path as findings show it: with forward slashes everywhere, so that the same folder reads the same.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
