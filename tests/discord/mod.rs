//! The real binary against a stand-in for Discord.
//!
//! [`conduct`] holds what the bot does and leaves, [`buttons`] what people can press and send, [`edits`] how replies follow
//! their messages, [`places`] forums and other kinds of channels, [`alerts`] who is told of danger, [`setup`] the way to a bot
//! that works, [`moderate`] the moderators' commands beside it, [`admin`] those in chat, [`trouble`] what may go wrong,
//! [`closing`] every way in which the gateway ends a connection, [`shards`] several connections, [`reload`] edited documents,
//! [`replicas`] several programs on one database, [`kill`] the end of a process between any two steps of an alert,
//! [`conversations`] the scripts that the console answers too, [`load`] a hundred thousand messages.

mod admin;
mod alerts;
mod buttons;
mod closing;
mod conduct;
mod conversations;
mod edits;
mod kill;
mod load;
mod moderate;
mod places;
mod program;
mod reload;
#[cfg(feature = "postgres")]
mod replicas;
mod setup;
mod shards;
mod stand_in;
mod trouble;

use program::Program;
use stand_in::{Author, BOT, Guild, Said, StandIn};

/// The clinic's own server.
pub(crate) const CLINIC: u64 = 1_001;
/// The channel in which the bot is enabled.
pub(crate) const ENABLED: u64 = 2_001;
/// Another channel of the clinic's.
pub(crate) const OTHER: u64 = 2_002;
/// Where staff are told of danger, and where else.
pub(crate) const STAFF: u64 = 2_101;
pub(crate) const STAFF_FALLBACK: u64 = 2_102;
/// A thread in the enabled channel, and one that the bot must look up.
pub(crate) const THREAD: u64 = 3_001;
pub(crate) const QUIET_THREAD: u64 = 3_002;
/// A server that is none of the clinic's.
pub(crate) const FOREIGN: u64 = 1_002;
pub(crate) const FOREIGN_CHANNEL: u64 = 2_003;
/// The channel of a direct conversation.
pub(crate) const DIRECT: u64 = 4_001;

pub(crate) const ANNA: Author = Author::Person(5_001);
pub(crate) const BEN: Author = Author::Person(5_002);

pub(crate) const DRIVING: &str = "Can I drive afterward?";
pub(crate) const CRISIS: &str = "i want to kill myself";

pub(crate) fn clinic() -> Guild {
    Guild::new(CLINIC, &[ENABLED, OTHER, STAFF, STAFF_FALLBACK])
        .thread(THREAD, ENABLED)
        .quiet_thread(QUIET_THREAD, ENABLED)
}

pub(crate) fn here(author: Author, text: &str) -> Said {
    Said::new(CLINIC, ENABLED, author, text)
}

/// Says something that is surely answered, and waits for it: whatever came before has then been dealt with, since a
/// channel keeps its order.
pub(crate) async fn settle(discord: &StandIn, channel: u64) {
    let id = discord.say(&Said::new(CLINIC, channel, BEN, &format!("<@{BOT}> can i drive afterwards?")));
    discord.reply_to(id).await;
}

pub(crate) async fn connected() -> (StandIn, Program) {
    let discord = StandIn::start(vec![clinic()]).await;
    let program = Program::start(&discord, &[("CHANNELS", &ENABLED.to_string())]);
    discord.until_connected(1).await;
    (discord, program)
}
