//! Registers the bot's commands where the settings want them, and takes them away elsewhere.
//!
//! Each start sets the whole list, so that it does not matter how often that happens, and a command that a version does
//! not have any more goes.

use serde_json::Value;
use serenity::model::id::{ApplicationId, GuildId};
use tokio::sync::Mutex;

use super::admin::Admin;
use super::health::Health;
use super::patient;
use super::rest::{Failure, Rest};
use crate::config::{Commands, DiscordSettings};

/// What is registered, and where.
pub(super) struct Registration {
    wanted: Commands,
    /// The clinic's own servers, as far as the settings name them: there commands may be left from trying them out.
    servers: Vec<GuildId>,
    /// Whether it was done in this run. A session begins often, and once is enough.
    done: Mutex<bool>,
}

impl Registration {
    pub(super) fn new(settings: &DiscordSettings) -> Self {
        let servers = settings.servers.iter().filter_map(|id| server(id)).collect();
        Self { wanted: settings.commands.clone(), servers, done: Mutex::new(false) }
    }

    /// Registers, unless that is done. What keeps it from that is said to the operator, and kept for moderators.
    pub(super) async fn run(&self, rest: &Rest, application: ApplicationId, health: &Health) {
        let mut done = self.done.lock().await;
        if *done {
            return;
        }
        match self.set(rest, application).await {
            Ok(place) => {
                tracing::info!("Discord: commands are registered: {place}");
                health.commands(None);
                *done = true;
            }
            Err(failure) => {
                let what = explained(&failure);
                tracing::error!("Discord: the commands could not be registered: {what}");
                health.commands(Some(what));
            }
        }
    }

    async fn set(&self, rest: &Rest, application: ApplicationId) -> Result<String, Failure> {
        let trial = match &self.wanted {
            Commands::Server(id) => server(id),
            Commands::Global | Commands::Off => None,
        };
        let everywhere = if self.wanted == Commands::Global { all() } else { Vec::new() };
        rest.set_commands(application, None, &everywhere).await?;
        if let Some(trial) = trial {
            rest.set_commands(application, Some(trial), &all()).await?;
        }
        for other in self.servers.iter().filter(|id| Some(**id) != trial) {
            if let Err(failure) = rest.set_commands(application, Some(*other), &[]).await {
                tracing::debug!("Discord: commands of server {other} could not be cleared: {failure}");
            }
        }
        Ok(match (&self.wanted, trial) {
            (Commands::Global, _) => "everywhere".to_owned(),
            (_, Some(id)) => format!("in server {id}"),
            _ => "none".to_owned(),
        })
    }
}

fn server(id: &str) -> Option<GuildId> {
    id.parse().ok().filter(|id| *id != 0).map(GuildId::new)
}

fn all() -> Vec<Value> {
    [patient::commands(), Admin::commands()].concat()
}

fn explained(failure: &Failure) -> String {
    match failure {
        Failure::Refused { status: 403, .. } => format!(
            "{failure}: the bot was invited without the scope applications.commands: `askwell discord invite` prints the \
             right link"
        ),
        _ => failure.to_string(),
    }
}
