//! What every question passes, whether a program or a page puts it: how many one visitor may ask, and how many are
//! decided on at once.

use std::sync::Arc;
use std::thread::available_parallelism;

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use super::limits::{COME_BACK, Rates, WAITING};
use super::names::Visitor;
use super::problem::Problem;

/// The limits of the server's questions. Shared by all that ask the bot through it.
pub struct Door {
    rates: Rates,
    /// Questions that are decided on at once: as many as there are processors, since each keeps one busy.
    turns: Arc<Semaphore>,
    /// Questions that are decided on or wait for it.
    places: Arc<Semaphore>,
}

/// Why a question is not decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The visitor asked too much, and may come back after so many seconds.
    TooMany(u64),
    /// Too many questions wait.
    Busy,
    /// The program has a fault, which is logged.
    Failed,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            rates: Rates::default(),
            turns: Arc::new(Semaphore::new(available_parallelism().map_or(1, usize::from))),
            places: Arc::new(Semaphore::new(WAITING)),
        }
    }
}

impl Door {
    /// Counts something that a visitor asks for.
    ///
    /// # Errors
    /// Where it was too much.
    pub fn count(&self, visitor: Visitor) -> Result<(), Refusal> {
        self.rates.count(&visitor.household()).map_err(Refusal::TooMany)
    }

    /// Does work that keeps a processor busy, when its turn comes.
    ///
    /// # Errors
    /// Where too much is waiting, or the work panicked.
    pub async fn take_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Refusal::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| Refusal::Busy)?;
        let work = tokio::task::spawn_blocking(move || {
            // Held until the work is done, also where the client has gone away meanwhile.
            let _held = (place, turn);
            work()
        });
        work.await.map_err(|_| {
            tracing::error!("HTTP: a question could not be decided on");
            Refusal::Failed
        })
    }

    /// Forgets visitors that may ask as much as ever again.
    pub(super) fn tidy(&self) {
        self.rates.tidy();
    }
}

impl Refusal {
    /// The status of the answer that says so.
    pub fn status(self) -> StatusCode {
        match self {
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// After how many seconds it may work, where that is known.
    pub fn retry_after(self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) => Some(seconds),
            Self::Busy => Some(COME_BACK),
            Self::Failed => None,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = match refusal {
            Refusal::TooMany(seconds) => format!("Too many questions from this address: come back in {seconds} s."),
            Refusal::Busy => "Too many questions are waiting: come back in a moment.".to_owned(),
            Refusal::Failed => "The question could not be decided on; the log says more.".to_owned(),
        };
        Self::new(refusal.status(), detail).retry_after(refusal.retry_after())
    }
}
