//! `askwell replay`: what a change of the documents does to messages.

use super::ask::ModeName;
use super::output::print;
use super::{documents, exit, replay_page};
use crate::config::Settings;
use crate::document::Diagnostics;
use crate::eval::{Replay, read_messages};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// So many changes are listed where nothing else is said.
const CHANGES: usize = 30;

#[derive(clap::Args)]
pub(super) struct ReplayOptions {
    /// Messages, with labels or without: JSONL, or CSV with a header `text,label`
    #[arg(long, value_name = "FILE")]
    messages: PathBuf,
    /// The documents as they were: a folder, or one FAQ document beside the safety rules in force
    #[arg(long, value_name = "OLD")]
    from: PathBuf,
    /// The documents as they would be: a folder, or one FAQ document beside the safety rules in force
    #[arg(long, value_name = "NEW")]
    to: PathBuf,
    /// How the messages reach the bot
    #[arg(long, value_enum, default_value_t)]
    mode: ModeName,
    /// List so many of the changes, the worst first
    #[arg(long, value_name = "N", default_value_t = CHANGES)]
    changes: usize,
    /// Print one JSON object for programs, with every change
    #[arg(long)]
    json: bool,
}

pub(super) fn run(settings: &Settings, options: &ReplayOptions) -> io::Result<ExitCode> {
    let messages = match read_messages(&options.messages) {
        Ok(messages) => messages,
        Err(error) => {
            eprintln!("error: {error}");
            return Ok(exit::wrong_use());
        }
    };
    let brains = (documents::brain_at(&options.from, settings), documents::brain_at(&options.to, settings));
    let (old, new) = match brains {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let mut found = Diagnostics::default();
            found.append(old.err().unwrap_or_default());
            found.append(new.err().unwrap_or_default());
            documents::refused(&found);
            return Ok(exit::wrong_use());
        }
    };
    let replay = Replay::new(&old, &new, &messages, options.mode.into());
    if !replay.strange_labels.is_empty() {
        let labels = replay.strange_labels.join(", ");
        eprintln!("warning: labels that are no entry of either FAQ and no tier: {labels}");
    }
    let text = if options.json {
        format!("{}\n", replay.to_json(&messages))
    } else {
        replay_page::page(&replay, &messages, options.changes)
    };
    print(&text)?;
    Ok(if replay.worse() > 0 { exit::failure() } else { ExitCode::SUCCESS })
}
