//! Keeps an answer from waiting for a store that is away.

use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::clock::{Clock, Moment};
use crate::store;

/// How long a call may take while somebody waits for an answer.
const CALL_LIMIT: Duration = Duration::from_secs(1);
/// After a call that failed the store is left alone for so long.
const REST: Duration = Duration::from_secs(2);

/// Calls at the same time: fewer than the store has connections, so that one which is made is not kept waiting for one.
const AT_ONCE: usize = 6;

/// Not resting.
const WELL: i64 = i64::MIN;

/// Lets calls through as long as they succeed.
pub(super) struct Breaker {
    clock: Clock,
    /// Until when the store is left alone.
    rests_until: AtomicI64,
    /// Places for calls. Waiting for one is no failure of the store.
    places: Semaphore,
}

impl Breaker {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, rests_until: AtomicI64::new(WELL), places: Semaphore::new(AT_ONCE) }
    }

    /// Makes a call. `None` where it failed, took too long, or was not made since the last one failed.
    pub(super) async fn ask<T>(&self, what: &str, call: impl Future<Output = store::Result<T>>) -> Option<T> {
        if self.rests() {
            return None;
        }
        // The semaphore is never closed.
        let _place = self.places.acquire().await.ok()?;
        // Another call may have failed meanwhile.
        if self.rests() {
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

    fn rests(&self) -> bool {
        Moment(self.rests_until.load(Ordering::Relaxed)) > self.clock.now()
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
    async fn waiting_for_a_place_is_no_failure() {
        let breaker = Breaker::new(Clock::default());
        let slow = || async {
            tokio::time::sleep(CALL_LIMIT / 2).await;
            Ok(1)
        };
        let calls = (0..AT_ONCE * 10).map(|_| breaker.ask("x", slow()));
        let mut all = Vec::new();
        for call in calls {
            all.push(Box::pin(call));
        }
        let mut done = 0;
        std::future::poll_fn(|context| {
            all.retain_mut(|call| match call.as_mut().poll(context) {
                std::task::Poll::Ready(value) => {
                    done += value.unwrap_or_default();
                    false
                }
                std::task::Poll::Pending => true,
            });
            if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        assert_eq!(done, AT_ONCE * 10);
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_hangs_is_given_up() {
        let breaker = Breaker::new(Clock::default());
        assert_eq!(breaker.ask("x", std::future::pending::<store::Result<i32>>()).await, None);
    }
}
