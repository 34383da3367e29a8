//! Makes serenity pause between reconnects, which it does not do by itself when the gateway accepts and then drops.
//!
//! Each reconnect reads the gateway's address from a shared lock. Whoever holds that lock decides when the next one
//! may come: the turnstile holds it, lets one through, and holds it longer each time somebody was waiting.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

use super::backoff::{Backoff, jittered};
use super::connection::Pulse;

/// The shortest time between two reconnects, and the longest while the gateway keeps dropping.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Keeps the turnstile for ever. For a runtime with one thread: between two turns nobody else may run.
pub(super) async fn keep(address: Arc<Mutex<String>>, pulse: &Pulse) {
    let mut backoff = Backoff::new(PAUSES.0, PAUSES.1);
    loop {
        let held = address.lock().await;
        sleep(jittered(backoff.planned())).await;
        drop(held);
        // The lock is fair: if it cannot be had right after it was let go, somebody had been waiting for it.
        if address.try_lock().is_err() {
            let _ = backoff.pause();
            pulse.reconnecting();
            tracing::info!("Discord: the connection was lost; reconnecting");
        } else {
            backoff.ease();
        }
    }
}
