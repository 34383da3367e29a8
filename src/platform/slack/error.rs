//! What only an operator can mend.

/// Why Slack cannot be served. All need an operator; whatever passes by itself is waited for instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `slack.bot_token` is not set.
    #[error("slack.bot_token is not set")]
    NoToken,
    /// Slack does not accept a token, or not any more.
    #[error("Slack does not accept the token in {key} ({code}): {}", remedy(.key))]
    BadToken {
        /// The setting.
        key: &'static str,
        /// Slack's own name for the reason.
        code: String,
    },
    /// The token belongs to a workspace that is none of the clinic's.
    #[error(
        "the token in slack.bot_token is of the workspace {0}, which slack.workspaces does not name: the bot would be silent \
         everywhere"
    )]
    Foreign(String),
    /// The app lacks a scope without which nothing works.
    #[error("the Slack app lacks the scope {0}: add it under \"OAuth & Permissions\" and install the app again")]
    MissingScope(String),
    /// The app was removed from the workspace.
    #[error("the Slack app was removed from its workspace: install it again, and set the new slack.bot_token")]
    Removed,
    /// A stand-in names a socket on another machine, or Slack one that is not encrypted.
    #[error(
        "Slack names a socket at an address that is refused: it must be encrypted, and a stand-in's on this machine"
    )]
    BadSocket,
    /// This machine trusts nobody.
    #[error("there are no certificates on this machine to know Slack by: install the package ca-certificates")]
    NoCertificates,
    /// This machine cannot start what the platform needs.
    #[error("the connection to Slack cannot be prepared: {0}")]
    Unprepared(String),
}

/// What to do about a token.
fn remedy(key: &str) -> &'static str {
    if key == "slack.app_token" {
        "copy it again from https://api.slack.com/apps (the app, then \"Basic Information\", then \"App-Level Tokens\"; it \
         begins with xapp- and needs the scope connections:write)"
    } else {
        "copy it again from https://api.slack.com/apps (the app, then \"OAuth & Permissions\"; it begins with xoxb-)"
    }
}
