//! The real binary against a stand-in for Slack.
//!
//! [`conduct`] holds what the bot does and leaves, [`edits`] how replies follow their messages, [`alerts`] who is told of
//! danger, [`door`] requests over HTTP, [`sockets`] the ends of connections, [`trouble`] what may go wrong, [`replicas`]
//! several programs on one database, [`conversations`] the scripts that the console answers too, [`load`] fifty thousand
//! events, [`acts`] what people do beside writing. [`strict`] and [`strict_acts`] look at the stand-in itself, [`sdk`] has
//! Slack's own library for Python look at it and at our endpoints.

mod acts;
mod alerts;
mod conduct;
mod conversations;
mod door;
mod edits;
#[cfg(feature = "postgres")]
mod load;
mod program;
#[cfg(feature = "postgres")]
mod replicas;
mod sdk;
mod sockets;
mod stand_in;
mod strict;
mod strict_acts;
mod trouble;

use program::{Program, Way};
use stand_in::{Author, Channel, Posted, StandIn, Workspace};

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

pub(crate) const DRIVING: &str = "Can I drive afterward?";
pub(crate) const CRISIS: &str = "i want to kill myself";

pub(crate) fn anna() -> Author {
    Author::Person(ANNA)
}

pub(crate) fn ben() -> Author {
    Author::Person(BEN)
}

pub(crate) fn clinic() -> Workspace {
    Workspace::new(&[ENABLED, OTHER, STAFF, STAFF_FALLBACK])
        .channel(Channel::direct(ANNA))
        .channel(Channel::direct(BEN))
        .admin(ADMIN)
        .group(MODERATORS, &[MODERATOR])
        .group(STAFF_GROUP, &[ADMIN])
        .may_call(STAFF_GROUP, &[STAFF, STAFF_FALLBACK])
}

/// Somebody asks the bot, and is answered: whatever came before in this channel has then been dealt with, since a channel
/// keeps its order.
pub(crate) async fn settle(slack: &StandIn, channel: &str) -> Posted {
    let ts = slack.mention(channel, ben(), "can i drive afterwards?");
    slack.reply_to(&ts).await
}

/// A clinic whose bot listens in one channel.
pub(crate) async fn connected(way: Way) -> (StandIn, Program) {
    let slack = StandIn::start(clinic()).await;
    let program = Program::start(&slack, way, &[("CHANNELS", ENABLED)]).await;
    (slack, program)
}
