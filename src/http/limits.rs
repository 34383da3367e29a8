//! What one client may do, so that others and the chat platforms do not notice it.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

pub use governor::Quota;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, RateLimiter};

/// The longest body, in bytes. A chat message has at most some thousand characters.
pub const BODY_LIMIT: usize = 16 * 1024;
/// How long a request may take from its head to the answer. A decision takes far less; what takes longer is a client that
/// sends its body by drops.
pub(super) const REQUEST_LIMIT: Duration = Duration::from_secs(10);
/// The same at the desk, where a draft is checked and replayed over some thousand messages on a machine that is busy.
pub(super) const DESK_LIMIT: Duration = Duration::from_secs(120);
/// How long a client may take to send the head of a request.
pub(super) const HEAD_LIMIT: Duration = Duration::from_secs(10);
/// Bytes that the head of a request may have, as the buffer of a connection.
pub(super) const HEAD_BYTES: usize = 16 * 1024;
/// Connections at once. Further ones wait to be taken.
pub(super) const CONNECTIONS: usize = 256;
/// Questions that may wait for their turn. Past it a client is asked to come back.
pub(super) const WAITING: usize = 64;
/// After how many seconds a client may come back where the server is busy.
pub(super) const COME_BACK: u64 = 1;
/// Questions a second from one address, in the long run: more than people type, and what a few clients on this machine
/// may need.
const RATE: NonZeroU32 = NonZeroU32::new(50).unwrap();
/// Questions at once from one address.
pub const BURST: NonZeroU32 = NonZeroU32::new(100).unwrap();

/// Bits of an IPv6 address that one household has to itself: whoever changes the others is the same visitor.
const OF_A_VISITOR: u128 = !0 << 64;

/// How often each of many may still do something.
pub struct Rates<K: Hash + Eq + Clone = IpAddr> {
    each: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
}

impl Default for Rates {
    /// Questions of visitors.
    fn default() -> Self {
        Self::new(Quota::per_second(RATE).allow_burst(BURST))
    }
}

impl<K: Hash + Eq + Clone> Rates<K> {
    /// Nobody has done anything yet.
    pub fn new(quota: Quota) -> Self {
        Self { each: RateLimiter::keyed(quota), clock: DefaultClock::default() }
    }

    /// Counts that somebody does it.
    ///
    /// # Errors
    /// Where it was too often: how many seconds to wait.
    pub fn count(&self, who: &K) -> Result<(), u64> {
        self.each.check_key(who).map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
        })
    }

    /// Forgets those that may do it as often as ever again.
    pub fn tidy(&self) {
        self.each.retain_recent();
    }
}

/// What counts as one visitor.
pub(super) fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => Ipv6Addr::from_bits(address.to_bits() & OF_A_VISITOR).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_visitor() {
        for (address, visitor) in [
            ("192.0.2.9", "192.0.2.9"),
            ("::ffff:192.0.2.9", "192.0.2.9"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("::1", "::1"),
        ] {
            assert_eq!(household(address.parse().unwrap()).to_string(), visitor, "{address}");
        }
    }
}
