//! Bots that answer from documents with unsaved changes: the last few are kept, since each takes a while to build.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::trouble::Trouble;
use crate::bot::Brain;
use crate::config::Settings;
use crate::http::Door;
use crate::moderation::Preview;

/// So many are kept: a few moderators at work, each with what was typed last and the word before it. One of a large FAQ
/// takes some ten megabytes.
const KEPT: usize = 6;

/// Bots for trying out.
#[derive(Default)]
pub(super) struct Brains {
    /// The one that was used last stands last.
    kept: Mutex<VecDeque<(String, Arc<Brain>)>>,
    /// One is built at a time: patients need the processors more.
    building: Arc<tokio::sync::Mutex<()>>,
}

impl Brains {
    /// A bot for documents: one that is kept, or a new one.
    pub(super) async fn of(&self, preview: Preview, door: &Door, settings: &Settings) -> Result<Arc<Brain>, Trouble> {
        let key = preview.key();
        if let Some(brain) = self.find(&key) {
            return Ok(brain);
        }
        // Whoever goes away while they wait, since they typed on, leaves the queue; a build that was begun is finished.
        let turn = Arc::clone(&self.building).lock_owned().await;
        if let Some(brain) = self.find(&key) {
            return Ok(brain);
        }
        let settings = settings.clone();
        let built = door.take_turn(move || {
            let _held = turn;
            preview.brain(&settings)
        });
        let brain = Arc::new(built.await??);
        self.keep(key, Arc::clone(&brain));
        Ok(brain)
    }

    fn find(&self, key: &str) -> Option<Arc<Brain>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(own, _)| own == key)?;
        let found = kept.remove(at)?;
        let brain = Arc::clone(&found.1);
        kept.push_back(found);
        Some(brain)
    }

    fn keep(&self, key: String, brain: Arc<Brain>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((key, brain));
        while kept.len() > KEPT {
            kept.pop_front();
        }
    }
}
