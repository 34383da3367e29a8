//! The command line: one file a subcommand.
//!
//! Results go to stdout, logs and problems to stderr. Exit codes: 0 fine, 1 findings or failure, 2 wrong use.

mod args;
mod config;
mod exit;
mod import;
mod log;
mod output;

use crate::config::{Loaded, Sources};
use args::{Args, Command, Common};
use clap::Parser;
use std::process::ExitCode;

/// Runs the program as its arguments say.
pub fn run() -> ExitCode {
    let args = Args::parse();
    log::init();
    let Some(loaded) = load(&args.common) else { return exit::wrong_use() };
    let done = match args.command {
        Command::Config(options) => config::run(&loaded.effective, &options),
        Command::Import(options) => import::run(&options),
    };
    match done {
        Ok(code) => code,
        Err(error) => exit::of_error(&error),
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
