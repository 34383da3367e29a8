//! Reads one message again, for a moderator who wants its words.

use super::account::Account;
use super::client::{Client, Failure};
use super::error::Error;
use super::lenient::text;
use super::words::words;
use crate::config::SlackSettings;

/// What stands in a message now. `None` where it is gone or the bot may not read it.
///
/// # Errors
/// Settings that cannot be used, a token that is not accepted, Slack out of reach.
pub async fn message_text(settings: &SlackSettings, channel: &str, message: &str) -> Result<Option<String>, Error> {
    let client = Client::of(settings)?;
    let account = match Account::of(&client).await {
        Ok(account) => account,
        Err(failure) => return Err(error(failure)),
    };
    match written(&client, channel, message).await {
        Ok(found) => Ok(found.map(|text| words(&text, &account.user)).filter(|text| !text.is_empty())),
        Err(Failure::Refused { .. }) => Ok(None),
        Err(failure) => Err(error(failure)),
    }
}

/// What stands in a message now, as Slack writes it. `None` where it is gone.
pub(super) async fn written(client: &Client, channel: &str, message: &str) -> Result<Option<String>, Failure> {
    // It also finds a message that stands in a thread.
    let query = [("channel", channel), ("ts", message), ("inclusive", "true"), ("limit", "1")];
    let answer = client.read("conversations.replies", &query).await?;
    let mut messages = answer["messages"].as_array().into_iter().flatten();
    let found = messages.find(|found| text(&found["ts"]).as_deref() == Some(message));
    Ok(found.and_then(|found| text(&found["text"])))
}

fn error(failure: Failure) -> Error {
    match failure {
        Failure::BadToken(code) => Error::BadToken { key: "slack.bot_token", code },
        failure => Error::Unprepared(failure.to_string()),
    }
}
