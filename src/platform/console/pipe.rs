//! Text that is piped in: each line is answered, and the program ends with the text.

use super::session::{Session, Turn};
use super::style::Style;
use crate::bot::Bot;
use std::io::{self, BufRead, Write};

/// Waits for the first text of an input. `None` for an input that ends without any, or that cannot be read at all:
/// services are started with such.
pub fn first_text(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        match input.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return None,
            Ok(_) if line.trim_ascii().is_empty() => {}
            Ok(_) => return Some(line),
        }
    }
}

/// Answers a first line and all that follow, with an empty line between replies.
///
/// # Errors
/// An input or output that fails on the way.
pub fn answer_lines(bot: &Bot, first: &[u8], input: &mut impl BufRead, output: &mut impl Write) -> io::Result<()> {
    let mut session = Session::new(bot, Style::PLAIN);
    let mut line = first.to_vec();
    let mut said = false;
    while !line.is_empty() {
        match session.turn(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n'])) {
            Turn::Say(text) => {
                writeln!(output, "{}{text}", if said { "\n" } else { "" })?;
                output.flush()?;
                said = true;
            }
            Turn::Silence => {}
            Turn::End => return Ok(()),
        }
        line.clear();
        input.read_until(b'\n', &mut line)?;
    }
    Ok(())
}
