//! Close codes of Discord's gateway that serenity does not pass on.

/// A command came before the session had begun.
pub(super) const NOT_AUTHENTICATED: u16 = 4003;
/// There is no such shard.
pub(super) const INVALID_SHARD: u16 = 4010;
/// A shard would have too many servers.
pub(super) const SHARDING_REQUIRED: u16 = 4011;
/// The version of the gateway is no longer served.
pub(super) const INVALID_API_VERSION: u16 = 4012;
