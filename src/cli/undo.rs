//! `askwell undo`: takes a change back, as a draft.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, conclude, with_moderation};
use crate::config::Settings;

#[derive(clap::Args)]
pub(super) struct UndoOptions {
    /// The revision's number, as `askwell history` lists it; without it the newest
    revision: Option<i64>,
    #[command(flatten)]
    making: Making,
}

pub(super) fn run(settings: &Settings, options: &UndoOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let who = &options.making.who;
        let drafted = moderation.undo(&who.moderator(), options.revision, who.reason.as_deref()).await?;
        conclude(moderation, &options.making, drafted).await
    })
}
