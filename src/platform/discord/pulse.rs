//! Whether a connection lives: what its parts tell each other, and how its death is noticed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::time::sleep;

use crate::status::Link;

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
    /// Told when a session begins or goes on.
    greeted: Notify,
    /// When the connection's thread last had a turn.
    beat: Mutex<Instant>,
    /// What the rest of the program knows of the connection.
    link: Link,
}

impl Drop for Pulse {
    /// Nothing is connected where nothing holds a connection.
    fn drop(&mut self) {
        self.link.down();
    }
}

impl Pulse {
    pub(super) fn new(link: Link) -> Self {
        Self {
            waiting_since: Mutex::new(Some(Instant::now())),
            greeted: Notify::new(),
            beat: Mutex::new(Instant::now()),
            link,
        }
    }

    /// A new attempt to connect was made.
    pub(super) fn reconnecting(&self) {
        locked(&self.waiting_since).get_or_insert_with(Instant::now);
        self.link.down();
    }

    /// A session has begun or goes on.
    pub(super) fn session(&self) {
        *locked(&self.waiting_since) = None;
        self.link.up();
        self.greeted.notify_one();
    }

    /// Returns when the next session has begun or gone on.
    pub(super) async fn greeted(&self) {
        self.greeted.notified().await;
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
