//! `askwell check`: mistakes and doubts in documents, the worst first.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::exit;
use super::output::print;
use crate::bot::Brain;
use crate::config::Settings;
use crate::document::{Diagnostics, Rendering, Severity, Source};
use crate::faq;
use crate::lint::{LINTS, Subject, explain, page, run as lint};
use crate::reload::Snapshot;
use crate::safety::{self, Rules};

/// Of many findings so many are drawn, the worst first; the rest is counted.
const FINDINGS_SHOWN: usize = 25;

/// The name under which `--explain` prints the page of all lints.
const ALL: &str = "all";

#[derive(clap::Args)]
pub(super) struct CheckOptions {
    /// Count warnings as failures: exit 1 when there is any
    #[arg(long)]
    strict: bool,
    /// One JSON object for programs, with all findings
    #[arg(long)]
    json: bool,
    /// Say what a lint looks for, why, and show an example; `all` for every lint
    #[arg(long, value_name = "LINT")]
    explain: Option<String>,
}

pub(super) fn run(settings: &Settings, options: &CheckOptions) -> io::Result<ExitCode> {
    if let Some(name) = &options.explain {
        return explain_lint(name);
    }
    let found = if let Some(folder) = &settings.faq.dir {
        check_folder(folder, settings)
    } else {
        let safety = safety::built_in_source();
        check_texts(&[faq::built_in_source()], Some(&safety), Ok(Rules::built_in()), settings)
    };
    print(&if options.json { json(&found) } else { drawn(&found, settings.faq.dir.as_deref()) })?;
    let failed = found.has_errors() || (options.strict && !found.is_empty());
    Ok(if failed { exit::failure() } else { ExitCode::SUCCESS })
}

fn explain_lint(name: &str) -> io::Result<ExitCode> {
    if name == ALL {
        print(&page())?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(text) = explain(name) {
        print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let names: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
    eprintln!("error: no lint is called `{name}`");
    eprintln!("  Help: they are: {}", names.join(", "));
    Ok(exit::wrong_use())
}

fn check_folder(folder: &Path, settings: &Settings) -> Diagnostics {
    let snapshot = Snapshot::of_folder(folder);
    let rules = snapshot.rules().map(|(rules, _)| rules);
    match snapshot.faq() {
        Ok(sources) => check_texts(sources, snapshot.safety_source(), rules, settings),
        Err(unreadable) => {
            let mut found = unreadable.clone();
            found.append(rules.err().unwrap_or_default());
            found
        }
    }
}

/// Everything that is wrong in the texts; lints only when nothing makes them unusable.
fn check_texts(
    sources: &[Arc<Source>],
    safety: Option<&Arc<Source>>,
    rules: Result<Rules, Diagnostics>,
    settings: &Settings,
) -> Diagnostics {
    let reading = faq::read(sources);
    let mut found = reading.found;
    match rules {
        Ok(rules) if !found.has_errors() => {
            let today = today();
            let brain = Brain::new(reading.pack, rules, &settings.matching);
            let subject = Subject::new(&reading.documents, &brain, safety, &today);
            found.append(lint(&subject));
        }
        Ok(_) => {}
        Err(problems) => found.append(problems),
    }
    found.sort_errors_first();
    found
}

fn drawn(found: &Diagnostics, folder: Option<&Path>) -> String {
    let how = Rendering { colour: io::stdout().is_terminal(), limit: Some(FINDINGS_SHOWN) };
    let place = folder.map_or_else(|| "the built-in FAQ".to_owned(), |folder| folder.display().to_string());
    let (errors, warnings) = (found.count(Severity::Error), found.count(Severity::Warning));
    let count = |number: usize, noun: &str| match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    };
    let mut text = found.render(how);
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{place}: {}, {}", count(errors, "error"), count(warnings, "warning"));
    if found.iter().any(|item| item.lint.is_some()) {
        text.push_str("`askwell check --explain NAME` says more about a name in brackets.\n");
    }
    text
}

fn json(found: &Diagnostics) -> String {
    let object = serde_json::json!({
        "errors": found.count(Severity::Error),
        "warnings": found.count(Severity::Warning),
        "findings": found,
    });
    format!("{object}\n")
}

/// Today in UTC, `YYYY-MM-DD`.
fn today() -> String {
    const SECONDS_A_DAY: u64 = 86_400;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    date((seconds / SECONDS_A_DAY) as i64)
}

/// The date of a day counted from 1970-01-01, by the calendar's 400-year cycle with years that begin in March.
fn date(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        let cases =
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_781, "2026-11-24"), (-1, "1969-12-31")];
        for (days, expected) in cases {
            assert_eq!(date(days), expected);
        }
    }
}
