//! The command line: one file a subcommand.

use std::process::ExitCode;

/// Runs the program as its arguments say.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
