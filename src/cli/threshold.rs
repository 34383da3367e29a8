//! `askwell threshold`: how sure the bot must be of one entry.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, propose};
use crate::config::Settings;
use crate::faq::edit::Edit;

#[derive(clap::Args)]
pub(super) struct ThresholdOptions {
    #[command(subcommand)]
    command: ThresholdCommand,
}

#[derive(clap::Subcommand)]
enum ThresholdCommand {
    /// Give an entry a threshold of its own
    Set {
        /// The entry's id
        entry: String,
        /// From 0 (always answer) to 1 (never)
        #[arg(allow_negative_numbers = true)]
        value: f64,
        #[command(flatten)]
        making: Making,
    },
    /// Let the settings' threshold count for an entry again
    Clear {
        /// The entry's id
        entry: String,
        #[command(flatten)]
        making: Making,
    },
}

pub(super) fn run(settings: &Settings, options: ThresholdOptions) -> io::Result<ExitCode> {
    match options.command {
        ThresholdCommand::Set { entry, value, making } => {
            propose(settings, &making, vec![Edit::SetThreshold { entry, value }])
        }
        ThresholdCommand::Clear { entry, making } => propose(settings, &making, vec![Edit::ClearThreshold { entry }]),
    }
}
