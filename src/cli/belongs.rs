//! `askwell belongs`: an unanswered question becomes a phrasing of its entry.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, conclude, with_moderation};
use crate::config::Settings;

#[derive(clap::Args)]
pub(super) struct BelongsOptions {
    /// The question's number, as `askwell unanswered` lists it
    question: i64,
    /// The entry that it asks for
    entry: String,
    /// Its words, where they are not kept or should be put more plainly
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    making: Making,
}

pub(super) fn run(settings: &Settings, options: &BelongsOptions) -> io::Result<ExitCode> {
    let BelongsOptions { question, entry, text, making } = options;
    with_moderation(settings, async |moderation| {
        let who = &making.who;
        let (moderator, why) = (who.moderator(), who.reason.as_deref());
        let drafted = moderation.belongs(&moderator, *question, entry, text.as_deref(), why).await?;
        conclude(moderation, making, drafted).await
    })
}
