//! Which platforms the program serves and whether they are connected, for whoever asks whether the bot is well.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::message::Platform;

/// The platforms that are served. Cloning gives another handle on the same list.
#[derive(Clone, Debug, Default)]
pub struct Status(Arc<Mutex<Vec<(Platform, Link)>>>);

/// The connection to one platform, which may have several parts. Cloning gives another handle on the same one.
#[derive(Clone, Debug, Default)]
pub struct Link(Arc<Parts>);

#[derive(Debug, Default)]
struct Parts {
    /// How many there are to be; not yet known where it is 0.
    expected: AtomicUsize,
    up: AtomicUsize,
}

impl Status {
    /// Adds a platform that is served from now on. It is not connected yet.
    pub fn serve(&self, platform: Platform) -> Link {
        let link = Link::default();
        // The list is whole after each change, also where a thread panicked elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((platform, link.clone()));
        link
    }

    /// Every platform that is served, and whether all of it is connected.
    pub fn links(&self) -> Vec<(Platform, bool)> {
        let links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        links.iter().map(|(platform, link)| (*platform, link.is_up())).collect()
    }
}

impl Link {
    /// Says of how many parts the connection is: it counts as connected when so many are up.
    pub fn expect(&self, parts: usize) {
        self.0.expected.store(parts, Ordering::Relaxed);
    }

    /// A part that is not up yet.
    pub fn part(&self) -> Part {
        Part { parts: Arc::clone(&self.0), is_up: AtomicBool::new(false) }
    }

    fn is_up(&self) -> bool {
        let expected = self.0.expected.load(Ordering::Relaxed);
        expected > 0 && self.0.up.load(Ordering::Relaxed) >= expected
    }
}

/// A part of a connection. Dropped it is down.
#[derive(Debug)]
pub struct Part {
    parts: Arc<Parts>,
    is_up: AtomicBool,
}

impl Part {
    /// The platform hears this part of the bot, and the other way round.
    pub fn up(&self) {
        if !self.is_up.swap(true, Ordering::Relaxed) {
            self.parts.up.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// This part is lost. True where it was up.
    pub fn down(&self) -> bool {
        let was_up = self.is_up.swap(false, Ordering::Relaxed);
        if was_up {
            self.parts.up.fetch_sub(1, Ordering::Relaxed);
        }
        was_up
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.down();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_is_connected_when_all_of_it_is() {
        let status = Status::default();
        let link = status.serve(Platform::Discord);
        let is_up = || status.links()[0].1;
        link.expect(2);
        let (first, second) = (link.part(), link.part());
        first.up();
        first.up();
        assert!(!is_up(), "the same part twice is no second one");
        second.up();
        assert!(is_up());
        second.down();
        second.down();
        assert!(!is_up());
        let replacement = link.part();
        replacement.up();
        drop(second);
        assert!(is_up(), "the end of a part that was down already takes nothing away");
        drop(first);
        assert!(!is_up());
    }

    #[test]
    fn of_what_nobody_knows_the_parts_nothing_is_connected() {
        let status = Status::default();
        let link = status.serve(Platform::Discord);
        assert!(!status.links()[0].1);
        let part = link.part();
        part.up();
        assert!(!status.links()[0].1);
    }
}
