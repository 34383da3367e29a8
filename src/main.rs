//! Starts the program and hands its exit code to the shell.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A message is read and matched in small pieces, and documents in very many: a third of the time went into the C library's
/// allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    askwell::cli::run()
}
