//! One shard's connection to the gateway, held by serenity on a thread of its own.
//!
//! The thread has a runtime with a single queue, so handlers begin in the order in which events came and hand them on
//! in that order. Dropping the runtime ends whatever serenity still had running, and nothing that it does can hold up
//! other shards or other platforms. A connection goes on with its session as long as it can (resume); a session that is
//! lost ends it, and whoever opened it decides when another one may begin.

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

use super::close_code::NOT_AUTHENTICATED;
use super::event::{self, Seen};
use super::overheard::{Heard, Listener};
use super::pulse::{Pulse, SILENCE_LIMIT};
use super::rest::http_client;
use super::shards::Shard;
use super::turnstile;
use crate::status::Part;
use crate::telemetry::ShardFigures;

/// How long a clean goodbye may take.
pub(super) const GOODBYE_LIMIT: Duration = Duration::from_secs(2);
/// How often is looked whether the goodbye is said.
const GOODBYE_LOOK: Duration = Duration::from_millis(20);
/// The close code of a connection that ends as it should.
const NORMAL_CLOSURE: u16 = 1_000;
/// How long serenity may take to get ready, which includes one call of its own.
const PREPARE_LIMIT: Duration = Duration::from_secs(15);
/// How often the latency of heartbeats is noted.
const LATENCY_LOOK: Duration = Duration::from_secs(10);

/// What a connection needs to know.
pub(super) struct Plan {
    pub(super) token: SecretString,
    /// A stand-in's address; none for Discord itself.
    pub(super) base: Option<String>,
    /// The gateway's address, already checked.
    pub(super) gateway: String,
    pub(super) shard: Shard,
    pub(super) intents: GatewayIntents,
    /// Told whether it lives.
    pub(super) part: Part,
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
    /// Discord knows no such intent (close code 4013).
    UnknownIntents,
    /// The gateway closed it with a code that no further attempt can change: 4010, 4011, 4012.
    Refused(u16),
    /// The gateway was not reached; no session was asked for. It may be tried again.
    Unreached(String),
    /// Anything else; it may be tried again.
    Failed(String),
}

/// A running connection. Dropping it makes it say goodbye to Discord and end; its sender of events is dropped then.
pub(super) struct Connection {
    _stop: oneshot::Sender<()>,
    ends: mpsc::UnboundedReceiver<End>,
    pulse: Arc<Pulse>,
}

impl Drop for Connection {
    /// Its thread may go on for a while; for everybody else it is gone.
    fn drop(&mut self) {
        self.pulse.lost();
    }
}

impl Connection {
    /// Opens a connection whose events go to `events`.
    pub(super) fn open(plan: Plan, events: mpsc::Sender<Seen>) -> std::io::Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let (tell, ends) = mpsc::unbounded_channel();
        let Plan { shard, .. } = plan;
        let figures = ShardFigures::of(shard.id);
        let listener = Listener::before_log({
            let (tell, figures) = (tell.clone(), figures.clone());
            move |heard| match end_of(heard) {
                // Nobody hears of the second end of a connection.
                Some(end) => drop(tell.send(end)),
                None => figures.unreadable("payload"),
            }
        });
        let (part, plan) = plan.without_part();
        let pulse = Arc::new(Pulse::new(part, figures));
        let held = Arc::clone(&pulse);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new().name(format!("discord-{}", shard.id)).spawn(move || {
            tracing::dispatcher::with_default(&listener, || {
                let end = runtime.block_on(hold(plan, events, stopped, held));
                runtime.shutdown_background();
                // The other end is gone only when the connection was dropped.
                let _ = tell.send(end);
            });
        })?;
        Ok(Self { _stop: stop, ends, pulse })
    }

    /// Waits for its session to begin.
    pub(super) fn greeted(&self) -> impl Future<Output = ()> + Send + use<> {
        let pulse = Arc::clone(&self.pulse);
        async move { pulse.greeted().await }
    }

    /// Waits for the end.
    pub(super) async fn ended(&mut self) -> End {
        let pulse = Arc::clone(&self.pulse);
        tokio::select! {
            end = self.ends.recv() => end.unwrap_or_else(|| End::Failed("its thread ended unexpectedly".to_owned())),
            () = pulse.stuck() => End::Failed("its thread is stuck".to_owned()),
        }
    }
}

/// Which end of the connection follows from what serenity said; none from a payload that it could not read.
fn end_of(heard: Heard) -> Option<End> {
    Some(match heard {
        Heard::UnreadablePayload => return None,
        Heard::Unreached => End::Unreached("the gateway cannot be reached".to_owned()),
        Heard::SessionLost => End::Failed("the session is lost".to_owned()),
        Heard::Closed(code @ NOT_AUTHENTICATED) => End::Failed(format!("the gateway closed it with code {code}")),
        Heard::Closed(code) => End::Refused(code),
    })
}

