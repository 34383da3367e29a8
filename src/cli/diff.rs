//! `askwell diff`: what a revision changed, line by line.

use std::io;
use std::process::ExitCode;

use super::moderate::with_moderation;
use super::output::print;
use crate::config::Settings;
use crate::moderation::{diff, revision_json};

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
        let lines = diff(&revision.change);
        let text = if options.json {
            let mut object = revision_json(&revision);
            object["diff"] = lines.into();
            format!("{object}\n")
        } else {
            let (at, author, action) = (revision.at.minute(), &revision.author, &revision.action);
            let why = revision.reason.map(|reason| format!("Why: {reason}\n")).unwrap_or_default();
            format!("Revision {}, {at}, {author}: {action}\n{why}\n{lines}", revision.id)
        };
        print(&text)?;
        Ok(ExitCode::SUCCESS)
    })
}
