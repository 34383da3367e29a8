//! Slack takes about one message a second in a channel, and a few at once.

use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::time::sleep;

/// Messages a second in one channel, in the long run.
const RATE: NonZeroU32 = NonZeroU32::new(1).unwrap();
/// Messages at once in a quiet channel: Slack allows "short bursts" without saying how long.
const BURST: NonZeroU32 = NonZeroU32::new(3).unwrap();
/// Channels that are remembered before those that are quiet again are forgotten.
const REMEMBERED: usize = 1_000;

/// The pace of every channel.
pub(super) struct Pace {
    channels: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Default for Pace {
    fn default() -> Self {
        let quota = Quota::per_second(RATE).allow_burst(BURST);
        Self { channels: RateLimiter::keyed(quota), clock: DefaultClock::default() }
    }
}

impl Pace {
    /// Waits until something may be posted in a channel.
    pub(super) async fn turn(&self, channel: &String) {
        while let Err(early) = self.channels.check_key(channel) {
            sleep(early.wait_time_from(self.clock.now())).await;
        }
        if self.channels.len() > REMEMBERED {
            self.channels.retain_recent();
        }
    }

    /// Something is posted that cannot wait. The next one does.
    pub(super) fn pass(&self, channel: &String) {
        // Whether there was room makes no difference to it.
        let _ = self.channels.check_key(channel);
    }
}
