//! A stand-in for Slack on loopback: the Web API, Socket Mode, and the sender of signed HTTP requests, as strict as the real
//! ones.
//!
//! Whatever a client does that Slack would refuse, or that a well-behaved app should not do, is noted as a complaint; a test
//! ends with [`StandIn::assert_no_complaints`]. Nothing is timed but what Slack times itself: a test waits for what it needs,
//! with a generous limit.

mod acts;
mod api;
mod arguments;
mod blocks;
mod chat;
mod delivery;
mod elements;
mod events;
mod hooks;
mod mentions;
mod methods;
mod reading;
mod said;
mod sender;
mod sign;
mod socket;
mod state;
mod text;
mod troubles;
mod used;
mod verdict;
mod views;
mod workspace;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;

pub(crate) use acts::Of;
pub(crate) use delivery::{Delivery, Kind, Mischief, Stage};
#[cfg_attr(not(feature = "postgres"), allow(unused_imports, reason = "for the load, which needs PostgreSQL"))]
pub(crate) use sender::{Answer, post, post_through, signed};
pub(crate) use sign::{now, signature, signed_headers};
pub(crate) use state::{Posted, State};
pub(crate) use text::typed;
pub(crate) use troubles::Trouble;
pub(crate) use used::{Used, words_of};
pub(crate) use workspace::{Author, Channel, Workspace, direct_id};

/// The bot's token, the app's, and the secret that requests are signed with.
pub(crate) const BOT_TOKEN: &str = "xoxb-stand-in-token-of-the-bot";
pub(crate) const APP_TOKEN: &str = "xapp-1-stand-in-token-of-the-app";
pub(crate) const SIGNING_SECRET: &str = "5f3a91c0stand1in2secret3of4the5app";
/// The workspace.
pub(crate) const TEAM: &str = "T0CLINIC";
/// The app, the bot as a member, the bot as a program.
pub(crate) const APP: &str = "A0ASKWELL";
pub(crate) const BOT: &str = "U0ASKWELL";
pub(crate) const BOT_PROGRAM: &str = "B0ASKWELL";

/// How long a test waits for something that should happen at once. Generous: the machine may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// A running stand-in. It ends with the runtime of its test.
pub(crate) struct StandIn {
    shared: Arc<Shared>,
}

/// What the Web API, the ways of delivery and the test share.
pub(crate) struct Shared {
    state: std::sync::Mutex<State>,
    /// Told at every change.
    changed: tokio::sync::Notify,
    /// What is done to the open sockets.
    orders: broadcast::Sender<Order>,
    port: std::sync::OnceLock<u16>,
}

/// Something that is done to every open socket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Order {
    /// Say that the connection will be replaced, with this reason, and send nothing more over it.
    Disconnect(&'static str),
    /// Close with a close frame.
    Close(u16),
    /// Drop the connection without a word.
    Abort,
    /// Send this text as it is.
    Raw(&'static str),
    /// A ping that must be answered.
    Ping,
}

impl Shared {
    /// Looks at or changes the state, and wakes whoever waits for a change.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let result = act(&mut self.state.lock().unwrap());
        self.changed.notify_waiters();
        result
    }

    /// Looks without waking anybody.
    fn look<T>(&self, found: impl FnOnce(&State) -> T) -> T {
        found(&self.state.lock().unwrap())
    }

    fn port(&self) -> u16 {
        *self.port.get().unwrap()
    }

    /// Waits until something is found in the state.
    async fn until<T>(&self, mut found: impl FnMut(&State) -> Option<T>) -> T {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if let Some(result) = self.look(&mut found) {
                return result;
            }
            changed.await;
        }
    }
}

impl StandIn {
    /// Starts one for a workspace.
    pub(crate) async fn start(workspace: Workspace) -> Self {
        let (orders, _) = broadcast::channel(256);
        let shared = Arc::new(Shared {
            state: std::sync::Mutex::new(State::new(workspace)),
            changed: tokio::sync::Notify::new(),
            orders,
            port: std::sync::OnceLock::new(),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        shared.port.set(port).unwrap();
        shared.with(|state| state.port = port);
        let app = api::routes().merge(socket::routes()).merge(hooks::routes());
        let app = app.fallback(api::anything_else).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        tokio::spawn(sender::run(Arc::clone(&shared)));
        Self { shared }
    }

    /// The address for `slack.api_url`.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.port())
    }

    /// Sends events over HTTP to this server from now on, in turn with others that were named.
    pub(crate) fn deliver_to(&self, address: &str) {
        self.set(|state| state.targets.push(address.trim_end_matches('/').to_owned()));
    }

    /// Does something to every socket.
    pub(crate) fn order(&self, order: Order) {
        let _ = self.shared.orders.send(order);
    }

    /// Changes how the stand-in behaves, or looks at what it knows.
    pub(crate) fn set<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        self.shared.with(act)
    }

    /// Waits until something can be found in the state.
    ///
    /// # Panics
    /// When it does not happen for [`PATIENCE`]; `what` says what was expected.
    pub(crate) async fn until<T>(&self, what: &str, found: impl FnMut(&State) -> Option<T>) -> T {
        let found = tokio::time::timeout(PATIENCE, self.shared.until(found)).await.ok();
        found.unwrap_or_else(|| {
            let complaints = self.set(|state| state.complaints.clone());
            panic!("never happened: {what}; complaints: {complaints:?}")
        })
    }

    /// Waits until so many sockets have been greeted, closed ones included.
    pub(crate) async fn until_connected(&self, count: usize) {
        self.until("the bot connects", |state| (state.greetings >= count).then_some(())).await;
    }

    /// Waits for the reply to a message.
    pub(crate) async fn reply_to(&self, ts: &str) -> Posted {
        self.until("a reply", |state| state.replies_to(ts).first().cloned()).await
    }

    /// The replies to a message so far.
    pub(crate) fn replies_to(&self, ts: &str) -> Vec<Posted> {
        self.set(|state| state.replies_to(ts))
    }

    /// Everything that was posted so far.
    pub(crate) fn posts(&self) -> Vec<Posted> {
        self.set(|state| state.posts.clone())
    }

    /// Waits until everything that was to be delivered is acknowledged or given up.
    pub(crate) async fn until_delivered(&self) {
        self.until("all is delivered", |state| state.is_quiet().then_some(())).await;
    }

    /// # Panics
    /// When the client did something that Slack would refuse or an app should not do.
    pub(crate) fn assert_no_complaints(&self) {
        let complaints = self.set(|state| state.complaints.clone());
        assert!(complaints.is_empty(), "{complaints:#?}");
    }
}
