//! What a state does by itself while the bot runs.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::State;
use super::channels::Channels;
use crate::config::Keep;
use crate::store::Result;

/// How often it is looked whether something has come of age.
const INTERVAL: Duration = Duration::from_secs(60);
/// Replies are known for so long: an edit or a deletion that comes later finds none.
const REPLY_DAYS: u32 = 30;

impl State {
    /// Writes what waits, and deletes what has come of age, for ever.
    pub async fn run(&self) {
        tokio::join!(self.ledger.run(), self.expire_again_and_again());
    }

    /// Writes what waits now, as far as the store can be reached.
    pub async fn flush(&self) {
        if !self.ledger.flush().await {
            let (waiting, _) = self.ledger.waiting();
            tracing::error!("the store could not be reached: {waiting} counts and unanswered questions are lost");
        }
    }

    /// Reads what moderators have set.
    ///
    /// # Errors
    /// A store that cannot be read; what was read last stays.
    pub async fn refresh(&self) -> Result<()> {
        if let Some(store) = &self.store {
            self.channels.store(Arc::new(Channels::read(store.as_ref()).await?));
            self.generation.fetch_add(1, Ordering::AcqRel);
            tracing::debug!("channels were set anew");
        }
        Ok(())
    }

    /// Deletes what is kept longer than it may be: texts past their retention, replies, claims.
    ///
    /// # Errors
    /// A store that cannot be written.
    pub async fn expire(&self) -> Result<()> {
        let Some(store) = &self.store else { return Ok(()) };
        let now = self.clock.now();
        // A clinic that no longer keeps texts keeps none of those that it kept.
        let days = if self.privacy.keep == Keep::Nothing { 0 } else { self.privacy.retention_days };
        let texts = store.expire_texts(now.days_before(days)).await?;
        let replies = store.expire_replies(now.days_before(REPLY_DAYS)).await?;
        let claims = store.sweep_claims(now).await?;
        tracing::debug!(texts, replies, claims, "deleted what had come of age");
        Ok(())
    }

    async fn expire_again_and_again(&self) {
        loop {
            if let Err(error) = self.expire().await {
                tracing::warn!("what has come of age could not be deleted: {error}");
            }
            tokio::time::sleep(INTERVAL).await;
        }
    }
}
