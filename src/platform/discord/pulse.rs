//! Whether a connection lives: what its parts tell each other, and how its death is noticed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::sleep;

use crate::status::Part;
use crate::telemetry::ShardFigures;

/// How long a connection may be silent after it was opened, before it is given up.
pub(super) const SILENCE_LIMIT: Duration = Duration::from_secs(60);
/// How long the gateway's thread may not get to its turn. serenity spins without a pause when the gateway closes without
/// a code, until the next heartbeat is due; a new connection is not to wait for that.
const STUCK_LIMIT: Duration = Duration::from_secs(10);
/// How often a connection shows that it is alive, and is looked at.
const BEAT: Duration = Duration::from_secs(1);

/// What the parts of one connection tell each other.
pub(super) struct Pulse {
    /// Since when an answer to a connection attempt is awaited.
    waiting_since: Mutex<Option<Instant>>,
    /// Whether a session has begun.
    greeted: watch::Sender<bool>,
    /// When the connection's thread last had a turn.
    beat: Mutex<Instant>,
    /// What the rest of the program knows of the connection.
    part: Part,
    figures: ShardFigures,
}

impl Drop for Pulse {
    /// A connection that ends takes its session along.
    fn drop(&mut self) {
        self.lost();
    }
}

impl Pulse {
    pub(super) fn new(part: Part, figures: ShardFigures) -> Self {
        Self {
            waiting_since: Mutex::new(Some(Instant::now())),
            greeted: watch::Sender::new(false),
            beat: Mutex::new(Instant::now()),
            part,
            figures,
        }
    }

    pub(super) fn figures(&self) -> &ShardFigures {
        &self.figures
    }

    /// A new attempt to connect was made.
    pub(super) fn reconnecting(&self) {
        locked(&self.waiting_since).get_or_insert_with(Instant::now);
        self.lost();
    }

    /// Nothing is connected any more.
    pub(super) fn lost(&self) {
        if self.part.down() {
            self.figures.lost();
        }
    }

    /// A session has begun. Where nobody noticed that the last one was lost, that is seen now.
    pub(super) fn session_begun(&self) {
        self.lost();
        self.figures.begun();
        self.connected();
    }

    /// The session goes on after a reconnect.
    pub(super) fn session_resumed(&self) {
        self.lost();
        self.figures.resumed();
        self.connected();
    }

    fn connected(&self) {
        *locked(&self.waiting_since) = None;
        self.part.up();
        self.greeted.send_replace(true);
    }

    /// Returns when a session has begun.
    pub(super) async fn greeted(&self) {
        let mut greeted = self.greeted.subscribe();
        // It cannot fail: the sender lives as long as this.
        let _ = greeted.wait_for(|greeted| *greeted).await;
    }

    /// Shows for ever that the connection's thread has its turns. To run on that thread.
    pub(super) async fn beat(&self) {
        loop {
            *locked(&self.beat) = Instant::now();
            sleep(BEAT).await;
        }
    }

    /// Returns when an attempt to connect has had no answer for too long.
    pub(super) async fn silent(&self) {
        while locked(&self.waiting_since).is_none_or(|since| since.elapsed() < SILENCE_LIMIT) {
            sleep(BEAT).await;
        }
    }

    /// Returns when the connection's thread has had no turn for too long. To wait for on another thread.
    pub(super) async fn stuck(&self) {
        while locked(&self.beat).elapsed() < STUCK_LIMIT {
            sleep(BEAT).await;
        }
    }
}

/// A lock that outlives a panic elsewhere: what it holds is one value.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
