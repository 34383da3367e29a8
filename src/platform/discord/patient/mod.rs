//! What everybody can use: `/ask`, `/faq`, "Answer from FAQ", and the buttons under replies.

mod definitions;

pub(super) use definitions::commands;
