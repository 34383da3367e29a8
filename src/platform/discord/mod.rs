//! Discord, through serenity.
//!
//! One [`run`] is one bot account. `supervisor` keeps its shards connected, each through a `connection` of its own;
//! `event` reads what comes in, `desk` asks the bot, `render` gives the reply its form, `delivery` posts it, `courier` carries alerts to staff. Nothing here knows how a decision is made.

mod admin;
mod admission;
mod callback;
mod channel;
mod close_code;
mod components;
mod connection;
mod courier;
mod delivery;
mod desk;
mod error;
mod event;
mod fetch;
mod health;
mod intake;
mod interaction;
mod lenient;
mod limits;
mod markdown;
mod options;
mod overheard;
mod patient;
mod places;
mod post;
mod pulse;
mod registration;
mod render;
mod rest;
mod setup;
mod shards;
mod supervisor;
mod turnstile;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::bot::Bot;
use crate::config::DiscordSettings;
use crate::message::Platform;
use crate::moderation::Moderation;
use crate::platform::conduct::Alerting;
use crate::status::Status;
use connection::GOODBYE_LIMIT;
pub use courier::{STAFF_CHANNEL, StaffCourier};
use desk::Desk;
pub use error::Error;
pub use fetch::message_text;
use health::Health;
use options::Options;
use places::Places;
pub use setup::{Invitation, check, invitation};
pub use shards::{NoShards, Shards};
use supervisor::Supervisor;

/// Events that may wait for their turn. Past it the gateway's thread waits, and Discord keeps the rest.
const EVENTS_WAITING: usize = 1_024;
/// How long replies that were begun may take to go out when the program ends.
const FINISH_LIMIT: Duration = Duration::from_secs(10);

/// Serves Discord until `shutdown` is ready, then posts what was begun and returns. `shards` are those of this process;
/// without them it holds as many as Discord recommends. `status` is told whether all of them are connected.
///
/// # Errors
/// Only for what an operator must mend: a token that is not accepted, ids or addresses that cannot be used. Outages are
/// waited for, with growing pauses.
pub async fn run(
    settings: &DiscordSettings,
    shards: Option<Shards>,
    bot: Arc<Bot>,
    moderation: Moderation,
    status: &Status,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Error> {
    let options = Options::new(settings)?;
    if options.servers.is_empty() && options.channels.is_empty() {
        tracing::warn!(
            "Discord: neither discord.servers nor discord.channels is set: the bot answers mentions in every server that \
             it is in, listens nowhere, and never leaves"
        );
    }
    let rest = Arc::new(options.rest()?);
    let places = Places::new(options.channels.clone(), options.servers.clone());
    let health = Arc::new(Health::default());
    let desk = Desk::new(Arc::clone(&bot), moderation, Arc::clone(&rest), places, Arc::clone(&health), settings);
    let state = Arc::clone(bot.state());
    let courier = StaffCourier::over(Arc::clone(&rest), settings, move || state.preference(STAFF_CHANNEL));
    let alerting = Alerting::start(Platform::Discord, "Discord", STAFF_CHANNEL, &bot, courier);
    let link = status.serve(Platform::Discord);
    let (sender, mut events) = mpsc::channel(EVENTS_WAITING);
    let supervisor = Supervisor::new(options, rest, Arc::clone(bot.state()), link, sender, health);
    let take_events = async {
        while let Some(seen) = events.recv().await {
            desk.room().await;
            desk.take(seen);
        }
        std::future::pending::<()>().await;
    };
    let result = tokio::select! {
        error = supervisor.serve(shards) => Err(error),
        () = take_events => Ok(()),
        () = shutdown => Ok(()),
    };
    // The connections say goodbye now. What they had taken in before is still answered.
    let rest_of_events = async {
        while let Some(seen) = events.recv().await {
            desk.take(seen);
        }
    };
    let _ = timeout(GOODBYE_LIMIT * 2, rest_of_events).await;
    if timeout(FINISH_LIMIT, desk.finish()).await.is_err() {
        tracing::error!("Discord: replies were still waiting after {} s; they are lost", FINISH_LIMIT.as_secs());
    }
    // Alerts end last: what was still heard may have raised one.
    alerting.end().await;
    result
}
