//! Growing pauses between attempts, spread by chance so that many bots do not come back at the same moment.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// A pause that doubles from one use to the next, up to a limit.
pub struct Backoff {
    next: Duration,
    first: Duration,
    longest: Duration,
}

impl Backoff {
    /// Starts with `first` and never waits much longer than `longest`.
    pub fn new(first: Duration, longest: Duration) -> Self {
        Self { next: first, first, longest }
    }

    /// The pause to make now: between half and one and a half of the planned one.
    pub fn pause(&mut self) -> Duration {
        let planned = self.next;
        self.next = (planned * 2).min(self.longest);
        jittered(planned)
    }

    /// Takes back one doubling: things went well for a while.
    pub fn ease(&mut self) {
        self.next = (self.next / 2).max(self.first);
    }

    /// Starts again from the first pause.
    pub fn reset(&mut self) {
        self.next = self.first;
    }

    /// The planned pause, without chance.
    pub fn planned(&self) -> Duration {
        self.next
    }
}

/// Between half and one and a half of `pause`. The randomness of a hash map's seed is enough for this.
pub fn jittered(pause: Duration) -> Duration {
    let chance = RandomState::new().build_hasher().finish() % 1_001;
    pause / 2 + pause * chance as u32 / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_to_the_limit_and_come_back() {
        let second = Duration::from_secs(1);
        let mut backoff = Backoff::new(second, second * 4);
        for planned in [1, 2, 4, 4] {
            assert_eq!(backoff.planned(), second * planned);
            let pause = backoff.pause();
            assert!(pause >= second * planned / 2 && pause <= second * planned * 3 / 2, "{pause:?}");
        }
        backoff.ease();
        assert_eq!(backoff.planned(), second * 2);
        backoff.reset();
        backoff.ease();
        assert_eq!(backoff.planned(), second);
    }
}
