//! `askwell exception`: words that an entry must not see.

use std::io;
use std::process::ExitCode;

use super::keyword::Which;
use super::moderate::{Making, propose};
use crate::config::Settings;
use crate::faq::edit::{Condition, Edit};

#[derive(clap::Args)]
pub(super) struct ExceptionOptions {
    #[command(subcommand)]
    command: ExceptionCommand,
}

#[derive(clap::Subcommand)]
enum ExceptionCommand {
    /// Hide words from an entry
    Add {
        /// The entry's id
        entry: String,
        /// Words or short phrases (in quotes)
        #[arg(value_name = "WORD")]
        words: Vec<String>,
        /// A regular expression on the message in small letters
        #[arg(long, value_name = "REGEX")]
        pattern: Option<String>,
        #[command(flatten)]
        making: Making,
    },
    /// Take an exception from an entry, or words from one
    Remove {
        /// The entry's id
        entry: String,
        #[command(flatten)]
        rule: Which,
        #[command(flatten)]
        making: Making,
    },
}

pub(super) fn run(settings: &Settings, options: ExceptionOptions) -> io::Result<ExitCode> {
    match options.command {
        ExceptionCommand::Add { entry, words, pattern, making } => {
            let rule = Condition { any: words, all: Vec::new(), pattern };
            propose(settings, &making, vec![Edit::AddException { entry, rule }])
        }
        ExceptionCommand::Remove { entry, rule, making } => {
            propose(settings, &making, vec![Edit::RemoveException { entry, rule: rule.name() }])
        }
    }
}
