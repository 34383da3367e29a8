//! Drafts that go live.
//!
//! Files and the store cannot be changed together, so that an apply goes in steps, each of which says what was meant: the
//! draft is marked as being applied, the files are written, the revisions are recorded and the draft with them. Where the
//! program is killed between two steps, `recover` goes on from the mark. Whoever writes files holds a claim, so that two
//! moderators never write at the same moment.

use std::collections::HashMap;
use std::time::Duration;

use super::Moderation;
use super::diff::diffs;
use super::drafting::Drafted;
use super::error::{Conflict, ModerationError, Result};
use super::people::Moderator;
use super::truth::Truth;
use super::work::Work;
use crate::store::{DocumentChange, Draft, DraftState, NewRevision, StoreError, UnansweredState};

/// The claim of who writes documents.
const WRITING: &str = "documents are written";
/// A claim of a process that was killed ends by itself. Writing takes far less.
pub(super) const LEASE: Duration = Duration::from_secs(10);
/// How often somebody looks whether the claim is free.
const PAUSE: Duration = Duration::from_millis(100);
/// So often: twice the lease.
const PAUSES: u32 = 200;
/// Of the revisions since a draft so many are looked at.
const MOST_SINCE: u32 = 200;

/// A draft that went live.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The draft.
    pub id: i64,
    /// What it did.
    pub action: String,
    /// The revisions of the documents.
    pub revisions: Vec<i64>,
    /// The unanswered question that it settled.
    pub settled: Option<i64>,
}

/// How far an apply has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It holds the claim.
    Claimed,
    /// The draft is marked.
    Marked,
    /// So many documents are written.
    Written(usize),
    /// The revisions are recorded.
    Recorded,
    /// The unanswered question is settled.
    Settled,
}

impl Moderation {
    /// Puts a draft in force.
    ///
    /// # Errors
    /// [`ModerationError::Conflict`] where the documents were changed since it was made, and
    /// [`ModerationError::NeedsReviewer`]; it breaks something, or is not open; a file cannot be written. Nothing was
    /// changed then.
    pub async fn apply(&self, who: &Moderator, id: i64) -> Result<Applied> {
        let name = who.check()?;
        self.sync().await?;
        let draft = self.open_draft(id).await?;
        let drafted = self.show_draft(id).await?;
        if let Some(reason) = drafted.report.refused.first() {
            return Err(ModerationError::Refused(format!("draft {id} cannot be applied: {reason}")));
        }
        if drafted.needs_approval && !who.reviewer {
            return Err(ModerationError::NeedsReviewer(id));
        }
        if drafted.needs_approval && !self.may_review(name).await? {
            return Err(ModerationError::refused(format!(
                "draft {id} changes an answer that had been reviewed, and `{name}` has no account with the role reviewer: \
                 `askwell desk users` lists who has (--by says who applies it)"
            )));
        }
        let applied = match &self.truth {
            Truth::Folder(_) => {
                self.wait_for_claim().await?;
                let applied = self.apply_to_files(name, &draft, &drafted).await;
                self.release_claim().await?;
                applied?
            }
            Truth::Store(_) => {
                self.unchanged(&drafted, &draft.draft.changes).await?;
                self.recorded(name, &draft).await?
            }
            Truth::BuiltIn => return Err(ModerationError::refused("the built-in FAQ cannot be changed")),
        };
        if name != draft.draft.author {
            let action = if drafted.needs_approval { "draft approved" } else { "draft applied" };
            self.trail(name, action, id, None).await?;
        }
        Ok(applied)
    }

    async fn apply_to_files(&self, name: &str, draft: &Draft, drafted: &Drafted) -> Result<Applied> {
        self.told(Step::Claimed);
        self.finish_left().await?;
        self.record_disk().await?;
        self.unchanged(drafted, &draft.draft.changes).await?;
        let now = self.clock.now();
        if !self.store.move_draft(draft.id, DraftState::Open, DraftState::Applying, name, now).await? {
            return Err(ModerationError::Refused(format!("somebody was quicker: draft {} is not open", draft.id)));
        }
        self.told(Step::Marked);
        if let Err(error) = self.write_all(&draft.draft.changes) {
            self.store.move_draft(draft.id, DraftState::Applying, DraftState::Open, name, now).await?;
            self.record_disk().await?;
            return Err(error);
        }
        self.recorded(name, draft).await
    }

    /// Records what a draft did and settles its question.
    pub(super) async fn recorded(&self, name: &str, draft: &Draft) -> Result<Applied> {
        let Draft { id, draft, .. } = draft;
        let revision = NewRevision {
            author: draft.author.clone(),
            at: self.clock.now(),
            action: draft.action.clone(),
            reason: draft.reason.clone(),
            changes: draft.changes.clone(),
        };
        let revisions = self.store.record_draft(*id, name, &revision).await.map_err(|error| match error {
            StoreError::Conflict(document) => ModerationError::Refused(format!(
                "somebody was quicker: {document} was changed at this moment. Make it again: askwell draft redo {id}"
            )),
            other => other.into(),
        })?;
        self.told(Step::Recorded);
        let settled = serde_json::from_str::<Work>(&draft.edits).ok().and_then(|work| work.settles);
        if let Some((question, entry)) = &settled {
            self.store.settle_unanswered(*question, UnansweredState::Settled, Some(entry)).await?;
            self.told(Step::Settled);
        }
        let settled = settled.map(|(question, _)| question);
        Ok(Applied { id: *id, action: draft.action.clone(), revisions, settled })
    }

    /// Refuses when the documents are not those on which the draft was checked.
    async fn unchanged(&self, drafted: &Drafted, changes: &[DocumentChange]) -> Result<()> {
        let papers = self.papers_now().await?;
        let fits = |change: &DocumentChange| {
            let now = papers.faq.iter().find(|source| source.file_name() == change.document);
            now.map(|source| source.text.as_str()) == change.before.as_deref()
        };
        if papers.fingerprint() == drafted.report.base && changes.iter().all(fits) {
            return Ok(());
        }
        let newest = self.store.revisions(None, None, MOST_SINCE).await?;
        let mut since: Vec<_> =
            newest.into_iter().take_while(|revision| revision.id > drafted.report.base_revision).collect();
        since.reverse();
        let mut whole: HashMap<String, DocumentChange> = HashMap::new();
        for revision in &since {
            let change = revision.change.clone();
            whole
                .entry(change.document.clone())
                .and_modify(|earlier| earlier.after.clone_from(&change.after))
                .or_insert(change);
        }
        let mut whole: Vec<DocumentChange> = whole.into_values().collect();
        whole.sort_by(|one, other| one.document.cmp(&other.document));
        let diff = diffs(&whole);
        Err(ModerationError::Conflict(Box::new(Conflict { draft: drafted.id, since, diff })))
    }

    async fn wait_for_claim(&self) -> Result<()> {
        for _ in 0..PAUSES {
            if self.has_claim().await? {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(ModerationError::refused("another change is being written: try again in a moment"))
    }

    /// Takes the claim where nobody holds it.
    pub(super) async fn has_claim(&self) -> Result<bool> {
        let now = self.clock.now();
        Ok(self.store.claim(WRITING, "", now.after(LEASE), now).await?)
    }

    pub(super) async fn release_claim(&self) -> Result<()> {
        Ok(self.store.release(WRITING).await?)
    }
}
