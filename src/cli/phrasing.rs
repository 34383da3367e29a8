//! `askwell phrasing`: other ways in which people put a question.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, propose};
use crate::config::Settings;
use crate::faq::edit::Edit;

#[derive(clap::Args)]
pub(super) struct PhrasingOptions {
    #[command(subcommand)]
    command: PhrasingCommand,
}

#[derive(clap::Subcommand)]
enum PhrasingCommand {
    /// Give an entry one more phrasing
    Add(Phrasing),
    /// Take a phrasing from an entry
    Remove(Phrasing),
}

#[derive(clap::Args)]
struct Phrasing {
    /// The entry's id
    entry: String,
    /// The phrasing; several words are joined
    #[arg(value_name = "TEXT", required = true, num_args = 1..)]
    text: Vec<String>,
    #[command(flatten)]
    making: Making,
}

pub(super) fn run(settings: &Settings, options: PhrasingOptions) -> io::Result<ExitCode> {
    match options.command {
        PhrasingCommand::Add(Phrasing { entry, text, making }) => {
            propose(settings, &making, vec![Edit::AddPhrasing { entry, text: text.join(" ") }])
        }
        PhrasingCommand::Remove(Phrasing { entry, text, making }) => {
            propose(settings, &making, vec![Edit::RemovePhrasing { entry, text: text.join(" ") }])
        }
    }
}
