//! Keeps a socket open, again and again, with growing pauses, and the next one before the old one ends.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::client::{Client, Failure};
use super::entrance::Entrance;
use super::error::Error;
use super::socket::{OLD_AGE, Socket, Unconnected};
use crate::backoff::Backoff;
use crate::status::Link;

/// The pauses between attempts to connect.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// A connection that held for so long was a good one: the next pause is the first one again, or none.
const GOOD: Duration = Duration::from_secs(60);
/// So long is waited where Slack asks for a pause and does not say how long.
const UNSAID_PAUSE: Duration = Duration::from_secs(10);

/// The keeper of the socket.
pub(super) struct Supervisor {
    pub(super) client: Arc<Client>,
    pub(super) entrance: Entrance,
    pub(super) link: Link,
    /// The socket is a stand-in's, on this machine.
    pub(super) on_loopback: bool,
}

impl Supervisor {
    /// Keeps connected. Returns only for what an operator must mend. Dropped, it closes what is open.
    pub(super) async fn serve(&self) -> Error {
        let mut backoff = Backoff::new(PAUSES.0, PAUSES.1);
        // Old connections that are still read while their successors stand.
        let mut old = JoinSet::new();
        loop {
            let begun = Instant::now();
            let socket = match Socket::open(&self.client, self.on_loopback).await {
                Ok(socket) => socket,
                Err(trouble) => match self.wait(trouble, &mut backoff).await {
                    Some(error) => return error,
                    None => continue,
                },
            };
            let (wanted, successor) = oneshot::channel();
            let (close, enough) = oneshot::channel();
            let mut running = JoinSet::new();
            running.spawn(socket.run(self.entrance.clone(), self.link.part(), wanted, enough));
            let end = tokio::select! {
                Ok(()) = successor => None,
                Some(ended) = running.join_next() => Some(ended.unwrap_or("its task failed")),
            };
            let was_good = begun.elapsed() > GOOD;
            if was_good {
                backoff.reset();
            }
            match end {
                None => {
                    old.spawn(outlive(running, close));
                    tracing::info!("Slack: it asks for a new connection");
                }
                Some(reason) => tracing::warn!("Slack: the connection is lost: {reason}"),
            }
            if !was_good {
                sleep(backoff.pause()).await;
            }
            while old.try_join_next().is_some() {}
        }
    }

    /// Waits after an attempt that failed; returns what waiting does not mend.
    async fn wait(&self, trouble: Unconnected, backoff: &mut Backoff) -> Option<Error> {
        let (reason, asked) = match trouble {
            Unconnected::Refused(Failure::BadToken(code)) => {
                return Some(Error::BadToken { key: "slack.app_token", code });
            }
            Unconnected::Refused(Failure::Refused { code, .. }) if code == "missing_scope" => {
                return Some(Error::MissingScope("connections:write (of the app-level token)".to_owned()));
            }
            Unconnected::BadAddress => return Some(Error::BadSocket),
            Unconnected::Refused(failure) => {
                let asked = match &failure {
                    Failure::TooMany(after) => Some(after.unwrap_or(UNSAID_PAUSE)),
                    _ => None,
                };
                (failure.to_string(), asked)
            }
            Unconnected::Unreached => ("the socket cannot be reached".to_owned(), None),
        };
        let pause = backoff.pause().max(asked.unwrap_or_default());
        tracing::warn!("Slack: no connection: {reason}; trying again in {:.0} s", pause.as_secs_f64().ceil());
        sleep(pause).await;
        None
    }
}

/// Reads an old connection until Slack closes it, or its time is over.
async fn outlive(mut running: JoinSet<&'static str>, close: oneshot::Sender<()>) {
    if tokio::time::timeout(OLD_AGE, running.join_next()).await.is_err() {
        // It may have ended this very moment.
        let _ = close.send(());
        running.join_next().await;
    }
}
