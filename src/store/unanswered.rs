//! Questions that found no answer.

use super::Result;
use super::drafts::Tally;
use crate::clock::Moment;
use async_trait::async_trait;

/// A question that found no answer.
#[derive(Clone, Debug, PartialEq)]
pub struct NewUnanswered {
    /// When it was asked.
    pub at: Moment,
    /// The platform's name.
    pub platform: String,
    /// The platform's id of the channel.
    pub channel: String,
    /// The platform's id of the message, where it has one.
    pub message: Option<String>,
    /// A link to the message, where it has one.
    pub link: Option<String>,
    /// Who asked, hashed.
    pub person: String,
    /// What the bot did: `suggest`, `handoff`, `silent`.
    pub decision: String,
    /// The best entries with their scores, at most three, best first.
    pub candidates: Vec<(String, f32)>,
    /// Its text, where the clinic keeps it.
    pub text: Option<String>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnansweredState {
    /// Nobody has looked at it.
    Open,
    /// It belongs to an entry.
    Settled,
    /// It needs no answer.
    Ignored,
}

impl UnansweredState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Settled, Self::Ignored];

    /// The name that is stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled => "settled",
            Self::Ignored => "ignored",
        }
    }
}

/// A question as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub question: NewUnanswered,
    /// What became of it.
    pub state: UnansweredState,
    /// The entry that it belongs to.
    pub entry: Option<String>,
}

/// Keeps unanswered questions.
#[async_trait]
pub trait Unanswered {
    /// Keeps a question.
    async fn keep_unanswered(&self, question: &NewUnanswered) -> Result<()>;

    /// Questions in a state, the newest first.
    async fn unanswered(&self, state: UnansweredState, limit: u32) -> Result<Vec<Kept>>;

    /// How many questions are in a state, without reading them.
    async fn count_unanswered(&self, state: UnansweredState) -> Result<Tally>;

    /// One question.
    async fn unanswered_question(&self, id: i64) -> Result<Option<Kept>>;

    /// Says what became of a question; false where there is none.
    async fn settle_unanswered(&self, id: i64, state: UnansweredState, entry: Option<&str>) -> Result<bool>;

    /// Deletes the texts of questions from before a moment, and returns how many. Links and candidates stay.
    async fn expire_texts(&self, before: Moment) -> Result<u64>;
}
