//! What the handlers share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use tokio::sync::Semaphore;

use super::limits::{Rates, WAITING};
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
    pub(super) rates: Rates,
    /// Questions that are decided on at once: as many as there are processors, since each keeps one busy.
    pub(super) turns: Arc<Semaphore>,
    /// Questions that are decided on or wait for it.
    pub(super) places: Arc<Semaphore>,
    ending: AtomicBool,
}

impl Context {
    /// A server's context for a bot.
    pub fn new(bot: Arc<Bot>, status: Status, figures: Figures) -> Self {
        Self {
            bot,
            status,
            figures,
            pack_age: PackAge::default(),
            rates: Rates::default(),
            turns: Arc::new(Semaphore::new(available_parallelism().map_or(1, usize::from))),
            places: Arc::new(Semaphore::new(WAITING)),
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
