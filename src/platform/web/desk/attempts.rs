//! How often somebody may try a password.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use crate::http::{Quota, Rates, Visitor};

/// Tries at once from one address: somebody who mistypes, and a colleague behind the same router.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// After those, one in this time.
const AFTERWARDS: Duration = Duration::from_secs(15);
/// Tries at once for one name, from wherever: an account must not be guessed at from many places.
const FOR_A_NAME: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// After those, one in this time: who knows the password has to wait so long at most.
const FOR_A_NAME_AFTERWARDS: Duration = Duration::from_secs(30);
/// A name that nobody can have is cut here.
const LONGEST_NAME: usize = 80;

/// Tries that were made.
pub(super) struct Attempts {
    addresses: Rates<IpAddr>,
    names: Rates<String>,
}

impl Default for Attempts {
    fn default() -> Self {
        let quota = |at_once, afterwards| {
            // A time above zero makes a quota.
            Quota::with_period(afterwards).unwrap_or(Quota::per_minute(NonZeroU32::MIN)).allow_burst(at_once)
        };
        Self {
            addresses: Rates::new(quota(AT_ONCE, AFTERWARDS)),
            names: Rates::new(quota(FOR_A_NAME, FOR_A_NAME_AFTERWARDS)),
        }
    }
}

impl Attempts {
    /// Counts a try; where there were too many, how many seconds to wait.
    pub(super) fn count(&self, visitor: Visitor, name: &str) -> Result<(), u64> {
        self.addresses.tidy();
        self.names.tidy();
        self.addresses.count(&visitor.household())?;
        let name: String = name.trim().to_lowercase().chars().take(LONGEST_NAME).collect();
        self.names.count(&name)
    }
}
