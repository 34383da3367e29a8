//! When and where an alert is tried again.

use std::time::Duration;

use super::courier::Refusal;
use crate::backoff::jittered;

/// The pause after the first failure; it doubles from one to the next.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause: an alert must not wait long after an outage, and a platform can bear one request in five minutes.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// What is done after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Again {
    /// After how long.
    pub(super) pause: Duration,
    /// To the second channel.
    pub(super) fallback: bool,
}

/// A channel that refuses hands on to the other one: to the second at once, and from there back to the first after a
/// pause, since it may have been mended. Whatever passes by itself is waited for.
pub(super) fn again(refusal: &Refusal, attempts: u32, fallback: bool) -> Again {
    match refusal {
        Refusal::Refused(_) if !fallback => Again { pause: Duration::ZERO, fallback: true },
        Refusal::Refused(_) => Again { pause: jittered(planned(attempts)), fallback: false },
        Refusal::Later { after, .. } => {
            Again { pause: jittered(planned(attempts)).max(after.unwrap_or_default()), fallback }
        }
    }
}

/// The pause after so many attempts, without chance.
fn planned(attempts: u32) -> Duration {
    let doublings = 2_u32.saturating_pow(attempts.saturating_sub(1));
    FIRST_PAUSE.saturating_mul(doublings).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_a_second_to_five_minutes_and_never_end() {
        for (attempts, seconds) in [(0, 1), (1, 1), (2, 2), (5, 16), (9, 256), (10, 300), (u32::MAX, 300)] {
            assert_eq!(planned(attempts), Duration::from_secs(seconds), "{attempts}");
        }
    }

    #[test]
    fn a_refusal_goes_to_the_other_channel_and_an_outage_stays() {
        let refused = Refusal::Refused("gone".into());
        let later = |after| Refusal::Later { after, what: "down".into() };
        assert_eq!(again(&refused, 1, false), Again { pause: Duration::ZERO, fallback: true });
        let back = again(&refused, 2, true);
        assert!(!back.fallback && back.pause >= FIRST_PAUSE, "{back:?}");
        for fallback in [false, true] {
            assert_eq!(again(&later(None), 1, fallback).fallback, fallback);
            let told = Duration::from_secs(77);
            assert_eq!(again(&later(Some(told)), 1, fallback), Again { pause: told, fallback });
        }
    }
}
