//! Channels and what moderators have set for them; other settings made while the bot runs; the audit trail.

use super::Result;
use crate::clock::Moment;
use async_trait::async_trait;

/// What moderators have set for a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelState {
    /// The platform's name.
    pub platform: String,
    /// The platform's own id of the channel.
    pub channel: String,
    /// Whether the bot listens there.
    pub enabled: bool,
    /// How it speaks there: a name that the layer above gives a meaning.
    pub mode: String,
    /// Until when it is silent there.
    pub muted_until: Option<Moment>,
}

/// Who did what, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// When.
    pub at: Moment,
    /// Who.
    pub author: String,
    /// What, in a word or two: `channel enabled`.
    pub action: String,
    /// To what: `discord 123`.
    pub subject: String,
    /// Why, in the author's words.
    pub reason: Option<String>,
}

/// A setting that is made while the bot runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    /// Its name: `discord.staff_channel`.
    pub name: String,
    /// Its value; `None` gives way to the settings file again.
    pub value: Option<String>,
}

/// Keeps channels and preferences.
#[async_trait]
pub trait Channels {
    /// Every channel for which something was set.
    async fn channels(&self) -> Result<Vec<ChannelState>>;

    /// Sets a channel and writes the trail, both or neither.
    async fn set_channel(&self, state: &ChannelState, audit: &Audit) -> Result<()>;

    /// Every preference that has a value.
    async fn preferences(&self) -> Result<Vec<Preference>>;

    /// Sets a preference and writes the trail, both or neither.
    async fn set_preference(&self, preference: &Preference, audit: &Audit) -> Result<()>;

    /// Writes the trail of something that is recorded elsewhere.
    async fn audit(&self, audit: &Audit) -> Result<()>;

    /// The trail, newest first.
    async fn audits(&self, limit: u32) -> Result<Vec<Audit>>;

    /// The key with which people's ids are hashed before they are kept: made once for each store, 32 bytes in hex.
    async fn person_key(&self) -> Result<String>;
}
