//! Keeps the shards of this process connected: each by itself, again and again, with growing pauses.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::gateway::GatewayIntents;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::admission::Admission;
use super::close_code;
use super::connection::{Connection, End, Plan};
use super::error::Error;
use super::event::Seen;
use super::health::Health;
use super::options::{Options, gateway_address};
use super::rest::{Failure, Gateway, Rest};
use super::shards::{Shard, Shards};
use crate::backoff::Backoff;
use crate::bot::State;
use crate::status::Link;

/// The pauses between attempts to connect.
const RECONNECT_PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// A connection that held for so long was a good one: the next pause is the first one again.
const GOOD_CONNECTION: Duration = Duration::from_secs(300);
/// For so long the gateway is taken to be where it was.
const GATEWAY_KNOWN: Duration = Duration::from_secs(60);

/// What all shards of the process share.
pub(super) struct Supervisor {
    options: Options,
    rest: Arc<Rest>,
    admission: Admission,
    link: Link,
    events: mpsc::Sender<Seen>,
    /// Told when the text of messages cannot be read.
    health: Arc<Health>,
    /// The gateway and when it was looked up.
    gateway: tokio::sync::Mutex<Option<(Instant, Gateway)>>,
    /// What is asked of the gateway. Less once Discord has refused a part of it.
    intents: Mutex<GatewayIntents>,
}

impl Supervisor {
    pub(super) fn new(
        options: Options,
        rest: Arc<Rest>,
        state: Arc<State>,
        link: Link,
        events: mpsc::Sender<Seen>,
        health: Arc<Health>,
    ) -> Arc<Self> {
        let admission = Admission::new(state);
        let (gateway, intents) = (tokio::sync::Mutex::new(None), Mutex::new(intents()));
        Arc::new(Self { options, rest, admission, link, events, health, gateway, intents })
    }

    /// Serves these shards, or as many as Discord recommends. Returns only for what an operator must mend.
    pub(super) async fn serve(self: Arc<Self>, shards: Option<Shards>) -> Error {
        let gateway = match self.find_gateway().await {
            Ok(gateway) => gateway,
            Err(error) => return error,
        };
        let shards = shards.unwrap_or_else(|| Shards::all(gateway.shards));
        self.link.expect(shards.len());
        // Dropped with this function, whose end is the end of every shard.
        let mut tasks = JoinSet::new();
        for shard in shards.iter() {
            tasks.spawn(Arc::clone(&self).keep(shard));
        }
        match tasks.join_next().await {
            Some(Ok(error)) => error,
            _ => Error::Unprepared("a shard's supervisor failed".to_owned()),
        }
    }

    /// Asks Discord where its gateway is, until it says so.
    async fn find_gateway(&self) -> Result<Gateway, Error> {
        let mut backoff = Backoff::new(RECONNECT_PAUSES.0, RECONNECT_PAUSES.1);
        loop {
            let reason = match self.gateway().await {
                Ok(gateway) => return Ok(gateway),
                Err(Failure::Unauthorized) => return Err(Error::BadToken),
                Err(failure) => failure.to_string(),
            };
            pause(&mut backoff, &reason, "").await;
        }
    }

    /// Where the gateway is and what it allows: asked once for shards that connect at about the same time, since Discord
    /// answers this call only now and then.
    async fn gateway(&self) -> Result<Gateway, Failure> {
        let mut known = self.gateway.lock().await;
        if let Some((_, gateway)) = known.as_ref().filter(|(since, _)| since.elapsed() < GATEWAY_KNOWN) {
            return Ok(gateway.clone());
        }
        let gateway = self.rest.gateway().await?;
        *known = Some((Instant::now(), gateway.clone()));
        Ok(gateway)
    }

