//! Carries alerts to the staff channel.

use std::fmt::Write as _;
use std::sync::Arc;

use async_trait::async_trait;
use serenity::model::id::{ChannelId, RoleId};
use sha2::{Digest, Sha256};

use super::delivery::explained;
use super::error::Error;
use super::markdown::markdown;
use super::options::Options;
use super::post::{Alarm, alarm_body};
use super::rest::{Failure, Rest};
use crate::alerts::{self, Courier, Refusal, StaffChannels};
use crate::config::DiscordSettings;
use crate::store::Alert;

/// The setting of a moderator that goes before the one of the settings file.
pub const STAFF_CHANNEL: &str = "discord.staff_channel";
/// Bytes of a key's digest that name an alert in a nonce: in hex they fill 24 of the 25 characters that Discord takes.
const NONCE_BYTES: usize = 12;

/// Posts alerts to the staff of one clinic.
pub struct StaffCourier {
    rest: Arc<Rest>,
    staff: StaffChannels,
    ping: Option<String>,
}

impl StaffCourier {
    /// A courier with a connection of its own. `chosen` tells the channel that moderators have set over the settings.
    ///
    /// # Errors
    /// A token or an address that cannot be used.
    pub fn connect(
        settings: &DiscordSettings,
        chosen: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        let options = Options::new(settings)?;
        Ok(Self::over(Arc::new(options.rest()?), settings, chosen))
    }

    pub(super) fn over(
        rest: Arc<Rest>,
        settings: &DiscordSettings,
        chosen: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let (channel, fallback) = (settings.staff_channel.as_ref(), settings.staff_channel_fallback.as_ref());
        Self {
            rest,
            staff: StaffChannels::new(STAFF_CHANNEL, chosen, channel, fallback),
            ping: settings.staff_ping.clone(),
        }
    }

    /// Where an alert goes.
    fn channel(&self, fallback: bool) -> Result<ChannelId, Refusal> {
        let id = self.staff.channel(fallback)?;
        number(&id).map(ChannelId::new).ok_or_else(|| Refusal::Refused(format!("\"{id}\" is no id of a channel")))
    }
}

#[async_trait]
impl Courier for StaffCourier {
    async fn send(&self, alert: &Alert, fallback: bool) -> Result<(), Refusal> {
        let channel = self.channel(fallback)?;
        let alarm = Alarm {
            text: markdown(&alerts::text(&alert.alert, account, self.staff.is_second(fallback))),
            role: self.ping.as_deref().and_then(number).map(RoleId::new),
            nonce: nonce(&alert.alert.key),
        };
        let body =
            alarm_body(&alarm).map_err(|error| Refusal::Refused(format!("the message cannot be written ({error})")))?;
        self.rest.post_once(channel, body).await.map_err(|failure| refusal(channel, &failure))
    }
}

/// An account as Discord shows it with its name. Nobody is notified by it.
fn account(id: &str) -> String {
    format!("<@{id}> (account {id})")
}

fn number(id: &str) -> Option<u64> {
    id.trim().parse().ok().filter(|number| (1..u64::MAX).contains(number))
}

/// The same for each attempt, so that Discord recognises one that it has taken already.
fn nonce(key: &str) -> String {
    let digest = Sha256::digest(key.as_bytes());
    digest.iter().take(NONCE_BYTES).fold(String::new(), |mut nonce, byte| {
        let _ = write!(nonce, "{byte:02x}");
        nonce
    })
}

/// What a failure means for an alert. A token that is not accepted is mended by an operator, and no other channel helps.
fn refusal(channel: ChannelId, failure: &Failure) -> Refusal {
    let what = format!("channel {channel}: {}", explained(failure));
    match failure {
        Failure::Refused { .. } => Refusal::Refused(what),
        Failure::TooMany(after) => Refusal::Later { after: *after, what },
        Failure::Unauthorized | Failure::Server(_) | Failure::Unreachable(_) => Refusal::Later { after: None, what },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn courier(chosen: Option<&'static str>, channel: Option<&str>, fallback: Option<&str>) -> StaffCourier {
        let rest = Arc::new(Rest::new(&"t".into(), Some("http://127.0.0.1:1")).unwrap());
        let text = |id: Option<&str>| id.map(str::to_owned);
        let (channel, fallback) = (text(channel), text(fallback));
        let staff = StaffChannels::new(STAFF_CHANNEL, move || text(chosen), channel.as_ref(), fallback.as_ref());
        StaffCourier { rest, staff, ping: None }
    }

    #[test]
    fn moderators_choose_over_the_settings_and_one_channel_is_enough() {
        for (chosen, channel, fallback, expected) in [
            (None, Some("1"), Some("2"), [Some(1), Some(2)]),
            (Some("3"), Some("1"), Some("2"), [Some(3), Some(2)]),
            (None, Some("1"), None, [Some(1), Some(1)]),
            (None, None, Some("2"), [Some(2), Some(2)]),
            (None, None, None, [None, None]),
            (Some("general"), Some("1"), Some("2"), [None, Some(2)]),
            (Some("0"), Some("1"), None, [None, None]),
        ] {
            let courier = courier(chosen, channel, fallback);
            let found = [false, true].map(|second| courier.channel(second).ok().map(ChannelId::get));
            assert_eq!(found, expected, "{chosen:?} {channel:?} {fallback:?}");
            assert_eq!([false, true].map(|second| courier.staff.is_second(second)), [false, fallback.is_some()]);
        }
    }

    #[test]
    fn a_nonce_names_an_alert_for_good_and_fits() {
        let long = "discord/1/2/crisis".repeat(100);
        assert_eq!(nonce(&long).len(), 24);
        assert_eq!(nonce("a"), nonce("a"));
        assert_ne!(nonce("a"), nonce("b"));
    }

    #[test]
    fn only_what_somebody_must_mend_goes_to_the_second_channel() {
        let channel = ChannelId::new(7);
        let told = Some(Duration::from_secs(3));
        for (failure, refused) in [
            (Failure::Refused { status: 403, code: 50_013 }, true),
            (Failure::Refused { status: 404, code: 10_003 }, true),
            (Failure::TooMany(told), false),
            (Failure::Server(502), false),
            (Failure::Unreachable("x".into()), false),
            (Failure::Unauthorized, false),
        ] {
            let refusal = refusal(channel, &failure);
            assert_eq!(matches!(refusal, Refusal::Refused(_)), refused, "{failure:?}");
            assert!(refusal.what().contains("channel 7"), "{refusal:?}");
        }
        let after = refusal(channel, &Failure::TooMany(told));
        assert!(matches!(after, Refusal::Later { after, .. } if after == told));
    }
}
