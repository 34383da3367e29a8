//! Forgetting what belongs to one channel or one person.

use super::Result;
use async_trait::async_trait;

/// Whose records go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purge {
    /// Those of a channel.
    Channel {
        /// The platform's name.
        platform: String,
        /// The platform's id of the channel.
        channel: String,
    },
    /// Those of a person.
    Person {
        /// The platform's name.
        platform: String,
        /// The person, hashed as in the records.
        person: String,
        /// The platform's own id of the person: alerts name the account.
        account: String,
    },
}

/// How many records went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Unanswered questions.
    pub unanswered: u64,
    /// Message → reply.
    pub replies: u64,
    /// Cooldowns and events seen.
    pub claims: u64,
    /// Alerts that were delivered. One that still waits is never purged.
    pub alerts: u64,
    /// What moderators had set for the channel.
    pub channels: u64,
}

/// Forgets.
#[async_trait]
pub trait Purges {
    /// Deletes the records, all or none.
    async fn purge(&self, whose: &Purge) -> Result<Purged>;
}
