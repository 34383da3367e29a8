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
    /// This machine cannot start what the platform needs.
    #[error("the connection to Discord cannot be prepared: {0}")]
    Unprepared(String),
}
