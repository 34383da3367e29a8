//! Writes that can wait: counts and unanswered questions. They are kept while the store is away, within bounds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::store::{Count, Counted, NewUnanswered, Store};

/// Different counts that may wait: some days of every kind and entry.
const MOST_COUNTS: usize = 20_000;
/// Questions that may wait. With texts of a few hundred bytes this bounds memory at some megabytes.
const MOST_QUESTIONS: usize = 5_000;
/// Counts are written together so often.
const PAUSE: Duration = Duration::from_millis(500);
/// After a failure, so long.
const REST: Duration = Duration::from_secs(2);

/// What waits to be written.
pub(super) struct Ledger {
    store: Option<Arc<dyn Store>>,
    pages: Mutex<Pages>,
    written: Notify,
}

#[derive(Default)]
struct Pages {
    counts: HashMap<Count, i64>,
    questions: Vec<NewUnanswered>,
    /// What found no room.
    lost: u64,
}

impl Ledger {
    pub(super) fn new(store: Option<Arc<dyn Store>>) -> Self {
        Self { store, pages: Mutex::default(), written: Notify::new() }
    }

    /// Counts something.
    pub(super) fn count(&self, count: Count) {
        self.take_back(vec![Counted { count, times: 1 }], Vec::new());
    }

    /// Keeps a question.
    pub(super) fn keep(&self, question: NewUnanswered) {
        self.take_back(Vec::new(), vec![question]);
    }

    /// How many writes wait, and how many were given up.
    pub(super) fn waiting(&self) -> (usize, u64) {
        let pages = self.pages();
        (pages.counts.len() + pages.questions.len(), pages.lost)
    }

    /// Writes what waits, for ever. Where there is no store it only forgets.
    pub(super) async fn run(&self) {
        loop {
            self.written.notified().await;
            tokio::time::sleep(PAUSE).await;
            while !self.flush().await {
                tokio::time::sleep(REST).await;
            }
        }
    }

    /// Writes what waits now. False where something could not be written; it waits on.
    pub(super) async fn flush(&self) -> bool {
        let (counts, questions) = {
            let mut pages = self.pages();
            (std::mem::take(&mut pages.counts), std::mem::take(&mut pages.questions))
        };
        let Some(store) = &self.store else { return true };
        let mut left = Vec::new();
        let mut away = false;
        for question in questions {
            if away {
                left.push(question);
                continue;
            }
            match store.keep_unanswered(&question).await {
                Ok(()) => {}
                Err(error) if error.is_passing() => {
                    away = true;
                    left.push(question);
                }
                Err(error) => {
                    tracing::error!("an unanswered question could not be kept: {error}");
                    self.pages().lost += 1;
                }
            }
        }
        let counts: Vec<Counted> = counts.into_iter().map(|(count, times)| Counted { count, times }).collect();
        let outcome = if counts.is_empty() || away { Ok(()) } else { store.add_counts(&counts).await };
        let counts = match outcome {
            Ok(()) if !away => Vec::new(),
            Ok(()) => counts,
            Err(error) if error.is_passing() => counts,
            Err(error) => {
                tracing::error!("counts could not be kept: {error}");
                Vec::new()
            }
        };
        let whole = left.is_empty() && counts.is_empty();
        self.take_back(counts, left);
        whole
    }

    /// Puts writes on the pages as far as there is room.
    fn take_back(&self, counts: Vec<Counted>, questions: Vec<NewUnanswered>) {
        if self.store.is_none() || (counts.is_empty() && questions.is_empty()) {
            return;
        }
        let mut pages = self.pages();
        for Counted { count, times } in counts {
            if pages.counts.len() < MOST_COUNTS || pages.counts.contains_key(&count) {
                *pages.counts.entry(count).or_default() += times;
            } else {
                pages.lost += 1;
            }
        }
        for question in questions {
            if pages.questions.len() < MOST_QUESTIONS {
                pages.questions.push(question);
            } else {
                pages.lost += 1;
            }
        }
        drop(pages);
        self.written.notify_one();
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
