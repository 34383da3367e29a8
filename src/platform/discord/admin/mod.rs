//! `/faq-admin` and "Why this answer?": what moderators can do in chat.
//!
//! Every answer is private. What is done is done by [`crate::moderation`]; here it gets its form.
//!
//! | file | does |
//! |---|---|
//! | `moderators`, `dispatch` | what everything works with; from what was done to what does it |
//! | `definition`, `orders` | the commands as they are registered, and which subcommand is meant |
//! | `guard` | who may use them, and under which name the history shows them |
//! | `acts` | what buttons, menus and forms are known by |
//! | `channels`, `status` | where and how the bot speaks, and how it is doing |
//! | `edits`, `forms`, `drafts` | edits from options and forms, shown as drafts that are applied or dropped |
//! | `lists`, `explain` | what there is, what was done, what a patient would get and why |
//! | `questions` | questions that found no answer |
//! | `text`, `trouble` | texts within Discord's limits; errors as sentences |

mod channels;
#[cfg(test)]
mod defined;
mod definition;
mod dispatch;
mod drafts;
mod edits;
mod explain;
mod forms;
mod guard;
mod lists;
mod moderators;
mod orders;
mod pen;
mod questions;
mod status;
mod text;

pub(super) use moderators::Admin;
