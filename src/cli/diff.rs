//! `askwell diff`: what a revision changed, line by line.

use std::io;
use std::process::ExitCode;

use super::moderate::with_moderation;
use super::output::print;
use crate::config::Settings;
use crate::moderation::{diff, pages, revision_json};

#[derive(clap::Args)]
pub(super) struct DiffOptions {
    /// The revision's number, as `askwell history` lists it
    revision: i64,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(settings: &Settings, options: &DiffOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let revision = moderation.revision(options.revision).await?;
        let text = if options.json {
            let mut object = revision_json(&revision);
            object["diff"] = diff(&revision.change).into();
            format!("{object}\n")
        } else {
            pages::revision(&revision)
        };
        print(&text)?;
        Ok(ExitCode::SUCCESS)
    })
}
