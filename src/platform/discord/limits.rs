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
/// The label of a button.
pub(super) const BUTTON_LABEL: usize = 80;
/// What a button, menu or form is known by.
pub(super) const CUSTOM_ID: usize = 100;
/// Lines of a menu, and completions of an option.
pub(super) const MENU_LINES: usize = 25;
/// A line of a menu, a completion.
pub(super) const MENU_TEXT: usize = 100;
/// What stands in a menu before a choice.
pub(super) const MENU_HINT: usize = 150;
/// The title of a form.
pub(super) const FORM_TITLE: usize = 45;
/// The label of a form's field.
pub(super) const FIELD_LABEL: usize = 45;
/// The text in a form's field.
pub(super) const FIELD: usize = 4_000;