struct Handler {
    events: mpsc::Sender<Seen>,
    pulse: Arc<Pulse>,
    shard: Shard,
}

#[async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _context: Context, event: Event) {
        let figures = self.pulse.figures();
        figures.event(kind(&event));
        let Some(seen) = event::read(&event) else { return };
        match &seen {
            Seen::Ready(account, _) => {
                self.pulse.session_begun();
                tracing::info!("Discord: connected as account {account}{}", self.shard.note());
            }
            Seen::Resumed => {
                self.pulse.session_resumed();
                tracing::info!("Discord: the session goes on{}", self.shard.note());
            }
            Seen::Unreadable(kind) => figures.unreadable(kind),
            _ => {}
        }
        // Nobody receives any more only while the platform shuts down.
        let _ = self.events.send(seen).await;
    }
}

/// The names of events that are counted one by one.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::Ready(_) => "READY",
        Event::Resumed(_) => "RESUMED",
        Event::MessageCreate(_) => "MESSAGE_CREATE",
        Event::MessageUpdate(_) => "MESSAGE_UPDATE",
        Event::MessageDelete(_) | Event::MessageDeleteBulk(_) => "MESSAGE_DELETE",
        Event::InteractionCreate(_) => "INTERACTION_CREATE",
        Event::GuildCreate(_) => "GUILD_CREATE",
        Event::GuildDelete(_) => "GUILD_DELETE",
        _ => "other",
    }
}

/// What is left of a plan on the connection's own thread.
struct Inner {
    token: SecretString,
    base: Option<String>,
    gateway: String,
    shard: Shard,
    intents: GatewayIntents,
}

impl Plan {
    fn without_part(self) -> (Part, Inner) {
        let Self { token, base, gateway, shard, intents, part } = self;
        (part, Inner { token, base, gateway, shard, intents })
    }
}

/// Holds the connection until it ends or is asked to.
async fn hold(plan: Inner, events: mpsc::Sender<Seen>, stopped: oneshot::Receiver<()>, pulse: Arc<Pulse>) -> End {
    let beating = Arc::clone(&pulse);
    tokio::spawn(async move { beating.beat().await });
    let Inner { token, base, gateway, shard, intents } = plan;
    let client = match http_client(base.as_deref()) {
        Ok(client) => client,
        Err(error) => return End::Unreached(error.to_string()),
    };
    let mut http = HttpBuilder::new(token.expose_secret()).client(client);
    if let Some(base) = &base {
        // serenity ignores the address while its rate limiter is on.
        http = http.proxy(base).ratelimiter_disabled(true);
    }
    let handler = Handler { events, pulse: Arc::clone(&pulse), shard };
    let builder = ClientBuilder::new_with_http(http.build(), intents).raw_event_handler(handler);
    let mut client = match timeout(PREPARE_LIMIT, builder).await {
        Ok(Ok(client)) => client,
        Ok(Err(error)) => return End::Unreached(error.to_string()),
        Err(_) => return End::Unreached("Discord's HTTP API does not answer".to_owned()),
    };
    // serenity goes to the real gateway when its own look-up fails: the address that was checked stands.
    client.ws_url.lock().await.clone_from(&gateway);
    let address = Arc::clone(&client.ws_url);
    let gate = Arc::clone(&pulse);
    tokio::spawn(async move {
        gate.greeted().await;
        turnstile::keep(address, &gate, shard).await;
    });
    tokio::spawn(note_latency(Arc::clone(&client.shard_manager), Arc::clone(&pulse)));
    let (manager, data) = (Arc::clone(&client.shard_manager), Arc::clone(&client.data));
    let holders = Arc::strong_count(&data);
    tokio::select! {
        result = client.start_shard(shard.id, shard.total) => match result {
            Ok(()) => End::Failed("the gateway ended the connection".to_owned()),
            Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => End::BadToken,
            Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => End::DisallowedIntents,
            Err(serenity::Error::Gateway(GatewayError::InvalidGatewayIntents)) => End::UnknownIntents,
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

/// Notes for ever how long heartbeats take.
async fn note_latency(manager: Arc<ShardManager>, pulse: Arc<Pulse>) {
    loop {
        sleep(LATENCY_LOOK).await;
        for latency in manager.runners.lock().await.values().filter_map(|shard| shard.latency) {
            pulse.figures().heartbeat(latency);
        }
    }
}

/// Closes the connection and waits until it is gone.
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
