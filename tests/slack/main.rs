//! The real binary against a stand-in for Slack.
//!
//! [`strict`] looks at the stand-in itself, [`sdk`] has Slack's own library for Python look at it and at our endpoints.
#![cfg(feature = "slack")]
#![allow(clippy::unwrap_used)]
#![recursion_limit = "256"]

#[path = "../common/mod.rs"]
mod common;
mod program;
mod sdk;
mod stand_in;
mod strict;

use stand_in::{Channel, Workspace};

/// The channel in which the bot is enabled.
pub(crate) const ENABLED: &str = "C0HELP";
/// Another channel that the bot is in.
pub(crate) const OTHER: &str = "C0OTHER";
/// Where staff are told of danger, and where else.
pub(crate) const STAFF: &str = "C0STAFF";
pub(crate) const STAFF_FALLBACK: &str = "C0STAFF2";
/// The group of staff that an alert may call.
pub(crate) const STAFF_GROUP: &str = "S0STAFF";
/// The group whose members may tune the FAQ.
pub(crate) const MODERATORS: &str = "S0MODS";

pub(crate) const ANNA: &str = "U0ANNA";
pub(crate) const BEN: &str = "U0BEN";
/// A member of the moderators' group, and an administrator of the workspace.
pub(crate) const MODERATOR: &str = "U0MOD";
pub(crate) const ADMIN: &str = "U0ADMIN";

pub(crate) fn clinic() -> Workspace {
    Workspace::new(&[ENABLED, OTHER, STAFF, STAFF_FALLBACK])
        .channel(Channel::direct(ANNA))
        .channel(Channel::direct(BEN))
        .admin(ADMIN)
        .group(MODERATORS, &[MODERATOR])
        .group(STAFF_GROUP, &[ADMIN])
        .may_call(STAFF_GROUP, &[STAFF, STAFF_FALLBACK])
}
