//! Slack's limits on one message, in characters as [`crate::reply::split::units`] counts them.

/// The text of a section or of small print.
pub(super) const SECTION: usize = 3_000;
/// The fallback text that notifications and screen readers use: Slack takes 40,000, and advises to stay below this.
pub(super) const TEXT: usize = 4_000;
/// Blocks of a message.
pub(super) const BLOCKS: usize = 50;
/// Blocks of a view.
pub(super) const VIEW_BLOCKS: usize = 100;
/// The label of a button or of an option.
pub(super) const LABEL: usize = 75;
/// Buttons in a row.
pub(super) const ROW: usize = 25;
/// Options of a menu.
pub(super) const OPTIONS: usize = 100;
/// The title of a view.
pub(super) const TITLE: usize = 24;
/// What stands in a field before something is typed.
pub(super) const PLACEHOLDER: usize = 150;
