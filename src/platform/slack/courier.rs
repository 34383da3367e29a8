//! Carries alerts to the staff channel.

use std::sync::Arc;

use async_trait::async_trait;

use super::client::{As, Client, Failure};
use super::error::Error;
use super::mrkdwn::mrkdwn;
use super::post::{Address, Post, name_of};
use super::render::said;
use super::wall::explained;
use crate::alerts::{self, Courier, Refusal};
use crate::config::SlackSettings;
use crate::store::Alert;

/// The setting of a moderator that goes before the one of the settings file.
pub const STAFF_CHANNEL: &str = "slack.staff_channel";
/// How far back an alert whose answer was lost is looked for.
const LOOKED_AT: &str = "100";

/// The staff channel that moderators have chosen, if they have; asked before each alert.
type Chosen = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// Posts alerts to the staff of one clinic.
pub struct StaffCourier {
    client: Arc<Client>,
    chosen: Chosen,
    channel: Option<String>,
    fallback: Option<String>,
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
        Self {
            client,
            chosen: Box::new(chosen),
            channel: settings.staff_channel.clone(),
            fallback: settings.staff_channel_fallback.clone(),
            ping: settings.staff_ping.clone(),
        }
    }

    /// Where an alert goes. Either channel stands in for the other where only one is set.
    fn channel(&self, fallback: bool) -> Result<String, Refusal> {
        let first = (self.chosen)().or_else(|| self.channel.clone());
        let second = self.fallback.clone();
        let (wanted, other) = if fallback { (second, first) } else { (first, second) };
        let nowhere = || Refusal::Later { after: None, what: format!("{STAFF_CHANNEL} is not set") };
        wanted.or(other).ok_or_else(nowhere)
    }

    /// Whether an alert comes to another channel than the one that refused it.
    fn is_second(&self, fallback: bool) -> bool {
        fallback && self.fallback.is_some()
    }

    fn post(&self, alert: &Alert, fallback: bool) -> Post {
        let text = mrkdwn(&alerts::text(&alert.alert, account, self.is_second(fallback)));
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
        let channel = self.channel(fallback)?;
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

    fn courier(chosen: Option<&'static str>, channel: Option<&str>, fallback: Option<&str>) -> StaffCourier {
        let client = Arc::new(Client::new(&"xoxb-1".into(), None, Some("http://127.0.0.1:1")).unwrap());
        let text = |id: Option<&str>| id.map(str::to_owned);
        StaffCourier {
            client,
            chosen: Box::new(move || text(chosen)),
            channel: text(channel),
            fallback: text(fallback),
            ping: Some("S1".into()),
        }
    }

    #[test]
    fn moderators_choose_over_the_settings_and_one_channel_is_enough() {
        for (chosen, channel, fallback, expected) in [
            (None, Some("C1"), Some("C2"), [Some("C1"), Some("C2")]),
            (Some("C3"), Some("C1"), Some("C2"), [Some("C3"), Some("C2")]),
            (None, Some("C1"), None, [Some("C1"), Some("C1")]),
            (None, None, Some("C2"), [Some("C2"), Some("C2")]),
            (None, None, None, [None, None]),
        ] {
            let courier = courier(chosen, channel, fallback);
            let found = [false, true].map(|second| courier.channel(second).ok());
            assert_eq!(found, expected.map(|id| id.map(str::to_owned)), "{chosen:?} {channel:?} {fallback:?}");
        }
    }

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
