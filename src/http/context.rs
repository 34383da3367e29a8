//! What the handlers share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::door::Door;
use super::names::Names;
use super::pack_age::PackAge;
use super::recorder::Figures;
use crate::bot::Bot;
use crate::status::Status;

/// What the server is about.
pub struct Context {
    pub(super) bot: Arc<Bot>,
    pub(super) status: Status,
    pub(super) figures: Figures,
    pub(super) pack_age: PackAge,
    pub(super) door: Arc<Door>,
    pub(super) names: Arc<Names>,
    ending: AtomicBool,
}

impl Context {
    /// A server's context for a bot. Whatever else asks the bot over HTTP shares the door.
    pub fn new(bot: Arc<Bot>, status: Status, figures: Figures, door: Arc<Door>, names: Names) -> Self {
        Self {
            bot,
            status,
            figures,
            pack_age: PackAge::default(),
            door,
            names: Arc::new(names),
            ending: AtomicBool::new(false),
        }
    }

    /// No more requests are wanted.
    pub(super) fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    /// Whether the program is about to end.
    pub(super) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }
}