    /// Keeps one shard connected.
    async fn keep(self: Arc<Self>, shard: Shard) -> Error {
        let mut backoff = Backoff::new(RECONNECT_PAUSES.0, RECONNECT_PAUSES.1);
        loop {
            let (begun, intents) = (Instant::now(), self.intents());
            let end = match self.connect(shard, intents).await {
                Ok(end) => end,
                Err(error) => return error,
            };
            let reason = match end {
                End::Stopped => "it was stopped".to_owned(),
                End::BadToken => return Error::BadToken,
                End::UnknownIntents => return Error::UnknownIntents,
                End::Refused(code) => return refusal(code, shard),
                End::DisallowedIntents if intents.contains(GatewayIntents::MESSAGE_CONTENT) => {
                    self.go_on_without_text();
                    continue;
                }
                End::DisallowedIntents => "Discord refuses even the intents that need no permission".to_owned(),
                End::Unreached(reason) => {
                    // It may have moved.
                    *self.gateway.lock().await = None;
                    reason
                }
                End::Failed(reason) => reason,
            };
            if begun.elapsed() > GOOD_CONNECTION {
                backoff.reset();
            }
            pause(&mut backoff, &reason, &shard.note()).await;
        }
    }

    /// Opens one connection when it may, and waits for its end.
    async fn connect(&self, shard: Shard, intents: GatewayIntents) -> Result<End, Error> {
        let gateway = match self.gateway().await {
            Ok(gateway) => gateway,
            Err(Failure::Unauthorized) => return Ok(End::BadToken),
            Err(failure) => return Ok(End::Unreached(failure.to_string())),
        };
        if let Some(wait) = gateway.must_wait() {
            let minutes = wait.as_secs().div_ceil(60);
            tracing::warn!("Discord: no more sessions may be started for {minutes} min{}", shard.note());
            sleep(wait).await;
        }
        let turn = self.admission.admit(shard.id, gateway.concurrency()).await;
        let plan = Plan {
            token: self.options.token.clone(),
            base: self.options.base.clone(),
            gateway: gateway_address(&gateway.url, self.options.base.as_deref())?,
            shard,
            intents,
            part: self.link.part(),
        };
        let mut connection =
            Connection::open(plan, self.events.clone()).map_err(|error| Error::Unprepared(error.to_string()))?;
        let greeted = connection.greeted();
        let early = tokio::select! {
            end = connection.ended() => Some(end),
            () = greeted => None,
        };
        match early {
            Some(end @ End::Unreached(_)) => {
                turn.unused().await;
                Ok(end)
            }
            Some(end) => {
                turn.used().await;
                Ok(end)
            }
            None => {
                turn.used().await;
                Ok(connection.ended().await)
            }
        }
    }

    fn intents(&self) -> GatewayIntents {
        *self.intents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks no more for the text of messages, and says once what to do about it.
    fn go_on_without_text(&self) {
        let mut intents = self.intents.lock().unwrap_or_else(PoisonError::into_inner);
        if intents.contains(GatewayIntents::MESSAGE_CONTENT) {
            intents.remove(GatewayIntents::MESSAGE_CONTENT);
            self.health.without_content();
            tracing::error!(
                "Discord: the message content intent is not switched on: switch it on at \
                 https://discord.com/developers/applications (the application, then \"Bot\", then \"Message Content \
                 Intent\") and restart. Until then only mentions, direct messages and commands are answered, and no \
                 other message is checked for danger"
            );
        }
    }
}

/// What is asked of the gateway: servers and channels (for threads and owners), messages, and their text.
fn intents() -> GatewayIntents {
    GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::DIRECT_MESSAGES
        | GatewayIntents::MESSAGE_CONTENT
}

/// Waits a little longer each time, and says why.
async fn pause(backoff: &mut Backoff, reason: &str, note: &str) {
    let pause = backoff.pause();
    tracing::warn!("Discord: no connection{note}: {reason}; trying again in {:.0} s", pause.as_secs_f64().ceil());
    sleep(pause).await;
}

/// What an operator reads of a close code that ends the program.
fn refusal(code: u16, shard: Shard) -> Error {
    match code {
        close_code::INVALID_SHARD => Error::InvalidShard(shard.to_string()),
        close_code::SHARDING_REQUIRED => Error::ShardingRequired(shard.total),
        _ => Error::OldVersion(code),
    }
}
