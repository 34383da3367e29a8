//! The arguments of the program.

use clap::{Args as Options, Parser, Subcommand};
use std::path::PathBuf;

/// Answers the questions of a clinic's community chat from its FAQ, word for word.
#[derive(Parser)]
#[command(name = "askwell", version)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What every subcommand understands.
#[derive(Options)]
pub(super) struct Common {
    /// A file of settings, over config/local.toml and under the environment
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The folder of FAQ documents, instead of the setting faq.dir
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) faq: Option<String>,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Serve every configured platform and HTTP; at a terminal with no platform, chat there (what the program does
    /// without a command)
    Serve(super::serve::ServeOptions),
    /// Show what the bot makes of one message
    Ask(super::ask::AskOptions),
    /// Show why a message got its reply, and what would lead it to another entry
    Why(super::why::WhyOptions),
    /// Measure predictions on labelled messages
    Eval(super::eval::EvalOptions),
    /// Compare two versions of the documents, message by message
    Replay(super::replay::ReplayOptions),
    /// Propose changes to the documents, counted on labelled messages that they were not made from
    Tune(super::tune::TuneOptions),
    /// Show the settings in force and where each comes from
    Config(super::config::ConfigOptions),
    /// Find mistakes and doubts in the documents
    Check(super::check::CheckOptions),
    /// Make a FAQ document of a text, a Markdown file, a table or an export
    Import(super::import::ImportOptions),
    /// Start a folder of your own: documents, settings, a page for moderators
    Init(super::init::InitOptions),
    /// Print the JSON Schema (draft 07) of FAQ and safety documents
    Schema(super::schema::SchemaOptions),
    /// Send staff a test alarm, or list the alerts that were raised
    Alert(super::alert::AlertOptions),
    /// Set the bot up on Discord: print its invitation, look at what is missing
    #[cfg(feature = "discord")]
    Discord(super::discord::DiscordOptions),
    /// Set the bot up at Slack: print the app's manifest, look at what is missing
    #[cfg(feature = "slack")]
    Slack(super::slack::SlackOptions),
    /// Say where the bot listens and how it speaks there
    Channel(super::channel::ChannelOptions),
    /// List questions that found no answer
    Unanswered(super::unanswered::UnansweredOptions),
    /// Show what the bot did, in numbers
    Stats(super::stats::StatsOptions),
    /// Write documents, their revisions and the counts as files
    Export(super::keep::ExportOptions),
    /// Forget what belongs to one channel or one person
    Purge(super::keep::PurgeOptions),
    /// Copy the store while it is in use, or put a copy back (SQLite)
    Backup(super::keep::BackupOptions),
    /// List and show entries; add, change, retire and restore them
    Entry(super::entry::EntryOptions),
    /// Add and remove other ways in which people put a question
    Phrasing(super::phrasing::PhrasingOptions),
    /// Add and remove words that speak for an entry, and set how much they count
    Keyword(super::keyword::KeywordOptions),
    /// Add and remove words that an entry must not see
    Exception(super::exception::ExceptionOptions),
    /// Add and remove words that count as one another
    Synonym(super::synonym::SynonymOptions),
    /// Set how sure the bot must be of one entry
    Threshold(super::threshold::ThresholdOptions),
    /// Look at edits that are not live; apply or drop them, or make them again
    Draft(super::draft::DraftOptions),
    /// Show what was changed in the documents, by whom, when and why
    History(super::history::HistoryOptions),
    /// Show what a revision changed, line by line
    Diff(super::diff::DiffOptions),
    /// Take a change back
    Undo(super::undo::UndoOptions),
    /// Make a document what it was after a revision
    Restore(super::restore::RestoreOptions),
    /// Say who may use the desk, and who may approve changes of reviewed answers
    Desk(super::desk::DeskOptions),
    /// Make an unanswered question a phrasing of its entry
    Belongs(super::belongs::BelongsOptions),
}
