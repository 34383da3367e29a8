//! One connection to the gateway, held by serenity on a thread of its own.
//!
//! The thread has a runtime with a single queue, so handlers begin in the order in which events came and hand them on
//! in that order. Dropping the runtime ends whatever serenity still had running, and nothing that it does can hold up
//! the other platforms.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serenity::async_trait;
use serenity::client::{ClientBuilder, Context, RawEventHandler};
use serenity::gateway::{GatewayError, ShardManager, ShardRunnerMessage};
use serenity::http::HttpBuilder;
use serenity::model::event::Event;
use serenity::model::gateway::GatewayIntents;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{sleep, timeout};

use super::event::{self, Seen};
use super::pulse::{Pulse, SILENCE_LIMIT};
use super::rest::http_client;
use super::turnstile;
use crate::status::Link;

/// How long a clean goodbye may take.
pub(super) const GOODBYE_LIMIT: Duration = Duration::from_secs(2);
/// How often is looked whether the goodbye is said.
const GOODBYE_LOOK: Duration = Duration::from_millis(20);
/// The close code of a connection that ends as it should.
const NORMAL_CLOSURE: u16 = 1_000;
/// How long serenity may take to get ready, which includes one call of its own.
const PREPARE_LIMIT: Duration = Duration::from_secs(15);

/// What a connection needs to know.
pub(super) struct Plan {
    pub(super) token: SecretString,
    /// A stand-in's address; none for Discord itself.
    pub(super) base: Option<String>,
    /// The gateway's address, already checked.
    pub(super) gateway: String,
    pub(super) shards: u32,
    pub(super) intents: GatewayIntents,
    /// Told whether it lives.
    pub(super) link: Link,
}

/// Why a connection ended.
#[derive(Debug)]
pub(super) enum End {
    /// It was dropped.
    Stopped,
    /// The token is not valid (close code 4004).
    BadToken,
    /// An intent is not switched on for this application (close code 4014).
    DisallowedIntents,
    /// Anything else; it may be tried again.
    Failed(String),
}

/// A running connection. Dropping it makes it say goodbye to Discord and end; its sender of events is dropped then.
pub(super) struct Connection {
    _stop: oneshot::Sender<()>,
    end: oneshot::Receiver<End>,
    pulse: Arc<Pulse>,
}

impl Connection {
    /// Opens a connection whose events go to `events`.
    pub(super) fn open(plan: Plan, events: mpsc::Sender<Seen>) -> std::io::Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let (ended, end) = oneshot::channel();
        let pulse = Arc::new(Pulse::new(plan.link.clone()));
        let held = Arc::clone(&pulse);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new().name("discord-gateway".to_owned()).spawn(move || {
            let reason = runtime.block_on(hold(plan, events, stopped, held));
            runtime.shutdown_background();
            // The other end is gone only when the whole platform is.
            let _ = ended.send(reason);
        })?;
        Ok(Self { _stop: stop, end, pulse })
    }

    /// Waits for the end.
    pub(super) async fn ended(&mut self) -> End {
        let pulse = Arc::clone(&self.pulse);
        tokio::select! {
            end = &mut self.end => end.unwrap_or_else(|_| End::Failed("its thread ended unexpectedly".to_owned())),
            () = pulse.stuck() => End::Failed("its thread is stuck".to_owned()),
        }
    }
}

struct Handler {
    events: mpsc::Sender<Seen>,
    pulse: Arc<Pulse>,
}

#[async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _context: Context, event: Event) {
        let Some(seen) = event::read(&event) else { return };
        if matches!(seen, Seen::Ready(..) | Seen::Resumed) {
            self.pulse.session();
        }
        // Nobody receives any more only while the platform shuts down.
        let _ = self.events.send(seen).await;
    }
}

/// Holds the connection until it ends or is asked to.
async fn hold(plan: Plan, events: mpsc::Sender<Seen>, stopped: oneshot::Receiver<()>, pulse: Arc<Pulse>) -> End {
    let beating = Arc::clone(&pulse);
    tokio::spawn(async move { beating.beat().await });
    let client = match http_client(plan.base.as_deref()) {
        Ok(client) => client,
        Err(error) => return End::Failed(error.to_string()),
    };
    let mut http = HttpBuilder::new(plan.token.expose_secret()).client(client);
    if let Some(base) = &plan.base {
        // serenity ignores the address while its rate limiter is on.
        http = http.proxy(base).ratelimiter_disabled(true);
    }
    let builder = ClientBuilder::new_with_http(http.build(), plan.intents)
        .raw_event_handler(Handler { events, pulse: Arc::clone(&pulse) });
    let mut client = match timeout(PREPARE_LIMIT, builder).await {
        Ok(Ok(client)) => client,
        Ok(Err(error)) => return End::Failed(error.to_string()),
        Err(_) => return End::Failed("Discord's HTTP API does not answer".to_owned()),
    };
    // serenity goes to the real gateway when its own look-up fails: the address that was checked stands.
    client.ws_url.lock().await.clone_from(&plan.gateway);
    let gateway = Arc::clone(&client.ws_url);
    let gate = Arc::clone(&pulse);
    tokio::spawn(async move {
        gate.greeted().await;
        turnstile::keep(gateway, &gate).await;
    });
    let (manager, data) = (Arc::clone(&client.shard_manager), Arc::clone(&client.data));
    let holders = Arc::strong_count(&data);
    tokio::select! {
        result = client.start_shards(plan.shards) => match result {
            Ok(()) => End::Failed("the gateway ended the connection".to_owned()),
            Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => End::BadToken,
            Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => End::DisallowedIntents,
            Err(error) => End::Failed(error.to_string()),
        },
        () = pulse.silent() => End::Failed(format!("the gateway was silent for {} s", SILENCE_LIMIT.as_secs())),
        _ = stopped => {
            let all_gone = say_goodbye(&manager, || Arc::strong_count(&data) <= holders);
            let _ = timeout(GOODBYE_LIMIT, all_gone).await;
            End::Stopped
        }
    }
}

/// Closes every shard's connection and waits until all are gone.
///
/// serenity's own way counts on a message that an earlier restart of a shard has already used up, and then gives up
/// before the goodbye is sent. Shards are told directly instead; each holds on to the client's shared data while it runs.
async fn say_goodbye(manager: &ShardManager, all_gone: impl Fn() -> bool) {
    for (id, shard) in manager.runners.lock().await.iter() {
        shard.runner_tx.send_to_shard(ShardRunnerMessage::Shutdown(*id, NORMAL_CLOSURE));
    }
    while !all_gone() {
        sleep(GOODBYE_LOOK).await;
    }
}
