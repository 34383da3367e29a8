//! `askwell serve`, and `askwell` alone: every configured platform, or the chat at the terminal.

use super::{documents, exit, news};
use crate::bot::Bot;
use crate::config::{FaqSource, Settings};
use crate::platform::console;
use crate::reload::watch;
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
    if has_platform(settings) {
        return documents::with_living_bot(settings, |bot, reloader| {
            let _watching =
                reloader.map(|(folder, reloader)| watch(folder, reloader, |news| news::for_log(&news))).transpose()?;
            platforms(settings, bot)
        });
    }
    if !io::stdin().is_terminal() {
        eprintln!("{NOTHING_TO_SERVE}");
        return Ok(exit::wrong_use());
    }
    documents::with_living_bot(settings, |bot, reloader| {
        console::chat(&bot, |mut say| {
            reloader.map(|(folder, reloader)| watch(folder, reloader, move |news| say(news::for_console(&news))))
        })?;
        Ok(ExitCode::SUCCESS)
    })
}

/// A setting that asks for what this version cannot do must not look as if it were done.
fn warn_of_unserved(settings: &Settings) {
    let discord = &settings.discord;
    let wanted = [
        ("slack.bot_token", settings.slack.bot_token.is_some(), "Slack is not served yet"),
        (
            "discord.staff_channel",
            discord.staff_channel.is_some(),
            "alerts are not sent yet: nobody is told of a crisis",
        ),
        ("faq.source", settings.faq.source == FaqSource::Store, "there is no store yet: the folder is what counts"),
    ];
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
fn platforms(settings: &Settings, bot: Arc<Bot>) -> io::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match runtime.block_on(crate::platform::discord::run(&settings.discord, bot, told_to_end())) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            eprintln!("error: {error}");
            Ok(exit::failure())
        }
    }
}

/// A build without any chat platform says so.
#[cfg(not(feature = "discord"))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as with a platform")]
fn platforms(_settings: &Settings, _bot: Arc<Bot>) -> io::Result<ExitCode> {
    eprintln!("error: discord.token is set, but this program was built without the feature \"discord\"");
    Ok(exit::wrong_use())
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
