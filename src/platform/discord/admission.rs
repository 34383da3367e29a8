//! Keeps the pace at which sessions may begin: Discord takes `max_concurrency` identifies in five seconds, one for each
//! `shard % max_concurrency`.
//!
//! Within a process shards of the same bucket stand in line. Several processes share the line through claims in the
//! store; while the store cannot be asked each keeps its own pace, and Discord sends away who comes too early.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Line, OwnedMutexGuard};
use tokio::time::{Instant, sleep, sleep_until};

use crate::backoff::jittered;
use crate::bot::{State, TurnTaken};

/// The time between two identifies of one bucket.
const SPACING: Duration = Duration::from_secs(5);
/// How long a turn may last from when it is had to the session's beginning. A process that dies in between holds up the
/// others for as long; past it serenity has given up a gateway that does not answer.
const LEASE: Duration = Duration::from_secs(15);
/// The shortest look at a turn that another process has, spread by chance so that not all ask at the same moment.
const SHORTEST_WAIT: Duration = Duration::from_millis(200);

/// The line before the gateway.
pub(super) struct Admission {
    state: Arc<State>,
    /// When each bucket may identify again.
    buckets: Mutex<HashMap<u32, Arc<Line<Instant>>>>,
}

/// A turn. Who drops it unused keeps nobody waiting here; in the store it ends by itself.
pub(super) struct Admitted {
    state: Arc<State>,
    name: String,
    next: OwnedMutexGuard<Instant>,
}

impl Admission {
    pub(super) fn new(state: Arc<State>) -> Self {
        Self { state, buckets: Mutex::default() }
    }

    /// Waits for a shard's turn. At once where nobody is before it.
    pub(super) async fn admit(&self, shard: u32, concurrency: u32) -> Admitted {
        let bucket = shard % concurrency.max(1);
        let line = {
            let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(buckets.entry(bucket).or_insert_with(|| Arc::new(Line::new(Instant::now()))))
        };
        let next = line.lock_owned().await;
        sleep_until(*next).await;
        let name = format!("discord/identify/{bucket}");
        while let TurnTaken::Elsewhere(rest) = self.state.take_turn(&name, LEASE).await {
            sleep(rest.min(LEASE) + jittered(SHORTEST_WAIT)).await;
        }
        Admitted { state: Arc::clone(&self.state), name, next }
    }
}

impl Admitted {
    /// The shard has identified by now, or may have.
    pub(super) async fn used(mut self) {
        *self.next = Instant::now() + SPACING;
        self.state.hold_turn(&self.name, SPACING).await;
    }

    /// The gateway was not reached.
    pub(super) async fn unused(self) {
        self.state.hold_turn(&self.name, Duration::ZERO).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::config::{Keep, PrivacySettings};

    fn admission() -> Admission {
        let privacy = PrivacySettings { keep: Keep::Nothing, retention_days: 30 };
        Admission::new(Arc::new(State::passing(Clock::default(), privacy)))
    }

    /// When each of four shards has its turn.
    async fn turns(concurrency: u32) -> Vec<u64> {
        let (admission, begun) = (admission(), Instant::now());
        let mut turns = Vec::new();
        for shard in 0..4 {
            admission.admit(shard, concurrency).await.used().await;
            turns.push(begun.elapsed().as_secs());
        }
        turns
    }

    #[tokio::test(start_paused = true)]
    async fn shards_of_one_bucket_come_five_seconds_apart() {
        let cases = [(1, [0, 5, 10, 15]), (2, [0, 0, 5, 5]), (16, [0, 0, 0, 0]), (0, [0, 5, 10, 15])];
        for (concurrency, expected) in cases {
            assert_eq!(turns(concurrency).await, expected, "max_concurrency {concurrency}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_that_was_not_used_costs_nobody_anything() {
        let (admission, begun) = (admission(), Instant::now());
        admission.admit(0, 1).await.unused().await;
        drop(admission.admit(1, 1).await);
        admission.admit(2, 1).await.used().await;
        assert_eq!(begun.elapsed(), Duration::ZERO);
    }
}
