//! What every chat platform does alike, whatever its messages look like: replies that follow their messages, the order in
//! which they leave, what buttons mean, how topics are completed.

pub(super) mod buttons;
pub(super) mod completion;
pub(super) mod moderators;
pub(super) mod press;
mod queue;
mod recent;
mod replies;
mod standing;
pub(super) mod topics;

pub(super) use queue::Rank;
pub(super) use recent::Recent;
pub(super) use replies::{Asked, Conduct, Surface};
pub(super) use standing::fingerprint;
