//! `askwell import`: from a clinic's own file to a FAQ document.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;

use super::output::print;
use crate::document::{Diagnostics, Rendering};
use crate::faq::import::{Format, Imported, ImportedDocument, LARGEST_IMPORT, import};

/// Of many findings about one file so many are drawn.
const FINDINGS_SHOWN: usize = 20;

#[derive(clap::Args)]
pub(super) struct ImportOptions {
    /// The file: plain text, Markdown, CSV, TSV, JSON lines or a QnA Maker export
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the file is made of, where its name and content do not show it
    #[arg(long, value_parser = PossibleValuesParser::new(Format::NAMES.map(|(name, _)| name)))]
    format: Option<String>,
    /// Write the document to this file instead of stdout; a second language gets a file beside it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file of --out where it exists
    #[arg(long, requires = "out")]
    overwrite: bool,
}

pub(super) fn run(options: &ImportOptions) -> io::Result<ExitCode> {
    let imported = match documents_of(&options.file, options.format.as_deref()) {
        Ok(imported) => imported,
        Err(found) => {
            report(&found);
            return Ok(super::exit::failure());
        }
    };
    report(&imported.found);
    if let Some(out) = &options.out {
        return write_files(&imported, out, options.overwrite);
    }
    print(&imported.whole.toml)?;
    eprintln!("{}", summary(&imported.whole));
    let others: Vec<&str> = imported.documents.iter().skip(1).map(|document| document.language.as_str()).collect();
    if !others.is_empty() {
        let tags = others.join(", ");
        eprintln!("The file also has entries in: {tags}. With --out each language gets a document of its own.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads and imports a file; of one that is too long only as much as shows that it is.
pub(super) fn documents_of(file: &Path, format: Option<&str>) -> Result<Imported, Diagnostics> {
    let format = Format::NAMES.into_iter().find(|(name, _)| Some(*name) == format).map(|(_, format)| format);
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    let limit = LARGEST_IMPORT as u64 + 1;
    match fs::File::open(file).and_then(|open| open.take(limit).read_to_end(&mut bytes)) {
        Ok(_) => import(&name, &bytes, format),
        Err(error) => Err(Diagnostics::of_file(&name, format!("the file cannot be read: {error}"))),
    }
}

/// Draws findings on stderr, the first ones and a count of the rest.
pub(super) fn report(found: &Diagnostics) {
    if !found.is_empty() {
        let how = Rendering { colour: io::stderr().is_terminal(), limit: Some(FINDINGS_SHOWN) };
        eprintln!("{}", found.render(how));
    }
}

fn write_files(imported: &Imported, out: &Path, overwrite: bool) -> io::Result<ExitCode> {
    let paths = paths(imported, out);
    if let Some(taken) = paths.iter().find(|path| path.exists() && !overwrite) {
        eprintln!("error: {} exists already, and nothing was written", taken.display());
        eprintln!("  Help: choose another name, or add --overwrite");
        return Ok(super::exit::failure());
    }
    for (path, document) in paths.iter().zip(&imported.documents) {
        write_new(path, &document.toml, overwrite)?;
        eprintln!("wrote {}: {}", path.display(), summary(document));
    }
    Ok(ExitCode::SUCCESS)
}

/// The file of each document: the named one, and `name-es.toml` beside it for the other languages.
pub(super) fn paths(imported: &Imported, out: &Path) -> Vec<PathBuf> {
    let stem = out.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let other = |document: &ImportedDocument| out.with_file_name(format!("{stem}-{}.toml", document.language));
    let rest = imported.documents.iter().skip(1).map(other);
    std::iter::once(out.to_path_buf()).chain(rest).collect()
}

/// Writes a file with the folders above it; one that is there already only when `overwrite` says so.
pub(super) fn write_new(path: &Path, text: &str, overwrite: bool) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(named)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(overwrite).create_new(!overwrite);
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(named)
}

pub(super) fn summary(document: &ImportedDocument) -> String {
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let answered = count(document.answered, "entry with its answer", "entries with their answers");
    let handoffs = match document.handoffs {
        0 => String::new(),
        some => format!(", {}", count(some, "topic left to the provider", "topics left to the provider")),
    };
    format!("{answered}{handoffs}, language {}", document.language)
}
