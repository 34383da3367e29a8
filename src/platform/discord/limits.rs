//! Discord's limits on one message, in characters as [`crate::reply::split::units`] counts them.

/// The text beside the embeds.
pub(super) const CONTENT: usize = 2_000;
/// The title of an embed.
pub(super) const TITLE: usize = 256;
/// The main text of an embed.
pub(super) const DESCRIPTION: usize = 4_096;
/// The small print of an embed.
pub(super) const FOOTER: usize = 2_048;
/// All texts of all embeds of one message together.
pub(super) const EMBEDS_TOGETHER: usize = 6_000;
/// How many embeds one message may have.
pub(super) const EMBEDS: usize = 10;
