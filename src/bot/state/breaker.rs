//! Keeps an answer from waiting for a store that is away.

use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::clock::{Clock, Moment};
use crate::store;

/// How long a call may take while somebody waits for an answer.
const CALL_LIMIT: Duration = Duration::from_secs(1);
/// After a call that failed the store is left alone for so long.
const REST: Duration = Duration::from_secs(2);

/// Not resting.
const WELL: i64 = i64::MIN;

/// Lets calls through as long as they succeed.
pub(super) struct Breaker {
    clock: Clock,
    /// Until when the store is left alone.
    rests_until: AtomicI64,
}

impl Breaker {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, rests_until: AtomicI64::new(WELL) }
    }

    /// Makes a call. `None` where it failed, took too long, or was not made since the last one failed.
    pub(super) async fn ask<T>(&self, what: &str, call: impl Future<Output = store::Result<T>>) -> Option<T> {
        let rests_until = self.rests_until.load(Ordering::Relaxed);
        if Moment(rests_until) > self.clock.now() {
            return None;
        }
        let error = match tokio::time::timeout(CALL_LIMIT, call).await {
            Ok(Ok(value)) => {
                if self.rests_until.swap(WELL, Ordering::Relaxed) != WELL {
                    tracing::info!("the store can be used again");
                }
                return Some(value);
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("no answer within {} ms", CALL_LIMIT.as_millis()),
        };
        let until = self.clock.now().after(REST).0;
        if self.rests_until.swap(until, Ordering::Relaxed) == WELL {
            tracing::error!("{what} could not be kept ({error}): the bot goes on with what it knows by itself");
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    #[tokio::test]
    async fn a_store_that_fails_is_left_alone_for_a_while() {
        let clock = Clock::standing_at(Moment(0));
        let breaker = Breaker::new(clock.clone());
        assert_eq!(breaker.ask("x", async { Ok(1) }).await, Some(1));
        assert_eq!(breaker.ask("x", async { Err::<i32, _>(StoreError::Unavailable("gone".into())) }).await, None);
        let called = std::cell::Cell::new(false);
        assert_eq!(
            breaker
                .ask("x", async {
                    called.set(true);
                    Ok(1)
                })
                .await,
            None
        );
        assert!(!called.get(), "it is asked while it rests");
        clock.advance(REST);
        assert_eq!(breaker.ask("x", async { Ok(2) }).await, Some(2));
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_hangs_is_given_up() {
        let breaker = Breaker::new(Clock::default());
        assert_eq!(breaker.ask("x", std::future::pending::<store::Result<i32>>()).await, None);
    }
}
