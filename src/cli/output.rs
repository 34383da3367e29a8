//! Writing results to stdout.

use std::io::{self, Write};

/// Writes text without the panic of `println!` when the reader is gone.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
