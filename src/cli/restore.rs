//! `askwell restore`: makes a document what it was after a revision, as a draft.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, conclude, with_moderation};
use crate::config::Settings;

#[derive(clap::Args)]
pub(super) struct RestoreOptions {
    /// The revision's number, as `askwell history` lists it
    revision: i64,
    #[command(flatten)]
    making: Making,
}

pub(super) fn run(settings: &Settings, options: &RestoreOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let who = &options.making.who;
        let drafted = moderation.restore(&who.moderator(), options.revision, who.reason.as_deref()).await?;
        conclude(moderation, &options.making, drafted).await
    })
}
