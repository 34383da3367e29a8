//! Writing results, and what happens when nobody reads them.

use super::FAILURE;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// Ends a command that could not write or finish. A reader that went away (`| head`) is no failure.
pub(super) fn failed(error: &io::Error) -> ExitCode {
    if error.kind() == ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: {error}");
    ExitCode::from(FAILURE)
}

/// Writes text to stdout without the panic of `println!` when the reader is gone.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
