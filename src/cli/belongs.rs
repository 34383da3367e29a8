//! `askwell belongs`: an unanswered question becomes a phrasing of its entry.

use std::io;
use std::process::ExitCode;

use super::moderate::{Making, Stop, conclude, with_moderation};
use crate::config::Settings;
use crate::moderation::Moderation;

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
async fn written(moderation: &Moderation, settings: &Settings, question: i64) -> Result<Option<String>, Stop> {
    let kept = moderation.store().unanswered_question(question).await?;
    let Some(kept) = kept.map(|kept| kept.question).filter(|kept| kept.text.is_none()) else { return Ok(None) };
    let Some(message) = &kept.message else { return Ok(None) };
    let read: Result<Option<String>, String> = match kept.platform.as_str() {
        #[cfg(feature = "discord")]
        "discord" if settings.discord.token.is_some() => {
            let read = crate::platform::discord::message_text(&settings.discord, &kept.channel, message).await;
            read.map_err(|error| error.to_string())
        }
        #[cfg(feature = "slack")]
        "slack" if settings.slack.bot_token.is_some() => {
            let read = crate::platform::slack::message_text(&settings.slack, &kept.channel, message).await;
            read.map_err(|error| error.to_string())
        }
        _ => {
            // A build without platforms reads nothing.
            let _ = (settings, message);
            Ok(None)
        }
    };
    Ok(read.unwrap_or_else(|error| {
        eprintln!("warning: the message could not be read where it was written: {error}");
        None
    }))
}
