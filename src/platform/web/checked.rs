//! What is wrong or doubtful in the documents, found once for each version of them: the lints ask the bot every wording.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::document::Diagnostics;
use crate::http::{Door, Refusal};
use crate::moderation::ToCheck;

/// The findings of the documents that were checked last.
#[derive(Default)]
pub(super) struct Checked(Mutex<Option<(String, Arc<Diagnostics>)>>);

impl Checked {
    /// What is found in documents. Whoever asks while they are being checked waits for it.
    pub(super) async fn of(&self, documents: ToCheck, door: &Door) -> Result<Arc<Diagnostics>, Refusal> {
        let version = documents.version();
        let mut last = self.0.lock().await;
        if let Some((known, found)) = last.as_ref()
            && *known == version
        {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(door.take_turn(move || documents.check()).await?);
        *last = Some((version, Arc::clone(&found)));
        Ok(found)
    }
}
