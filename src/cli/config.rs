//! `askwell config`: the settings in force and their origin, secrets as `(set)` or `(not set)`.

use super::output::print;
use crate::config::{Effective, Setting};
use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

/// Longer values push their own origin to the right instead of everybody's.
const ORIGIN_COLUMN: usize = 44;

#[derive(clap::Args)]
pub(super) struct ConfigOptions {
    /// One JSON object for programs: section → key → value and origin
    #[arg(long)]
    json: bool,
}

pub(super) fn run(effective: &Effective, options: &ConfigOptions) -> io::Result<ExitCode> {
    let text = if options.json { json(effective) } else { table(effective) };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn table(effective: &Effective) -> String {
    let mut text = String::new();
    let mut current = "";
    for Setting { key, value, origin } in &effective.settings {
        let (section, name) = key.split_once('.').unwrap_or(("", key));
        if section != current {
            let gap = if current.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}[{section}]");
            current = section;
        }
        let secret = value.as_str().filter(|shown| matches!(*shown, "(set)" | "(not set)"));
        let setting = secret.map_or_else(|| format!("{name} = {value}"), |shown| format!("{name} = {shown}"));
        let _ = writeln!(text, "{setting:ORIGIN_COLUMN$} # {origin}");
    }
    text
}

fn json(effective: &Effective) -> String {
    let mut sections = serde_json::Map::new();
    for Setting { key, value, origin } in &effective.settings {
        let (section, name) = key.split_once('.').unwrap_or(("", key));
        let keys = sections.entry(section).or_insert_with(|| serde_json::json!({}));
        keys[name] = serde_json::json!({ "value": value, "origin": origin });
    }
    format!("{}\n", serde_json::Value::Object(sections))
}
