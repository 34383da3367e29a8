//! The bot of the documents in force: a folder's, or those that the program carries.

use super::exit;
use crate::bot::{Bot, Brain};
use crate::config::Settings;
use crate::document::{Diagnostics, Rendering, read_source};
use crate::faq;
use crate::reload::{Documents, Safety};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

/// Of many findings so many are drawn; the rest is counted.
const FINDINGS_SHOWN: usize = 20;

/// Does something with the bot of the documents in force; broken documents are drawn on stderr instead.
pub(super) fn with_bot(settings: &Settings, run: impl FnOnce(Bot) -> io::Result<ExitCode>) -> io::Result<ExitCode> {
    match in_force(settings) {
        Ok(Documents { pack, rules, .. }) => run(Bot::new(pack, rules, settings.clone())),
        Err(found) => Ok(refused(&found)),
    }
}

/// The documents that the settings name.
fn in_force(settings: &Settings) -> Result<Documents, Diagnostics> {
    let Some(folder) = &settings.faq.dir else { return Ok(Documents::built_in()) };
    let documents = Documents::of_folder(folder)?;
    log_safety(&documents.safety);
    Ok(documents)
}

/// The pure part for a folder, or for one FAQ document beside the safety rules in force.
///
/// # Errors
/// Everything that is wrong in the documents.
pub(super) fn brain_at(place: &Path, settings: &Settings) -> Result<Brain, Diagnostics> {
    if place.is_file() {
        let pack = faq::parse_documents(&[read_source(place)?])?;
        let rules = in_force(settings)?.rules;
        return Ok(Brain::new(pack, rules, &settings.matching));
    }
    let Documents { pack, rules, .. } = Documents::of_folder(place)?;
    Ok(Brain::new(pack, rules, &settings.matching))
}

/// Says at the start which safety rules are in force.
pub(super) fn log_safety(safety: &Safety) {
    match safety {
        Safety::Incomplete(_) => tracing::warn!("in force: {safety}"),
        Safety::BuiltIn | Safety::Own(_) => tracing::info!("in force: {safety}"),
    }
}

/// Findings as they are drawn on stderr.
pub(super) fn drawn(found: &Diagnostics) -> String {
    found.render(Rendering { colour: io::stderr().is_terminal(), limit: Some(FINDINGS_SHOWN) })
}

/// Draws findings on stderr, and the exit code of a program that cannot go on with them.
pub(super) fn refused(found: &Diagnostics) -> ExitCode {
    eprintln!("{}", drawn(found));
    exit::failure()
}
