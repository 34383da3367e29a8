//! `askwell serve`, and `askwell` alone: every configured platform and HTTP, or HTTP and the chat at the terminal.

use super::end::End;
#[cfg(any(feature = "discord", not(feature = "http")))]
use super::exit;
use super::living::Living;
use super::platforms::{self, Platforms};
#[cfg(feature = "http")]
use super::web::Web;
use super::{documents, news};
use crate::config::Settings;
#[cfg(feature = "http")]
use crate::http::More;
use crate::platform::console;
#[cfg(feature = "discord")]
use crate::platform::discord::Shards;
use crate::status::Status;
#[cfg(feature = "discord")]
use secrecy::ExposeSecret;
use std::io::{self, BufReader, IsTerminal, Stdin};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

#[cfg(not(feature = "http"))]
const NOTHING_TO_SERVE: &str =
    "error: there is nothing to serve: no chat platform is configured, there is no terminal to \
                                chat at, and this program was built without the feature \"web\".
  Set discord.token (the variable ASKWELL__DISCORD__TOKEN), pipe text in, or start the program at a terminal.";

#[derive(Default, clap::Args)]
pub(super) struct ServeOptions {
    /// Discord: the shards of this process, of how many in all: 0-3/16 are shards 0, 1, 2 and 3 of 16. Several processes
    /// share a PostgreSQL store. Without it this process holds as many shards as Discord recommends
    #[cfg(feature = "discord")]
    #[arg(long, value_name = "FIRST-LAST/TOTAL")]
    shards: Option<Shards>,
}

/// Some services are started with a pipe that nobody writes to or closes: a configured platform waits no longer for text.
const PATIENCE: Duration = Duration::from_secs(2);

/// The first text of a pipe and the rest of it.
pub(super) type Piped = (Vec<u8>, BufReader<Stdin>);

/// `askwell`: answers text that is piped in, and serves where there is none.
pub(super) fn run_bare(settings: &Settings, piped: Option<Piped>) -> io::Result<ExitCode> {
    let Some((first, mut input)) = piped else { return run(settings, &ServeOptions::default()) };
    documents::with_bot(settings, |bot| {
        console::answer_lines(&bot, &first, &mut input, &mut io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    })
}

/// `askwell serve`: stdin is read only from a terminal.
pub(super) fn run(settings: &Settings, options: &ServeOptions) -> io::Result<ExitCode> {
    #[cfg(feature = "discord")]
    if let Some(reason) = options.refusal(settings) {
        eprintln!("error: {reason}");
        return Ok(exit::wrong_use());
    }
    #[cfg(not(feature = "http"))]
    if !platforms::any(settings) && !io::stdin().is_terminal() {
        eprintln!("{NOTHING_TO_SERVE}");
        return Ok(exit::wrong_use());
    }
    let mut living = match Living::start(settings) {
        Ok(living) => living,
        Err(code) => return Ok(code),
    };
    let outcome = serve(settings, options, &mut living);
    living.end();
    outcome
}

#[cfg(feature = "discord")]
impl ServeOptions {
    /// Why these shards cannot be served, if so.
    fn refusal(&self, settings: &Settings) -> Option<&'static str> {
        let shards = self.shards.as_ref()?;
        if settings.discord.token.is_none() {
            Some("--shards is about Discord, which is not configured: set discord.token")
        } else if !shards.are_all() && settings.store.url.expose_secret().starts_with("sqlite:") {
            Some(
                "these are not all shards, so other processes hold the rest, and they cannot share a SQLite file: set \
                 store.url to a PostgreSQL database, or leave --shards out",
            )
        } else {
            None
        }
    }
}

#[cfg_attr(not(feature = "discord"), allow(unused_variables, reason = "only Discord has options of its own"))]
fn serve(settings: &Settings, options: &ServeOptions, living: &mut Living) -> io::Result<ExitCode> {
    let (end, status) = (End::new(), Status::default());
    if is_service(settings) {
        end.when_told(living.runtime());
    }
    let platforms = match Platforms::prepare(settings, living, &status) {
        Ok(platforms) => platforms,
        Err(code) => return Ok(code),
    };
    #[cfg(feature = "http")]
    let web = {
        let alone = !platforms::any(settings) && is_service(settings);
        let more = More { webhooks: platforms.webhooks(), ..More::default() };
        match Web::begin(settings, living, &status, &end, alone || Platforms::need_http(settings), more) {
            Ok(web) => web,
            Err(code) => return Ok(code),
        }
    };
    let outcome = if is_service(settings) {
        living.follow(|news| news::for_log(&news))?;
        Ok(platforms.run(
            settings,
            #[cfg(feature = "discord")]
            options.shards.clone(),
            living,
            &status,
            &end,
        ))
    } else {
        #[cfg(feature = "http")]
        web.introduce();
        chat(living)
    };
    end.now();
    #[cfg(feature = "http")]
    web.finish(living);
    outcome
}

/// Whether the program serves without somebody at a terminal before it.
pub(super) fn is_service(settings: &Settings) -> bool {
    platforms::any(settings) || !io::stdin().is_terminal()
}

fn chat(living: &mut Living) -> io::Result<ExitCode> {
    let bot = Arc::clone(living.bot());
    console::chat(&bot, |mut say| living.follow(move |news| say(news::for_console(&news))))?;
    Ok(ExitCode::SUCCESS)
}

/// The first text of a pipe and the rest of it. Nothing where there is a terminal, or an end without any text.
pub(super) fn piped_text(settings: &Settings) -> Option<Piped> {
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
    if platforms::any(settings) { receiver.recv_timeout(PATIENCE).ok()? } else { receiver.recv().ok()? }
}
