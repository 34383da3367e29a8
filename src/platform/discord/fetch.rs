//! Reads one message again, for a moderator who wants its words.

use serenity::model::id::{ChannelId, MessageId};

use super::Error;
use super::options::Options;
use super::rest::Failure;
use crate::config::DiscordSettings;

/// What stands in a message now. `None` where it is gone or the bot may not read it.
///
/// # Errors
/// Settings that cannot be used, a token that is not accepted, Discord out of reach.
pub async fn message_text(settings: &DiscordSettings, channel: &str, message: &str) -> Result<Option<String>, Error> {
    let rest = Options::new(settings)?.rest()?;
    let ids = (channel.parse().ok().filter(|id| *id != 0), message.parse().ok().filter(|id| *id != 0));
    let (Some(channel), Some(message)) = ids else { return Ok(None) };
    match rest.message(ChannelId::new(channel), MessageId::new(message)).await {
        Ok(text) => Ok(Some(without_mentions(&text)).filter(|text| !text.is_empty())),
        Err(Failure::Unauthorized) => Err(Error::BadToken),
        Err(Failure::Refused { .. }) => Ok(None),
        Err(failure) => Err(Error::Unprepared(failure.to_string())),
    }
}

/// Mentions are an address and no part of a question.
pub(super) fn without_mentions(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        if !(word.starts_with('<') && word.ends_with('>') && word.contains(['@', '#'])) {
            words.push(word);
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_left_out() {
        assert_eq!(without_mentions("<@99> can I  <#5> drive <b> home <@!1>"), "can I drive <b> home");
    }
}
