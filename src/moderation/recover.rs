//! Goes on where the program was killed.

use super::Moderation;
use super::error::Result;
use super::truth::Truth;
use super::write::Standing;
use crate::store::{Draft, DraftState};

impl Moderation {
    /// Finishes drafts whose writing was cut short. Whether they were is told by the claim: a living writer holds it.
    ///
    /// # Errors
    /// The store fails, or a file cannot be written.
    pub async fn recover(&self) -> Result<()> {
        if !matches!(self.truth, Truth::Folder(_)) || self.store.drafts(DraftState::Applying).await?.is_empty() {
            return Ok(());
        }
        if self.has_claim().await? {
            let finished = self.finish_left().await;
            self.release_claim().await?;
            finished?;
        }
        Ok(())
    }

    /// The same for who holds the claim.
    pub(super) async fn finish_left(&self) -> Result<()> {
        for draft in self.store.drafts(DraftState::Applying).await? {
            self.finish(&draft).await?;
        }
        Ok(())
    }

    /// Somebody said that it shall go live: it does, unless a file was changed by somebody else in the meantime. Then it
    /// is open again.
    async fn finish(&self, draft: &Draft) -> Result<()> {
        let by = draft.decided_by.clone().unwrap_or_else(|| draft.draft.author.clone());
        let standings = self.standings(&draft.draft.changes)?;
        if standings.contains(&Standing::Other) || self.write_all(&draft.draft.changes).is_err() {
            tracing::warn!(draft = draft.id, "a draft was being written when the program ended: it is open again");
            self.store.move_draft(draft.id, DraftState::Applying, DraftState::Open, &by, self.clock.now()).await?;
            return Ok(());
        }
        tracing::info!(draft = draft.id, "a draft was being written when the program ended: it is finished");
        if self.recorded(&by, draft).await.is_err() {
            // The history moved on under it. What the file says is recorded as found.
            self.store.move_draft(draft.id, DraftState::Applying, DraftState::Open, &by, self.clock.now()).await?;
        }
        Ok(())
    }
}
