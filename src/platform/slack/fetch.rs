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
    // It also finds a message that stands in a thread.
    let query = [("channel", channel), ("ts", message), ("inclusive", "true"), ("limit", "1")];
    match client.read("conversations.replies", &query).await {
        Ok(answer) => {
            let messages = answer["messages"].as_array().into_iter().flatten();
            let found = messages.filter(|found| text(&found["ts"]).as_deref() == Some(message));
            let mut written = found.filter_map(|found| text(&found["text"])).map(|text| words(&text, &account.user));
            Ok(written.rfind(|text| !text.is_empty()))
        }
        Err(Failure::Refused { .. }) => Ok(None),
        Err(failure) => Err(error(failure)),
    }
}

fn error(failure: Failure) -> Error {
    match failure {
        Failure::BadToken(code) => Error::BadToken { key: "slack.bot_token", code },
        failure => Error::Unprepared(failure.to_string()),
    }
}
