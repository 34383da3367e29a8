//! `askwell slack`: the manifest that Slack makes the app from, and a look at whether everything is as it should be.

use std::io;
use std::process::ExitCode;

use clap::ValueEnum;

use super::output::print;
use super::{exit, findings};
use crate::config::{Settings, SlackMode};
use crate::platform::Finding;
use crate::platform::slack::{Addresses, STAFF_CHANNEL, check, manifest};
use crate::store;

#[derive(clap::Args)]
pub(super) struct SlackOptions {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Print the manifest of the app, to be pasted at <https://api.slack.com/apps>, with the least scopes that it needs
    Manifest {
        /// How Slack reaches the bot; without it the setting slack.mode counts
        #[arg(long, value_enum)]
        mode: Option<Mode>,
        /// Where Slack reaches the bot's HTTP server, for the mode http: https:// and its name
        #[arg(long, value_name = "URL")]
        url: Option<String>,
    },
    /// Look at the tokens, the scopes, and every channel and user group of the settings; say what to click where
    Check {
        /// One JSON object for programs
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Mode {
    /// The bot opens a socket: no public address is needed
    Socket,
    /// Slack sends requests to the bot's HTTP server
    Http,
}

pub(super) fn run(settings: &Settings, options: &SlackOptions) -> io::Result<ExitCode> {
    match &options.command {
        Command::Manifest { mode, url } => print_manifest(settings, *mode, url.as_deref()),
        Command::Check { json } => look(settings, *json),
    }
}

fn print_manifest(settings: &Settings, mode: Option<Mode>, url: Option<&str>) -> io::Result<ExitCode> {
    let set = if settings.slack.mode == SlackMode::Http { Mode::Http } else { Mode::Socket };
    let addresses = match (mode.unwrap_or(set), url) {
        (Mode::Socket, None) => Ok(Addresses::Socket),
        (Mode::Socket, Some(_)) => Err("--url is for --mode http: over a socket Slack needs no address".to_owned()),
        (Mode::Http, Some(url)) => Addresses::at(url),
        (Mode::Http, None) => {
            Err("--mode http needs --url: https:// and the name under which Slack reaches you".to_owned())
        }
    };
    match addresses {
        Ok(addresses) => {
            print(&format!("{:#}\n", manifest(&addresses)))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("error: {error}");
            Ok(exit::wrong_use())
        }
    }
}

fn look(settings: &Settings, json: bool) -> io::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let done = runtime.block_on(async {
        let (enabled, staff, trouble) = set_by_moderators(settings).await;
        let mut found = check(&settings.slack, &enabled, staff.as_deref()).await?;
        found.extend(trouble);
        Ok::<_, crate::platform::slack::Error>(found)
    });
    match done {
        Ok(found) => {
            print(&findings::text(&found, json))?;
            Ok(if findings::is_well(&found) { ExitCode::SUCCESS } else { exit::failure() })
        }
        Err(error) => {
            eprintln!("error: {error}");
            Ok(exit::failure())
        }
    }
}

/// What moderators have set over the settings file: the channels in which the bot listens, and where alerts go.
async fn set_by_moderators(settings: &Settings) -> (Vec<String>, Option<String>, Option<Finding>) {
    let read = async {
        let store = store::connect(&settings.store.url).await?;
        let channels = store.channels().await;
        let preferences = store.preferences().await;
        store.close().await;
        Ok::<_, store::StoreError>((channels?, preferences?))
    };
    match read.await {
        Ok((channels, preferences)) => {
            let own = channels.into_iter().filter(|state| state.platform == "slack" && state.enabled);
            let staff = preferences.into_iter().find(|preference| preference.name == STAFF_CHANNEL);
            (own.map(|state| state.channel).collect(), staff.and_then(|preference| preference.value), None)
        }
        Err(error) => {
            let said = format!("what moderators have set could not be read: {error}");
            (Vec::new(), None, Some(Finding::unknown("store.url", said)))
        }
    }
}
