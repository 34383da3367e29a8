//! What a platform does for the outbox.

use std::time::Duration;

use async_trait::async_trait;

use crate::store::Alert;

/// Why an alert was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The channel will not take it until somebody mends something: it is gone, or the bot may not write there.
    Refused(String),
    /// Not now: an outage, too many requests, nothing set up yet.
    Later {
        /// How long the platform asks to be left alone.
        after: Option<Duration>,
        /// What is wrong, for the log.
        what: String,
    },
}

impl Refusal {
    /// What is wrong, for the log and the list of alerts. Holds no secret and no message text.
    pub fn what(&self) -> &str {
        match self {
            Self::Refused(what) | Self::Later { what, .. } => what,
        }
    }
}

/// Carries alerts to the staff of one platform.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Sends one alert once; `fallback` asks for the second channel, where there is one. `Ok` only when the platform has
    /// taken it. The outbox tries again, so that this should not; it gives up after [`super::SEND_LIMIT`].
    ///
    /// The key of an alert is its name for good: a platform that recognises requests by a name gets it with each attempt.
    async fn send(&self, alert: &Alert, fallback: bool) -> Result<(), Refusal>;
}
