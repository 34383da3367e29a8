//! Claims: who was first. Events that were seen and pauses between replies, shared by all replicas.

use super::Result;
use crate::clock::Moment;
use async_trait::async_trait;

/// Keeps claims. A claim is a name and the moment until which it holds.
#[async_trait]
pub trait Claims {
    /// Takes a claim for a holder. True for the one that was first, and for the same holder again; false while another's
    /// holds. An empty holder is never the same one.
    async fn claim(&self, name: &str, holder: &str, until: Moment, now: Moment) -> Result<bool>;

    /// Until when a claim holds, or held.
    async fn claimed_until(&self, name: &str) -> Result<Option<Moment>>;

    /// Lets a claim that somebody has taken hold until another moment.
    async fn extend_claim(&self, name: &str, until: Moment) -> Result<()>;

    /// Gives a claim back before its time.
    async fn release(&self, name: &str) -> Result<()>;

    /// Forgets claims that hold no more, and returns how many.
    async fn sweep_claims(&self, now: Moment) -> Result<u64>;
}
