//! What takes a second to find out about the documents in force, found out once for them.

use std::sync::{Arc, Weak};

use tokio::sync::Mutex;

use super::state::Desk;
use super::trouble::Trouble;
use crate::bot::Brain;

/// Something that is true as long as the same documents are in force.
pub(super) struct Kept<T>(Mutex<Option<(Weak<Brain>, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone + Send + 'static> Kept<T> {
    /// What is known, or else what `find` finds out when a processor is free. Whoever asks meanwhile waits for it.
    pub(super) async fn of(&self, desk: &Desk, find: impl FnOnce(&Brain) -> T + Send + 'static) -> Result<T, Trouble> {
        let brain = desk.bot.brain();
        let mut kept = self.0.lock().await;
        if let Some((known, found)) = kept.as_ref()
            && Weak::ptr_eq(known, &Arc::downgrade(&brain))
        {
            return Ok(found.clone());
        }
        let these = Arc::downgrade(&brain);
        let found = desk.door.take_turn(move || find(&brain)).await?;
        *kept = Some((these, found.clone()));
        Ok(found)
    }
}
