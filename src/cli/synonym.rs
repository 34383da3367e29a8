//! `askwell synonym`: words that count as one another.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, propose};
use crate::config::Settings;
use crate::faq::edit::Edit;

#[derive(clap::Args)]
pub(super) struct SynonymOptions {
    #[command(subcommand)]
    command: SynonymCommand,
}

#[derive(clap::Subcommand)]
enum SynonymCommand {
    /// Let words count as one another in every entry
    Add(Set),
    /// Take a set of synonyms out, named by one or more of its words
    Remove(Set),
}

#[derive(clap::Args)]
struct Set {
    /// Words or short phrases (in quotes)
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    making: Making,
}

pub(super) fn run(settings: &Settings, options: SynonymOptions) -> io::Result<ExitCode> {
    match options.command {
        SynonymCommand::Add(Set { words, making }) => propose(settings, &making, vec![Edit::AddSynonyms { words }]),
        SynonymCommand::Remove(Set { words, making }) => {
            propose(settings, &making, vec![Edit::RemoveSynonyms { words }])
        }
    }
}
