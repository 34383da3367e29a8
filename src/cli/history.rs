//! `askwell history`: what was changed, by whom, when and why.

use std::io;
use std::process::ExitCode;

use serde_json::json;

use super::moderate::with_moderation;
use super::output::print;
use crate::config::Settings;
use crate::moderation::{pages, revision_json};

/// So many changes are listed where nothing else is said.
const USUAL: u32 = 30;

#[derive(clap::Args)]
pub(super) struct HistoryOptions {
    /// The name of one document; without it all
    document: Option<String>,
    /// So many changes at most
    #[arg(long, value_name = "N", default_value_t = USUAL, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(settings: &Settings, options: &HistoryOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let revisions = moderation.history(options.document.as_deref(), options.limit).await?;
        let text = if options.json {
            format!("{}\n", json!({"revisions": revisions.iter().map(revision_json).collect::<Vec<_>>()}))
        } else {
            pages::history(&revisions)
        };
        print(&text)?;
        Ok(ExitCode::SUCCESS)
    })
}
