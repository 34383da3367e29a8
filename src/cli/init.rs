//! `askwell init`: a clinic's own folder, from nothing or from a file to import.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;

use super::import::{documents_of, paths, report, summary, write_new};
use super::{exit, schema};
use crate::faq::import::Format;

/// The document, the settings and the page that a new folder begins with.
const STARTER_FAQ: &str = include_str!("starter/faq.toml");
const STARTER_SETTINGS: &str = include_str!("starter/local.toml");
const STARTER_README: &str = include_str!("starter/README.md");

/// Settings may hold tokens, and data what people wrote: neither belongs under version control.
const IGNORED: &str = "config/local.toml\ndata/\n";

#[derive(clap::Args)]
pub(super) struct InitOptions {
    /// The folder to start; it is made where there is none
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Begin with the questions of this file: plain text, Markdown, CSV, TSV, JSON lines or a QnA Maker export
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// What the file is made of, where its name and content do not show it
    #[arg(long, requires = "from", value_parser = PossibleValuesParser::new(Format::NAMES.map(|(name, _)| name)))]
    format: Option<String>,
}

pub(super) fn run(options: &InitOptions) -> io::Result<ExitCode> {
    let folder = &options.folder;
    let faq = folder.join("faq");
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    if let Some(file) = &options.from {
        let imported = match documents_of(file, options.format.as_deref()) {
            Ok(imported) => imported,
            Err(found) => {
                report(&found);
                return Ok(exit::failure());
            }
        };
        report(&imported.found);
        for (path, document) in paths(&imported, &faq.join("faq.toml")).into_iter().zip(&imported.documents) {
            eprintln!("{}: {}", path.display(), summary(document));
            files.push((path, document.toml.clone()));
        }
    } else {
        files.push((faq.join("faq.toml"), STARTER_FAQ.to_owned()));
    }
    files.extend(schema::FILES.map(|(name, kind)| (faq.join(name), schema::text(Some(kind)))));
    files.push((folder.join("config").join("local.toml"), STARTER_SETTINGS.to_owned()));
    files.push((folder.join("README.md"), STARTER_README.to_owned()));
    files.push((folder.join(".gitignore"), IGNORED.to_owned()));
    write(folder, &files)
}

/// Writes all files, or none when one of them exists.
fn write(folder: &Path, files: &[(PathBuf, String)]) -> io::Result<ExitCode> {
    let taken: Vec<String> =
        files.iter().filter(|(path, _)| path.exists()).map(|(path, _)| path.display().to_string()).collect();
    if !taken.is_empty() {
        eprintln!("error: these files exist already, and nothing was written: {}", taken.join(", "));
        eprintln!("  Help: name another folder: askwell init NEW-FOLDER");
        return Ok(exit::failure());
    }
    for (path, text) in files {
        write_new(path, text, false)?;
        println!("wrote {}", path.display());
    }
    println!("\nNext:");
    if folder != Path::new(".") {
        println!("  cd {}", folder.display());
    }
    println!("  askwell check     what is wrong or doubtful, and where");
    println!("  askwell           talk with your bot");
    println!("README.md says more.");
    Ok(ExitCode::SUCCESS)
}
