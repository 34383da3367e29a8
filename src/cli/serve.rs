//! `askwell serve`, and `askwell` alone: every configured platform, or the chat at the terminal.

use super::documents;
use super::exit;
use crate::bot::Bot;
use crate::config::Settings;
use crate::platform::console;
use std::io::{self, BufReader, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

const NOTHING_TO_SERVE: &str = "there is nothing to serve: no chat platform is configured, and there is no terminal to chat at.
  Set discord.token (or the variable ASKWELL__DISCORD__TOKEN), pipe text in, or start the program in a terminal.";

/// `askwell`: answers text that is piped in, and serves where there is none.
pub(super) fn run_bare(settings: Settings) -> io::Result<ExitCode> {
    let stdin = io::stdin();
    if stdin.is_terminal() || has_platform(&settings) && !piped_text_is_likely() {
        return run(settings);
    }
    let mut input = BufReader::new(stdin);
    let Some(first) = console::first_text(&mut input) else { return run(settings) };
    with_bot(settings, |bot| {
        let mut output = io::stdout().lock();
        console::answer_lines(bot, &first, &mut input, &mut output)?;
        output.flush()?;
        Ok(ExitCode::SUCCESS)
    })
}
