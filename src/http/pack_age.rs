//! Since when the pack in force is in force.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::telemetry;

/// Remembers the pack that was seen last.
#[derive(Default)]
pub(super) struct PackAge(Mutex<Option<(String, Instant)>>);

impl PackAge {
    /// Takes a look at the pack in force, and says for how long it was seen so.
    pub(super) fn of(&self, hash: &str) -> Duration {
        let mut seen = self.lock();
        if seen.as_ref().is_none_or(|(last, _)| last != hash) {
            if let Some((last, _)) = seen.as_ref() {
                telemetry::pack_replaced(last);
            }
            *seen = Some((hash.to_owned(), Instant::now()));
        }
        seen.as_ref().map(|(_, since)| since.elapsed()).unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<(String, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
