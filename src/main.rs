//! Starts the program and hands its exit code to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    askwell::cli::run()
}
