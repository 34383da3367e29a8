//! What one client may do, so that others and the chat platforms do not notice it.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// The longest body, in bytes. A chat message has at most some thousand characters.
pub const BODY_LIMIT: usize = 16 * 1024;
/// How long a request may take from its head to the answer. A decision takes far less; what takes longer is a client that
/// sends its body by drops.
pub(super) const REQUEST_LIMIT: Duration = Duration::from_secs(10);
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

/// How many questions each address may still ask.
pub(super) struct Rates {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Default for Rates {
    fn default() -> Self {
        let quota = Quota::per_second(RATE).allow_burst(BURST);
        Self { addresses: RateLimiter::keyed(quota), clock: DefaultClock::default() }
    }
}

impl Rates {
    /// Counts a question; where there were too many, how many seconds to wait.
    pub(super) fn count(&self, address: IpAddr) -> Result<(), u64> {
        self.addresses.check_key(&household(address)).map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
        })
    }

    /// Forgets addresses that may ask as much as ever again.
    pub(super) fn tidy(&self) {
        self.addresses.retain_recent();
    }
}

/// What counts as one visitor.
fn household(address: IpAddr) -> IpAddr {
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
