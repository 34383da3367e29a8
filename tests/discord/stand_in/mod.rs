//! A stand-in for Discord: REST v10 and a gateway on loopback, as strict as the real one.
//!
//! Whatever a client does that Discord would refuse, or that a bot should not do, is noted as a complaint; a test ends
//! with [`StandIn::assert_no_complaints`]. Nothing is timed: a test waits for what it needs, with a generous limit.

mod components;
mod gateway;
mod identify;
mod interactions;
mod objects;
mod rest;
mod rules;
mod state;
mod wire;

use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;

pub(crate) use interactions::{Interaction, Used};
pub(crate) use objects::{APPLICATION, Author, EVERYBODY_MAY, Guild, Said};
pub(crate) use state::State;
pub(crate) use state::{Flaw, Mischief, Posted, Trouble};

/// The token that the stand-in accepts.
pub(crate) const TOKEN: &str = "stand-in.token.of.the.bot";
/// The bot's own account.
pub(crate) const BOT: u64 = 900_000_000_000_000_009;

/// How long a test waits for something that should happen at once. Generous: the machine may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// A running stand-in. It ends with the runtime of its test.
pub(crate) struct StandIn {
    shared: Arc<Shared>,
    port: u16,
}

/// What the REST side, the gateway side and the test share.
pub(crate) struct Shared {
    state: std::sync::Mutex<State>,
    /// Told at every change.
    changed: tokio::sync::Notify,
    /// What goes to the connected gateway sessions.
    orders: broadcast::Sender<Order>,
    port: std::sync::OnceLock<u16>,
}

/// Something that the gateway does to every connection.
#[derive(Clone, Debug)]
pub(crate) enum Order {
    /// There are new events to send.
    Dispatch,
    /// Close with this code.
    Close(u16),
    /// Close without a code.
    CloseBare,
    /// Drop the connection without a word.
    Drop,
    /// Ask for a reconnect (op 7).
    Reconnect,
    /// Declare the session invalid (op 9).
    Invalidate,
    /// The same, but the session may be resumed.
    InvalidateResumable,
    /// Do it to the connections of one shard only.
    OnShard(u64, Box<Order>),
    /// Send this text as it is.
    Raw(String),
}

impl Shared {
    /// Looks at or changes the state, and wakes whoever waits for a change.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let result = act(&mut self.state.lock().unwrap());
        self.changed.notify_waiters();
        result
    }

    fn port(&self) -> u16 {
        *self.port.get().unwrap()
    }
}

impl StandIn {
    /// Starts one in which the bot is a member of these servers.
    pub(crate) async fn start(guilds: Vec<Guild>) -> Self {
        let (orders, _) = broadcast::channel(1_024);
        let shared = Arc::new(Shared {
            state: std::sync::Mutex::new(State::new(guilds)),
            changed: tokio::sync::Notify::new(),
            orders,
            port: std::sync::OnceLock::new(),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        shared.port.set(port).unwrap();
        let app = rest::routes().merge(gateway::routes()).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { shared, port }
    }

    /// The address for `discord.api_url`.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A person (or whatever `said` tells) writes a message. Returns its id.
    pub(crate) fn say(&self, said: &Said) -> u64 {
        let id = self.shared.with(|state| state.say(said));
        let _ = self.shared.orders.send(Order::Dispatch);
        id
    }

    /// The same for a message of this id: in a forum it has the id of its post.
    pub(crate) fn say_with_id(&self, id: u64, said: &Said) {
        self.shared.with(|state| state.say_with_id(id, said));
        let _ = self.shared.orders.send(Order::Dispatch);
    }

    /// Changes the text of a message that was said.
    pub(crate) fn edit(&self, id: u64, text: &str) {
        self.shared.with(|state| state.edit(id, text));
        let _ = self.shared.orders.send(Order::Dispatch);
    }

    /// Deletes messages: one, or several at once.
    pub(crate) fn delete(&self, ids: &[u64]) {
        self.shared.with(|state| state.delete(ids));
        let _ = self.shared.orders.send(Order::Dispatch);
    }

    /// Sends an event of any kind.
    pub(crate) fn dispatch(&self, kind: &str, content: &Value) {
        self.shared.with(|state| state.dispatch(kind, content));
        let _ = self.shared.orders.send(Order::Dispatch);
    }

    /// Does something to every connection.
    pub(crate) fn order(&self, order: Order) {
        let _ = self.shared.orders.send(order);
    }

    /// Changes how the stand-in behaves.
    pub(crate) fn set<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        self.shared.with(act)
    }

    /// Waits until something can be found in the state.
    ///
    /// # Panics
    /// When it does not happen for [`PATIENCE`]; `what` says what was expected.
    pub(crate) async fn until<T>(&self, what: &str, mut found: impl FnMut(&State) -> Option<T>) -> T {
        let wait = async {
            loop {
                let changed = self.shared.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if let Some(result) = found(&self.shared.state.lock().unwrap()) {
                    return result;
                }
                changed.await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, wait).await.ok();
        found.unwrap_or_else(|| {
            let complaints = self.shared.with(|state| state.complaints.clone());
            panic!("never happened: {what}; complaints: {complaints:?}")
        })
    }

    /// Waits for the bot to have begun its `count`th session (fresh ones and resumed ones).
    pub(crate) async fn until_connected(&self, count: usize) {
        self.until("the bot connects", |state| (state.greetings >= count).then_some(())).await;
    }

    /// Waits for the reply to a message.
    pub(crate) async fn reply_to(&self, id: u64) -> Posted {
        self.until("a reply", |state| state.replies_to(id).first().cloned()).await
    }

    /// Everything that was posted so far.
    pub(crate) fn posts(&self) -> Vec<Posted> {
        self.shared.with(|state| state.posts.clone())
    }

    /// # Panics
    /// When the client did something that Discord would refuse or a bot should not do.
    pub(crate) fn assert_no_complaints(&self) {
        let complaints = self.shared.with(|state| state.complaints.clone());
        assert!(complaints.is_empty(), "{complaints:#?}");
    }
}
