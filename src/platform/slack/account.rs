//! Who the bot is at Slack.

use super::client::{As, Client, Failure};
use super::lenient::text;
use serde_json::json;

/// The bot's account in its workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    /// The workspace.
    pub(super) team: String,
    /// The bot as a member.
    pub(super) user: String,
    /// The bot as a program.
    pub(super) bot: String,
    /// The workspace's address, with a closing slash.
    pub(super) address: String,
}

impl Account {
    /// Asks Slack whose the token is.
    pub(super) async fn of(client: &Client) -> Result<Self, Failure> {
        let answer = client.call(As::Bot, "auth.test", &json!({})).await?;
        let field = |key: &str| text(&answer[key]);
        match (field("team_id"), field("user_id")) {
            (Some(team), Some(user)) => Ok(Self {
                team,
                user,
                bot: field("bot_id").unwrap_or_default(),
                address: format!("{}/", field("url").unwrap_or_default().trim_end_matches('/')),
            }),
            _ => Err(Failure::Unreachable("Slack does not say whose the token is")),
        }
    }

    /// Where a message can be read.
    pub(super) fn link(&self, channel: &str, ts: &str, thread: Option<&str>) -> String {
        let link = format!("{}archives/{channel}/p{}", self.address, ts.replace('.', ""));
        match thread {
            Some(thread) => format!("{link}?thread_ts={thread}&cid={channel}"),
            None => link,
        }
    }
}
