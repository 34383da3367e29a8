//! Which platforms the program serves and whether they are connected, for whoever asks whether the bot is well.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::message::Platform;

/// The platforms that are served. Cloning gives another handle on the same list.
#[derive(Clone, Debug, Default)]
pub struct Status(Arc<Mutex<Vec<(Platform, Link)>>>);

/// The connection to one platform. Cloning gives another handle on the same one.
#[derive(Clone, Debug, Default)]
pub struct Link(Arc<AtomicBool>);

impl Status {
    /// Adds a platform that is served from now on. It is not connected yet.
    pub fn serve(&self, platform: Platform) -> Link {
        let link = Link::default();
        // The list is whole after each change, also where a thread panicked elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((platform, link.clone()));
        link
    }

    /// Every platform that is served, and whether it is connected.
    pub fn links(&self) -> Vec<(Platform, bool)> {
        let links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        links.iter().map(|(platform, link)| (*platform, link.is_up())).collect()
    }
}

impl Link {
    /// The platform hears the bot and the bot hears it.
    pub fn up(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// The connection is lost.
    pub fn down(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    fn is_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
