//! The command line: one file a subcommand.
//!
//! Results go to stdout, logs and problems to stderr. Exit codes: 0 fine, 1 findings or failure, 2 wrong use.

mod alert;
mod args;
mod ask;
mod belongs;
mod carrier;
mod channel;
mod check;
mod config;
mod desk;
mod diff;
#[cfg(feature = "discord")]
mod discord;
mod documents;
mod draft;
mod draft_page;
mod end;
mod entry;
mod entry_page;
mod eval;
mod exception;
mod exit;
#[cfg(any(feature = "discord", feature = "slack"))]
mod findings;
mod history;
mod import;
mod init;
mod keep;
mod keyword;
mod living;
mod log;
mod moderate;
mod news;
mod output;
mod phrasing;
mod platforms;
mod replay;
mod replay_page;
mod restore;
mod schema;
mod serve;
#[cfg(feature = "slack")]
mod slack;
mod stats;
mod stop;
mod synonym;
mod threshold;
mod tune;
mod unanswered;
mod undo;
#[cfg(feature = "http")]
mod web;
mod why;

use crate::config::{Loaded, Sources};
use args::{Args, Command, Common};
use clap::Parser;
use std::io;
use std::process::ExitCode;

/// Runs the program as its arguments say.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let Some(loaded) = load(&args.common) else { return exit::wrong_use() };
    // What is piped in decides whether the program serves, and that decides what is logged.
    let piped = if args.command.is_none() { serve::piped_text(&loaded.settings) } else { None };
    let serves = piped.is_none() && matches!(args.command, None | Some(Command::Serve(_)));
    log::init(serves && serve::is_service(&loaded.settings));
    dispatch(args.command, piped, &loaded).unwrap_or_else(|error| exit::of_error(&error))
}

fn dispatch(command: Option<Command>, piped: Option<serve::Piped>, loaded: &Loaded) -> io::Result<ExitCode> {
    match command {
        None => serve::run_bare(&loaded.settings, piped),
        Some(Command::Serve(options)) => serve::run(&loaded.settings, &options),
        Some(Command::Ask(options)) => documents::with_bot(&loaded.settings, |bot| ask::run(&bot, &options)),
        Some(Command::Eval(options)) => documents::with_bot(&loaded.settings, |bot| eval::run(&bot.brain(), &options)),
        Some(Command::Replay(options)) => replay::run(&loaded.settings, &options),
        Some(Command::Why(options)) => documents::with_bot(&loaded.settings, |bot| why::run(&bot, &options)),
        Some(Command::Tune(options)) => tune::run(&loaded.settings, &options),
        Some(Command::Check(options)) => check::run(&loaded.settings, &options),
        Some(Command::Config(options)) => config::run(&loaded.effective, &options),
        Some(Command::Import(options)) => import::run(&options),
        Some(Command::Init(options)) => init::run(&options),
        Some(Command::Schema(options)) => schema::run(&options),
        Some(Command::Alert(options)) => alert::run(&loaded.settings, &options),
        #[cfg(feature = "discord")]
        Some(Command::Discord(options)) => discord::run(&loaded.settings, &options),
        #[cfg(feature = "slack")]
        Some(Command::Slack(options)) => slack::run(&loaded.settings, &options),
        Some(Command::Channel(options)) => channel::run(&loaded.settings, &options),
        Some(Command::Unanswered(options)) => unanswered::run(&loaded.settings, &options),
        Some(Command::Stats(options)) => stats::run(&loaded.settings, &options),
        Some(Command::Export(options)) => keep::run_export(&loaded.settings, &options),
        Some(Command::Purge(options)) => keep::run_purge(&loaded.settings, &options),
        Some(Command::Backup(options)) => keep::run_backup(&loaded.settings, &options),
        Some(Command::Entry(options)) => entry::run(&loaded.settings, options),
        Some(Command::Phrasing(options)) => phrasing::run(&loaded.settings, options),
        Some(Command::Keyword(options)) => keyword::run(&loaded.settings, options),
        Some(Command::Exception(options)) => exception::run(&loaded.settings, options),
        Some(Command::Synonym(options)) => synonym::run(&loaded.settings, options),
        Some(Command::Threshold(options)) => threshold::run(&loaded.settings, options),
        Some(Command::Draft(options)) => draft::run(&loaded.settings, options),
        Some(Command::History(options)) => history::run(&loaded.settings, &options),
        Some(Command::Diff(options)) => diff::run(&loaded.settings, &options),
        Some(Command::Undo(options)) => undo::run(&loaded.settings, &options),
        Some(Command::Restore(options)) => restore::run(&loaded.settings, &options),
        Some(Command::Desk(options)) => desk::run(&loaded.settings, &options),
        Some(Command::Belongs(options)) => belongs::run(&loaded.settings, &options),
    }
}

/// Reads the settings; what is wrong with them goes to stderr.
fn load(common: &Common) -> Option<Loaded> {
    let sources = Sources { file: common.config.clone(), faq_dir: common.faq.clone(), ..Sources::of_process() };
    match sources.load() {
        Ok(loaded) => Some(loaded),
        Err(problems) => {
            for problem in problems {
                eprintln!("error: {problem}");
            }
            None
        }
    }
}
