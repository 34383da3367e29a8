//! The bot of the documents in force: a folder's, or those that the program carries.

use super::exit;
use crate::bot::Bot;
use crate::config::Settings;
use crate::document::{Diagnostic, Diagnostics, Rendering, Source, parse, read_source};
use crate::faq::{self, SAFETY_DOCUMENT};
use crate::safety::Rules;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Of many findings so many are drawn; the rest is counted.
const FINDINGS_SHOWN: usize = 20;

/// Does something with the bot of the documents in force; broken documents are drawn on stderr instead.
pub(super) fn with_bot(settings: &Settings, run: impl FnOnce(Bot) -> io::Result<ExitCode>) -> io::Result<ExitCode> {
    match bot(settings.clone()) {
        Ok(bot) => run(bot),
        Err(found) => Ok(refused(&found)),
    }
}

/// Reads the documents that the settings name and builds the bot.
///
/// # Errors
/// Everything that is wrong in them.
fn bot(settings: Settings) -> Result<Bot, Diagnostics> {
    let (pack, rules) = match &settings.faq.dir {
        None => (Ok(faq::built_in()), Ok(Rules::built_in())),
        Some(folder) => (faq::load_folder(folder), rules_of(folder)),
    };
    match (pack, rules) {
        (Ok(pack), Ok(rules)) => Ok(Bot::new(pack, rules, settings)),
        (pack, rules) => {
            let mut found = pack.err().unwrap_or_default();
            found.append(rules.err().unwrap_or_default());
            Err(found)
        }
    }
}

/// The safety rules of a folder; the built-in ones where it has none, or none for emergency or crisis.
pub(super) fn rules_of(folder: &Path) -> Result<Rules, Diagnostics> {
    let path = folder.join(SAFETY_DOCUMENT);
    if !path.exists() {
        tracing::info!("{} has no {SAFETY_DOCUMENT}: the built-in safety rules are in force", folder.display());
        return Ok(Rules::built_in());
    }
    let source = read_source(&path)?;
    parse(&source)?;
    match Rules::with_own(&source.text) {
        Ok(Some(rules)) => {
            tracing::info!("the safety rules of {} are in force beside the built-in ones", path.display());
            Ok(rules)
        }
        Ok(None) => {
            tracing::warn!(
                "{} lacks rules for emergency or crisis: the built-in safety rules are in force",
                path.display()
            );
            Ok(Rules::built_in())
        }
        Err(problems) => {
            let mut found = Diagnostics::default();
            for problem in problems {
                found.push(drawn(&source, problem));
            }
            Err(found)
        }
    }
}

fn drawn(source: &Arc<Source>, problem: crate::safety::Problem) -> Diagnostic {
    Diagnostic::error(source, problem.span, problem.what).hint(problem.hint)
}

/// Draws findings on stderr, and the exit code of a program that cannot go on with them.
fn refused(found: &Diagnostics) -> ExitCode {
    let how = Rendering { colour: io::stderr().is_terminal(), limit: Some(FINDINGS_SHOWN) };
    eprintln!("{}", found.render(how));
    exit::failure()
}
