//! What every chat platform does alike, whatever its messages look like: replies that follow their messages, the order in
//! which they leave, what buttons mean, how topics are completed.

mod alerting;
pub(super) mod buttons;
pub(super) mod completion;
mod finding;
pub(super) mod moderators;
pub(super) mod press;
mod queue;
mod recent;
mod replies;
mod standing;
pub(super) mod topics;

pub(super) use alerting::Alerting;
pub use finding::{Finding, Mark};
// Only Discord has work of its own to queue.
#[cfg(feature = "discord")]
pub(super) use queue::Rank;
pub(super) use recent::Recent;
pub(super) use replies::{Asked, Conduct, Surface};
pub(super) use standing::fingerprint;
