//! Discord, through serenity.
//!
//! One [`run`] is one bot account. `connection` holds the gateway, `event` reads what comes in, `desk` asks the
//! bot, `render` gives the reply its form, `delivery` posts it, `courier` carries alerts to staff. Nothing here knows how a decision is made.

mod admin;
mod alerting;
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
mod limits;
mod markdown;
mod options;
mod patient;
mod places;
mod post;
mod pulse;
mod queue;
mod registration;
mod render;
mod rest;
mod turnstile;

use std::sync::Arc;
use std::time::Duration;

use serenity::model::gateway::GatewayIntents;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::backoff::Backoff;
use crate::bot::Bot;
use crate::config::DiscordSettings;
use crate::message::Platform;
use crate::moderation::Moderation;
use crate::status::{Link, Status};
use alerting::Alerting;
use connection::{Connection, End, GOODBYE_LIMIT, Plan};
pub use courier::{STAFF_CHANNEL, StaffCourier};
use desk::Desk;
pub use error::Error;
use event::Seen;
pub use fetch::message_text;
use options::{Options, gateway_address};
use places::Places;
use rest::{Failure, Rest};

/// Events that may wait for their turn. Past it the gateway's thread waits, and Discord keeps the rest.
const EVENTS_WAITING: usize = 1_024;
/// How long replies that were begun may take to go out when the program ends.
const FINISH_LIMIT: Duration = Duration::from_secs(10);
/// The pauses between attempts to connect.
const RECONNECT_PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Serves Discord until `shutdown` is ready, then posts what was begun and returns. `status` is told whether it is
/// connected.
///
/// # Errors
/// Only for what an operator must mend: a token that is not accepted, ids or addresses that cannot be used. Outages are
/// waited for, with growing pauses.
pub async fn run(
    settings: &DiscordSettings,
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
    let desk = Desk::new(Arc::clone(&bot), moderation, Arc::clone(&rest), places, settings);
    let alerting = Alerting::start(settings, &bot, rest);
    let link = status.serve(Platform::Discord);
    let (sender, mut events) = mpsc::channel(EVENTS_WAITING);
    let result = tokio::select! {
        result = serve(&options, &link, &desk, &sender, &mut events) => result,
        () = shutdown => Ok(()),
    };
    // The connection says goodbye now. What it had taken in before is still answered.
    drop(sender);
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

/// Connects, again and again.
async fn serve(
    options: &Options,
    link: &Link,
    desk: &Arc<Desk>,
    sender: &mpsc::Sender<Seen>,
    events: &mut mpsc::Receiver<Seen>,
) -> Result<(), Error> {
    let mut backoff = Backoff::new(RECONNECT_PAUSES.0, RECONNECT_PAUSES.1);
    let mut intents = intents();
    loop {
        let end = match begin(options, link, desk.rest(), intents, sender).await? {
            Ok(connection) => follow(connection, desk, events, &mut backoff).await,
            Err(end) => end,
        };
        let reason = match end {
            End::Stopped => return Ok(()),
            End::BadToken => return Err(Error::BadToken),
            End::DisallowedIntents if intents.contains(GatewayIntents::MESSAGE_CONTENT) => {
                tracing::error!(
                    "Discord: the message content intent is not switched on: switch it on at \
                     https://discord.com/developers/applications (the application, then \"Bot\", then \"Message Content \
                     Intent\") and restart. Until then only mentions and direct messages are answered, and no other \
                     message is checked for danger"
                );
                intents.remove(GatewayIntents::MESSAGE_CONTENT);
                continue;
            }
            End::DisallowedIntents => "Discord refuses even the intents that need no permission".to_owned(),
            End::Failed(reason) => reason,
        };
        let pause = backoff.pause();
        tracing::warn!("Discord: no connection: {reason}; trying again in {:.0} s", pause.as_secs_f64().ceil());
        sleep(pause).await;
    }
}

/// What is asked of the gateway: servers and channels (for threads and owners), messages, and their text.
fn intents() -> GatewayIntents {
    GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::DIRECT_MESSAGES
        | GatewayIntents::MESSAGE_CONTENT
}

/// Finds the gateway and opens a connection to it.
async fn begin(
    options: &Options,
    link: &Link,
    rest: &Rest,
    intents: GatewayIntents,
    sender: &mpsc::Sender<Seen>,
) -> Result<Result<Connection, End>, Error> {
    let gateway = match rest.gateway().await {
        Ok(gateway) => gateway,
        Err(Failure::Unauthorized) => return Ok(Err(End::BadToken)),
        Err(failure) => return Ok(Err(End::Failed(failure.to_string()))),
    };
    if let Some(wait) = gateway.must_wait() {
        tracing::warn!("Discord: no more sessions may be started for {} min", wait.as_secs().div_ceil(60));
        sleep(wait).await;
    }
    let plan = Plan {
        token: options.token.clone(),
        base: options.base.clone(),
        gateway: gateway_address(&gateway.url, options.base.as_deref())?,
        shards: gateway.shards.max(1),
        intents,
        link: link.clone(),
    };
    Connection::open(plan, sender.clone()).map(Ok).map_err(|error| Error::Unprepared(error.to_string()))
}

/// Deals with a connection's events until it ends.
async fn follow(
    mut connection: Connection,
    desk: &Arc<Desk>,
    events: &mut mpsc::Receiver<Seen>,
    backoff: &mut Backoff,
) -> End {
    loop {
        tokio::select! {
            biased;
            Some(seen) = events.recv() => {
                if matches!(seen, Seen::Ready(..)) {
                    backoff.reset();
                }
                desk.take(seen);
            }
            end = connection.ended() => return end,
        }
    }
}
