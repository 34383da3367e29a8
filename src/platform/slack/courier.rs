//! Carries alerts to the staff channel.

use std::sync::Arc;

use async_trait::async_trait;

use super::client::{As, Client, Failure};
use super::error::Error;
use super::mrkdwn::mrkdwn;
use super::post::{Address, Post, name_of};
use super::render::said;
use super::wall::explained;
use crate::alerts::{self, Courier, Refusal, StaffChannels};
use crate::config::SlackSettings;
use crate::store::Alert;

/// The setting of a moderator that goes before the one of the settings file.
pub const STAFF_CHANNEL: &str = "slack.staff_channel";
/// How far back an alert whose answer was lost is looked for.
const LOOKED_AT: &str = "100";

/// Posts alerts to the staff of one clinic.
pub struct StaffCourier {
    client: Arc<Client>,
    staff: StaffChannels,
    ping: Option<String>,
}

impl StaffCourier {
    /// A courier with a connection of its own. `chosen` tells the channel that moderators have set over the settings.
    ///
    /// # Errors
    /// A token or an address that cannot be used.
    pub fn connect(
        settings: &SlackSettings,
        chosen: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        Ok(Self::over(Arc::new(Client::of(settings)?), settings, chosen))
    }

    pub(super) fn over(
        client: Arc<Client>,
        settings: &SlackSettings,
        chosen: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let (channel, fallback) = (settings.staff_channel.as_ref(), settings.staff_channel_fallback.as_ref());
        Self {
            client,
            staff: StaffChannels::new(STAFF_CHANNEL, chosen, channel, fallback),
            ping: settings.staff_ping.clone(),
        }
    }

    fn post(&self, alert: &Alert, fallback: bool) -> Post {
        let text = mrkdwn(&alerts::text(&alert.alert, account, self.staff.is_second(fallback)));
        match &self.ping {
            Some(group) => said(&format!("<!subteam^{group}>\n{text}")),
            None => said(&text),
        }
    }

    /// Whether an alert of an earlier attempt stands there already: its answer may have been lost.
    async fn is_there(&self, channel: &str, name: &str) -> Result<bool, Failure> {
        let query = [("channel", channel), ("limit", LOOKED_AT), ("include_all_metadata", "true")];
        match self.client.read("conversations.history", &query).await {
            Ok(answer) => {
                let mut messages = answer["messages"].as_array().into_iter().flatten();
                Ok(messages.any(|message| name_of(message) == Some(name)))
            }
            // It cannot be known: better twice than not at all.
            Err(Failure::Refused { .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }
}

#[async_trait]
impl Courier for StaffCourier {
    async fn send(&self, alert: &Alert, fallback: bool) -> Result<(), Refusal> {
        let channel = self.staff.channel(fallback)?;
        let refused = |failure: Failure| refusal(&channel, &failure);
        if alert.attempts > 1 && self.is_there(&channel, &alert.alert.key).await.map_err(refused)? {
            return Ok(());
        }
        let address = Address { channel: channel.clone(), thread: None, after: None };
        let body = self.post(alert, fallback).body(&address, &alert.alert.key);
        self.client.call(As::Bot, "chat.postMessage", &body).await.map_err(refused).map(drop)
    }
}

/// An account as staff can open a talk with it. A mention would notify it, if it is in the staff channel.
fn account(id: &str) -> String {
    format!("[account {id}](https://slack.com/app_redirect?channel={id})")
}

/// What a failure means for an alert. A token that is not accepted is mended by an operator, and no other channel helps.
fn refusal(channel: &str, failure: &Failure) -> Refusal {
    let what = format!("channel {channel}: {}", explained(failure));
    match failure {
        Failure::Refused { .. } => Refusal::Refused(what),
        Failure::TooMany(after) => Refusal::Later { after: *after, what },
        Failure::BadToken(_) | Failure::Server(_) | Failure::Unreachable(_) => Refusal::Later { after: None, what },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_must_mend_goes_to_the_second_channel() {
        for (failure, refused) in [
            (Failure::Refused { code: "not_in_channel".into(), needed: None }, true),
            (Failure::TooMany(None), false),
            (Failure::Server(502), false),
            (Failure::Unreachable("x"), false),
            (Failure::BadToken("token_revoked".into()), false),
        ] {
            let refusal = refusal("C7", &failure);
            assert_eq!(matches!(refusal, Refusal::Refused(_)), refused, "{failure:?}");
            assert!(refusal.what().contains("channel C7"), "{refusal:?}");
        }
    }
}
