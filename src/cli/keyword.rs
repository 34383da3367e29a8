//! `askwell keyword`: rules that speak for an entry.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, propose};
use crate::config::Settings;
use crate::faq::edit::{Condition, Edit, RuleName};

/// What a rule counts where nothing else is said, as in a document.
const USUAL_WEIGHT: f64 = 1.0;

#[derive(clap::Args)]
pub(super) struct KeywordOptions {
    #[command(subcommand)]
    command: KeywordCommand,
}

#[derive(clap::Subcommand)]
enum KeywordCommand {
    /// Give an entry one more keyword rule
    Add {
        /// The entry's id
        entry: String,
        /// Words or short phrases (in quotes); one of them is enough
        #[arg(value_name = "WORD")]
        words: Vec<String>,
        /// All of the words must stand in the message
        #[arg(long)]
        all: bool,
        /// A regular expression on the message in small letters
        #[arg(long, value_name = "REGEX")]
        pattern: Option<String>,
        /// How much it counts: 1 supports, 2 is strong, 4 is enough by itself
        #[arg(long, value_name = "POINTS", default_value_t = USUAL_WEIGHT, allow_negative_numbers = true)]
        weight: f64,
        #[command(flatten)]
        making: Making,
    },
    /// Take a keyword rule from an entry, or words from a rule
    Remove {
        /// The entry's id
        entry: String,
        #[command(flatten)]
        rule: Which,
        #[command(flatten)]
        making: Making,
    },
    /// Set how much a keyword rule counts
    Weight {
        /// The entry's id
        entry: String,
        /// 1 supports, 2 is strong, 4 is enough by itself
        #[arg(allow_negative_numbers = true)]
        points: f64,
        #[command(flatten)]
        rule: Which,
        #[command(flatten)]
        making: Making,
    },
}

/// A rule by its number or by its words.
#[derive(clap::Args)]
pub(super) struct Which {
    /// Words of the rule
    #[arg(value_name = "WORD", required_unless_present = "rule", conflicts_with = "rule")]
    words: Vec<String>,
    /// The number of the rule, as `askwell entry show` counts them
    #[arg(long, value_name = "N")]
    rule: Option<usize>,
}

impl Which {
    pub(super) fn name(self) -> RuleName {
        self.rule.map_or(RuleName::Words(self.words), RuleName::Number)
    }
}

pub(super) fn run(settings: &Settings, options: KeywordOptions) -> io::Result<ExitCode> {
    match options.command {
        KeywordCommand::Add { entry, words, all, pattern, weight, making } => {
            let (any, all) = if all { (Vec::new(), words) } else { (words, Vec::new()) };
            let rule = Condition { any, all, pattern };
            propose(settings, &making, vec![Edit::AddKeyword { entry, rule, weight }])
        }
        KeywordCommand::Remove { entry, rule, making } => {
            propose(settings, &making, vec![Edit::RemoveKeyword { entry, rule: rule.name() }])
        }
        KeywordCommand::Weight { entry, points, rule, making } => {
            propose(settings, &making, vec![Edit::SetWeight { entry, rule: rule.name(), weight: points }])
        }
    }
}
