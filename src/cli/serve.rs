//! `askwell serve`, and `askwell` alone: every configured platform, or the chat at the terminal.

use super::living::Living;
use super::{documents, exit, news};
use crate::config::Settings;
use crate::platform::console;
use std::io::{self, BufReader, IsTerminal, Stdin};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

const NOTHING_TO_SERVE: &str =
    "error: there is nothing to serve: no chat platform is configured, and no terminal to chat at.
  Set discord.token (the variable ASKWELL__DISCORD__TOKEN), pipe text in, or start the program at a terminal.";

/// Some services are started with a pipe that nobody writes to or closes: a configured platform waits no longer for text.
const PATIENCE: Duration = Duration::from_secs(2);

/// `askwell`: answers text that is piped in, and serves where there is none.
pub(super) fn run_bare(settings: &Settings) -> io::Result<ExitCode> {
    let Some((first, mut input)) = piped_text(has_platform(settings)) else { return run(settings) };
    documents::with_bot(settings, |bot| {
        console::answer_lines(&bot, &first, &mut input, &mut io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    })
}

/// `askwell serve`: stdin is read only from a terminal.
pub(super) fn run(settings: &Settings) -> io::Result<ExitCode> {
    warn_of_unserved(settings);
    if !has_platform(settings) && !io::stdin().is_terminal() {
        eprintln!("{NOTHING_TO_SERVE}");
        return Ok(exit::wrong_use());
    }
    let mut living = match Living::start(settings) {
        Ok(living) => living,
        Err(code) => return Ok(code),
    };
    let outcome = if has_platform(settings) {
        living.follow(|news| news::for_log(&news))?;
        Ok(platforms(settings, &living))
    } else {
        chat(&mut living)
    };
    living.end();
    outcome
}

fn chat(living: &mut Living) -> io::Result<ExitCode> {
    let bot = Arc::clone(living.bot());
    console::chat(&bot, |mut say| living.follow(move |news| say(news::for_console(&news))))?;
    Ok(ExitCode::SUCCESS)
}

/// A setting that asks for what this version cannot do must not look as if it were done.
fn warn_of_unserved(settings: &Settings) {
    let wanted = [("slack.bot_token", settings.slack.bot_token.is_some(), "Slack is not served yet")];
    for (key, _, reason) in wanted.iter().filter(|(_, set, _)| *set) {
        eprintln!("warning: {key} is set, but {reason}");
    }
}

/// Whether a chat platform is configured.
pub(super) fn has_platform(settings: &Settings) -> bool {
    settings.discord.token.is_some()
}

/// The first text of a pipe and the rest of it. Nothing where there is a terminal, or an end without any text.
fn piped_text(hurry: bool) -> Option<(Vec<u8>, BufReader<Stdin>)> {
    if io::stdin().is_terminal() {
        return None;
    }
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        let first = console::first_text(&mut input);
        // Nobody receives it when the wait was given up: then the text is not wanted.
        let _ = sender.send(first.map(|first| (first, input)));
    });
    if hurry { receiver.recv_timeout(PATIENCE).ok()? } else { receiver.recv().ok()? }
}

/// Serves the chat platforms until the program is told to end.
#[cfg(feature = "discord")]
fn platforms(settings: &Settings, living: &Living) -> ExitCode {
    let bot = Arc::clone(living.bot());
    match living.runtime().block_on(crate::platform::discord::run(&settings.discord, bot, told_to_end())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            exit::failure()
        }
    }
}

/// A build without any chat platform says so.
#[cfg(not(feature = "discord"))]
fn platforms(_settings: &Settings, _living: &Living) -> ExitCode {
    eprintln!("error: discord.token is set, but this program was built without the feature \"discord\"");
    exit::wrong_use()
}

/// Ready on Ctrl-C and where a service manager ends the program.
#[cfg(feature = "discord")]
async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
        return;
    }
    let _ = interrupted.await;
}
