//! Exit codes: 0 fine, 1 findings or failure, 2 wrong use.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// Findings, or something that failed.
const FAILURE: u8 = 1;
/// The arguments, settings or documents cannot be used as they are.
const WRONG_USE: u8 = 2;

pub(super) fn failure() -> ExitCode {
    ExitCode::from(FAILURE)
}

pub(super) fn wrong_use() -> ExitCode {
    ExitCode::from(WRONG_USE)
}

/// Ends a command that could not write or finish. A reader that went away (`| head`) is no failure.
pub(super) fn of_error(error: &io::Error) -> ExitCode {
    if error.kind() == ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: {error}");
    failure()
}
