//! Drafts: edits that are not live.

use super::Result;
use super::revisions::{DocumentChange, NewRevision};
use crate::clock::Moment;
use async_trait::async_trait;

/// An edit before anybody applied it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDraft {
    /// Who made it.
    pub author: String,
    /// When.
    pub at: Moment,
    /// What it does, in a line.
    pub action: String,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// The documents that it changes.
    pub changes: Vec<DocumentChange>,
    /// The edits as the moderation part understands them (JSON), so that they can be made again on newer documents.
    pub edits: String,
    /// What the check of the draft found (JSON).
    pub report: String,
    /// A reviewer has to approve it.
    pub needs_approval: bool,
}

/// How far a draft has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// Nobody has decided on it.
    Open,
    /// Its documents are being written. After a crash it is looked at which were.
    Applying,
    /// It is live.
    Applied,
    /// It was thrown away.
    Dropped,
}

impl DraftState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Applying, Self::Applied, Self::Dropped];

    /// The name that is stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Dropped => "dropped",
        }
    }
}

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub draft: NewDraft,
    /// How far it has come.
    pub state: DraftState,
    /// Who is applying, applied or dropped it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Moment>,
}

/// How many records there are. Where one goes and another one comes, the newest tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub number: i64,
    /// The greatest number that one of them has; 0 where there is none.
    pub newest: i64,
}

/// Keeps drafts.
#[async_trait]
pub trait Drafts {
    /// Keeps a draft and returns its number.
    async fn add_draft(&self, draft: &NewDraft) -> Result<i64>;

    /// One draft.
    async fn draft(&self, id: i64) -> Result<Option<Draft>>;

    /// Drafts in a state, the oldest first.
    async fn drafts(&self, state: DraftState) -> Result<Vec<Draft>>;

    /// The newest drafts in a state, the newest first.
    async fn newest_drafts(&self, state: DraftState, limit: u32) -> Result<Vec<Draft>>;

    /// How many drafts are in a state, without reading them.
    async fn count_drafts(&self, state: DraftState) -> Result<Tally>;

    /// Moves a draft from one state to another; false where it was not in that state any more.
    async fn move_draft(&self, id: i64, from: DraftState, to: DraftState, by: &str, at: Moment) -> Result<bool>;

    /// Records the revisions of a draft that is open or being applied, and marks it applied, both or neither.
    ///
    /// # Errors
    /// As [`super::Revisions::record`]; [`super::StoreError::Missing`] where there is no such draft to be applied.
    async fn record_draft(&self, id: i64, by: &str, revision: &NewRevision) -> Result<Vec<i64>>;
}
