//! `askwell belongs`: an unanswered question becomes a phrasing of its entry.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, Stop, conclude, with_moderation};
use crate::config::Settings;
use crate::moderation::Moderation;
#[cfg(feature = "discord")]
use crate::platform::discord;

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
        let text = if text.is_none() { written(moderation, settings, *question).await? } else { text.clone() };
        let drafted = moderation.belongs(&moderator, *question, entry, text.as_deref(), why).await?;
        conclude(moderation, making, drafted).await
    })
}

/// The words of a question that are not kept, read again where it was written.
#[cfg(feature = "discord")]
async fn written(moderation: &Moderation, settings: &Settings, question: i64) -> Result<Option<String>, Stop> {
    let kept = moderation.store().unanswered_question(question).await?;
    let Some(kept) = kept.map(|kept| kept.question).filter(|kept| kept.text.is_none() && kept.platform == "discord")
    else {
        return Ok(None);
    };
    let (Some(message), Some(_)) = (&kept.message, &settings.discord.token) else { return Ok(None) };
    match discord::message_text(&settings.discord, &kept.channel, message).await {
        Ok(text) => Ok(text),
        Err(error) => {
            eprintln!("warning: the message could not be read at Discord: {error}");
            Ok(None)
        }
    }
}

/// This build knows no platform to read it from.
#[cfg(not(feature = "discord"))]
#[expect(clippy::unused_async, reason = "the same signature as with Discord")]
async fn written(_: &Moderation, _: &Settings, _: i64) -> Result<Option<String>, Stop> {
    Ok(None)
}
