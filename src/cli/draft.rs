//! `askwell draft`: edits that are not live, looked at, applied, dropped, made again.

use std::io;
use std::process::ExitCode;

use serde_json::json;

use super::draft_page::{next_steps, page};
use super::moderate::{Making, Who, conclude, said, to_json, with_moderation};
use super::output::print;
use crate::config::Settings;
use crate::moderation::{Drafted, pages};
use crate::store::DraftState;

#[derive(clap::Args)]
pub(super) struct DraftOptions {
    #[command(subcommand)]
    command: DraftCommand,
}

#[derive(clap::Subcommand)]
enum DraftCommand {
    /// List the drafts that wait for a decision
    List {
        /// Print one JSON object for programs
        #[arg(long)]
        json: bool,
    },
    /// Show what a draft changes and what that does
    Show {
        /// The draft's number
        draft: i64,
        /// Print one JSON object for programs
        #[arg(long)]
        json: bool,
    },
    /// Put a draft in force
    Apply {
        /// The draft's number
        draft: i64,
        #[command(flatten)]
        who: Who,
        /// Print one JSON object for programs
        #[arg(long)]
        json: bool,
    },
    /// Throw a draft away
    Drop {
        /// The draft's number
        draft: i64,
        #[command(flatten)]
        who: Who,
        /// Print one JSON object for programs
        #[arg(long)]
        json: bool,
    },
    /// Make the same edits again on today's documents, in place of a draft that does not fit any more
    Redo {
        /// The draft's number
        draft: i64,
        #[command(flatten)]
        making: Making,
    },
}

pub(super) fn run(settings: &Settings, options: DraftOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        match options.command {
            DraftCommand::List { json } => {
                let drafts = moderation.drafts(DraftState::Open).await?;
                print(&if json { list_json(&drafts) } else { pages::drafts(&drafts) })?;
            }
            DraftCommand::Show { draft, json } => {
                let drafted = moderation.show_draft(draft).await?;
                let text = if json {
                    format!("{}\n", to_json(&drafted, None))
                } else {
                    page(&drafted) + &next_steps(&drafted)
                };
                print(&text)?;
            }
            DraftCommand::Apply { draft, who, json } => {
                let applied = moderation.apply(&who.moderator(), draft).await?;
                let text = if json {
                    format!("{}\n", to_json(&moderation.show_draft(draft).await?, Some(&applied)))
                } else {
                    said(&applied)
                };
                print(&text)?;
            }
            DraftCommand::Drop { draft, who, json } => {
                moderation.drop_draft(&who.moderator(), draft, who.reason.as_deref()).await?;
                let text =
                    if json { json!({"dropped": draft}).to_string() } else { format!("Dropped: draft {draft}.") };
                print(&(text + "\n"))?;
            }
            DraftCommand::Redo { draft, making } => {
                let drafted = moderation.redo(&making.who.moderator(), draft).await?;
                return conclude(moderation, &making, drafted).await;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

fn list_json(drafts: &[Drafted]) -> String {
    let drafts: Vec<_> = drafts.iter().map(|draft| to_json(draft, None)).collect();
    format!("{}\n", json!({"drafts": drafts}))
}
