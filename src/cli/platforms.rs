//! The chat platforms as a part of `askwell serve`: each is served until the end, whatever becomes of the others.

use std::process::ExitCode;
#[cfg(any(feature = "discord", feature = "slack"))]
use std::sync::Arc;

#[cfg(feature = "http")]
use axum::Router;

use super::end::End;
use super::exit;
use super::living::Living;
use crate::config::Settings;
#[cfg(feature = "slack")]
use crate::config::SlackMode;
#[cfg(feature = "discord")]
use crate::platform::discord::{self, Shards};
#[cfg(feature = "slack")]
use crate::platform::slack::{self, Slack};
use crate::status::Status;

/// The platforms that are configured, ready to be served.
pub(super) struct Platforms {
    #[cfg(feature = "slack")]
    slack: Option<Slack>,
}

/// Whether a chat platform is configured.
pub(super) fn any(settings: &Settings) -> bool {
    settings.discord.token.is_some() || settings.slack.bot_token.is_some()
}

impl Platforms {
    /// Prepares what is configured.
    ///
    /// # Errors
    /// The exit code where the program cannot go on; stderr says why.
    pub(super) fn prepare(settings: &Settings, living: &Living, status: &Status) -> Result<Self, ExitCode> {
        if let Some((key, feature)) = missing(settings) {
            eprintln!("error: {key} is set, but this program was built without the feature \"{feature}\"");
            return Err(exit::wrong_use());
        }
        #[cfg(not(feature = "slack"))]
        let prepared = {
            let _ = (living, status);
            Self {}
        };
        #[cfg(feature = "slack")]
        let prepared = {
            let prepare = || {
                let (bot, moderation) = (Arc::clone(living.bot()), living.moderation().clone());
                Slack::new(&settings.slack, bot, moderation, status)
            };
            let slack = settings.slack.bot_token.as_ref().map(|_| prepare()).transpose().map_err(|error| {
                eprintln!("error: {error}");
                exit::failure()
            })?;
            Self { slack }
        };
        Ok(prepared)
    }

    /// The routes for requests that platforms send and sign.
    #[cfg(feature = "http")]
    #[cfg_attr(not(feature = "slack"), allow(clippy::unused_self, reason = "only Slack sends any"))]
    pub(super) fn webhooks(&self) -> Router {
        #[cfg(feature = "slack")]
        if let Some(slack) = &self.slack {
            return slack.routes();
        }
        Router::new()
    }

    /// Whether a platform needs the HTTP server.
    #[cfg(feature = "http")]
    pub(super) fn need_http(settings: &Settings) -> bool {
        #[cfg(feature = "slack")]
        return settings.slack.bot_token.is_some() && settings.slack.mode == SlackMode::Http;
        #[cfg(not(feature = "slack"))]
        return {
            let _ = settings;
            false
        };
    }

    /// Serves until the program is told to end. A platform that needs an operator says so and ends alone.
    #[cfg_attr(not(feature = "discord"), allow(unused_variables, reason = "shards and status are Discord's"))]
    #[cfg_attr(not(feature = "slack"), allow(clippy::unused_self, reason = "only Slack is prepared"))]
    pub(super) fn run(
        self,
        settings: &Settings,
        #[cfg(feature = "discord")] shards: Option<Shards>,
        living: &Living,
        status: &Status,
        end: &End,
    ) -> ExitCode {
        let all_well = living.runtime().block_on(async {
            #[cfg(feature = "discord")]
            let discord = async {
                if settings.discord.token.is_none() {
                    return true;
                }
                let (bot, moderation) = (Arc::clone(living.bot()), living.moderation().clone());
                is_well(&discord::run(&settings.discord, shards, bot, moderation, status, end.told()).await)
            };
            #[cfg(not(feature = "discord"))]
            let discord = std::future::ready(true);
            #[cfg(feature = "slack")]
            let slack = async {
                match self.slack {
                    Some(slack) => is_well::<slack::Error>(&slack.run(end.told()).await),
                    None => true,
                }
            };
            #[cfg(not(feature = "slack"))]
            let slack = std::future::ready(true);
            if any(settings) {
                let (discord, slack) = tokio::join!(discord, slack);
                discord && slack
            } else {
                end.told().await;
                true
            }
        });
        if all_well { ExitCode::SUCCESS } else { exit::failure() }
    }
}

/// A platform that is configured and that this program was built without.
fn missing(settings: &Settings) -> Option<(&'static str, &'static str)> {
    let all = [
        ("discord.token", settings.discord.token.is_some(), cfg!(feature = "discord"), "discord"),
        ("slack.bot_token", settings.slack.bot_token.is_some(), cfg!(feature = "slack"), "slack"),
    ];
    all.iter().find(|(_, set, built, _)| *set && !built).map(|(key, _, _, feature)| (*key, *feature))
}

/// Says what an operator has to mend.
#[cfg(any(feature = "discord", feature = "slack"))]
fn is_well<E: std::fmt::Display>(served: &Result<(), E>) -> bool {
    if let Err(error) = served {
        eprintln!("error: {error}");
    }
    served.is_ok()
}
