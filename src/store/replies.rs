//! Which message got which reply, so that an edit or a deletion finds it.

use super::Result;
use crate::clock::Moment;
use async_trait::async_trait;

/// A reply that stands under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyRecord {
    /// The platform's name.
    pub platform: String,
    /// The platform's id of the channel.
    pub channel: String,
    /// The platform's id of the message.
    pub message: String,
    /// The platform's ids of the reply's own messages, in order.
    pub posts: Vec<String>,
    /// Who asked, hashed.
    pub person: String,
    /// The kind of decision: `answer`, `safety/crisis`, …
    pub decision: String,
    /// The entries that were answered or suggested.
    pub entries: Vec<String>,
    /// When.
    pub at: Moment,
}

impl ReplyRecord {
    /// Whether it answers somebody who may be in danger.
    pub fn is_danger(&self) -> bool {
        matches!(self.decision.as_str(), "safety/emergency" | "safety/crisis")
    }
}

/// Keeps replies.
#[async_trait]
pub trait Replies {
    /// Keeps a reply, in place of the one that the message had.
    async fn keep_reply(&self, reply: &ReplyRecord) -> Result<()>;

    /// The reply to a message.
    async fn reply_to(&self, platform: &str, channel: &str, message: &str) -> Result<Option<ReplyRecord>>;

    /// The reply that a post of the bot belongs to.
    async fn reply_of_post(&self, platform: &str, channel: &str, post: &str) -> Result<Option<ReplyRecord>>;

    /// Forgets the reply to a message, and returns it.
    async fn forget_reply(&self, platform: &str, channel: &str, message: &str) -> Result<Option<ReplyRecord>>;

    /// Forgets replies from before a moment, and returns how many.
    async fn expire_replies(&self, before: Moment) -> Result<u64>;
}
