//! Counts by day. Never who.

use super::Result;
use async_trait::async_trait;

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    /// The day (UTC), as `2026-11-28`.
    pub day: String,
    /// The platform's name.
    pub platform: String,
    /// The kind: `answer`, `suggest`, `handoff`, `safety/crisis`, `silent`, `greeting`, `helpful`, `not-my-question`.
    pub kind: String,
    /// The entry that it concerns; empty for none.
    pub entry: String,
}

/// How often it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What.
    pub count: Count,
    /// How often.
    pub times: i64,
}

/// Keeps counts.
#[async_trait]
pub trait Counts {
    /// Adds to counts, all or none.
    async fn add_counts(&self, counts: &[Counted]) -> Result<()>;

    /// The counts of days, first and last included, in the order of days.
    async fn counts(&self, from: &str, to: &str) -> Result<Vec<Counted>>;
}
