//! Makes serenity pause between reconnects, which it does not do by itself when the gateway accepts and then drops.
//!
//! Each reconnect reads the gateway's address from a shared lock. Whoever holds that lock decides when the next one
//! may come: the turnstile holds it, lets one through, and holds it longer each time somebody was waiting.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

use super::pulse::Pulse;
use super::shards::Shard;
use crate::backoff::{Backoff, jittered};

/// The shortest time between two reconnects, and the longest while the gateway keeps dropping.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Keeps the turnstile for ever. For a runtime with one thread: between two turns nobody else may run.
pub(super) async fn keep(address: Arc<Mutex<String>>, pulse: &Pulse, shard: Shard) {
    let mut backoff = Backoff::new(PAUSES.0, PAUSES.1);
    loop {
        let held = address.lock().await;
        sleep(jittered(backoff.planned())).await;
        drop(held);
        // The lock is fair: if it cannot be had right after it was let go, somebody had been waiting for it.
        if address.try_lock().is_err() {
            let _ = backoff.pause();
            pulse.reconnecting();
            tracing::info!("Discord: the connection was lost{}; reconnecting", shard.note());
        } else {
            backoff.ease();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Link;
    use crate::telemetry::ShardFigures;
    use std::sync::atomic::{AtomicU32, Ordering};

    const ONLY: Shard = Shard { id: 0, total: 1 };

    fn pulse() -> Pulse {
        Pulse::new(Link::default().part(), ShardFigures::of(0))
    }

    /// Connects as often as the turnstile lets it, for some time of a clock that runs ahead.
    async fn reconnects_within(time: Duration) -> u32 {
        let (address, count) = (Arc::new(Mutex::new(String::new())), AtomicU32::new(0));
        let pulse = pulse();
        let reconnect = async {
            loop {
                drop(address.lock().await);
                count.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = keep(Arc::clone(&address), &pulse, ONLY) => {}
            () = reconnect => {}
            () = sleep(time) => {}
        }
        count.into_inner()
    }

    #[tokio::test(start_paused = true)]
    async fn a_gateway_that_keeps_dropping_is_left_in_peace() {
        let count = reconnects_within(Duration::from_secs(3_600)).await;
        assert!((40..200).contains(&count), "{count} reconnects in an hour");
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_quiet_time_a_reconnect_is_let_through_at_once() {
        let (address, pulse) = (Arc::new(Mutex::new(String::new())), pulse());
        let one = async {
            sleep(Duration::from_secs(600)).await;
            let begun = tokio::time::Instant::now();
            drop(address.lock().await);
            begun.elapsed()
        };
        tokio::select! {
            () = keep(Arc::clone(&address), &pulse, ONLY) => panic!("it ended"),
            waited = one => assert!(waited <= PAUSES.0 * 2, "{waited:?}"),
        }
    }
}
