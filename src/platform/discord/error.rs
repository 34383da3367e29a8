//! What only an operator can mend.

/// Why Discord cannot be served. All need an operator; whatever passes by itself is waited for instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `discord.token` is not set.
    #[error("discord.token is not set")]
    NoToken,
    /// The token is not one, or Discord does not accept it.
    #[error(
        "Discord does not accept the token in discord.token: copy it again from https://discord.com/developers/applications \
         (the application, then \"Bot\", then \"Reset Token\")"
    )]
    BadToken,
    /// An id in the settings is no id.
    #[error("{key} holds \"{id}\", which is no id of Discord's: digits only, from \"Copy ID\" in the developer mode")]
    BadId {
        /// The setting.
        key: &'static str,
        /// What stands there.
        id: String,
    },
    /// A stand-in, or the gateway that it names, is on another machine.
    #[error(
        "\"{0}\" is refused as an address to send the token to: a stand-in and its gateway must be on this machine"
    )]
    NotLoopback(String),
    /// Discord knows no such shard (close code 4010).
    #[error(
        "Discord does not accept {0} (close code 4010): start with --shards FIRST-LAST/TOTAL, with the same TOTAL in every \
         process and LAST below it, or without --shards"
    )]
    InvalidShard(String),
    /// So many shards are too few (close code 4011).
    #[error(
        "Discord asks for more shards than {0} (close code 4011): start again without --shards, or with a larger number after \
         its slash in every process"
    )]
    ShardingRequired(u32),
    /// Discord no longer speaks this version of the gateway (close code 4012).
    #[error(
        "Discord no longer speaks the version of its gateway that this program uses (close code {0}): install a newer one"
    )]
    OldVersion(u16),
    /// Discord knows no such intent (close code 4013).
    #[error("Discord does not know what this program asks its gateway for (close code 4013): install a newer one")]
    UnknownIntents,
    /// This machine cannot start what the platform needs.
    #[error("the connection to Discord cannot be prepared: {0}")]
    Unprepared(String),
}
