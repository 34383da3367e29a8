//! Who carries alerts to the staff of a clinic, for a drill.

use clap::ValueEnum;

use super::moderate::Stop;
use crate::alerts::Courier;
use crate::config::Settings;
use crate::store::Store;

/// The platforms that carry alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Carrier {
    Discord,
    Slack,
}

/// Who carries alerts to staff, or why nobody can.
pub(super) type Found = Result<Box<dyn Courier>, String>;

impl Carrier {
    /// The one that is configured; Discord where both or none are.
    pub(super) fn of(settings: &Settings) -> Self {
        let only_slack = settings.slack.bot_token.is_some() && settings.discord.token.is_none();
        if only_slack { Self::Slack } else { Self::Discord }
    }

    /// The platform's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Discord => "discord",
            Self::Slack => "slack",
        }
    }

    /// The staff channel of the settings file.
    pub(super) fn staff_channel(self, settings: &Settings) -> Option<&String> {
        self.staff_channels(settings)[0]
    }

    /// A courier with a connection of its own.
    pub(super) async fn courier(self, settings: &Settings, store: &dyn Store) -> Result<Found, Stop> {
        let key = format!("{}.staff_channel", self.name());
        let preferences = store.preferences().await?;
        let chosen = preferences.into_iter().find(|one| one.name == key).and_then(|one| one.value);
        if chosen.is_none() && self.staff_channels(settings).iter().all(Option::is_none) {
            return Ok(Err(format!(
                "{key} is not set, so that nobody is told of an emergency or a crisis. Set it to the id of a channel that \
                 staff read"
            )));
        }
        Ok(self.connect(settings, chosen))
    }

    fn staff_channels(self, settings: &Settings) -> [Option<&String>; 2] {
        let (discord, slack) = (&settings.discord, &settings.slack);
        match self {
            Self::Discord => [discord.staff_channel.as_ref(), discord.staff_channel_fallback.as_ref()],
            Self::Slack => [slack.staff_channel.as_ref(), slack.staff_channel_fallback.as_ref()],
        }
    }

    #[cfg_attr(
        not(any(feature = "discord", feature = "slack")),
        allow(
            unused_variables,
            clippy::unused_self,
            clippy::needless_pass_by_value,
            reason = "a build without platforms carries nothing"
        )
    )]
    fn connect(self, settings: &Settings, chosen: Option<String>) -> Found {
        match self {
            #[cfg(feature = "discord")]
            Self::Discord => {
                use crate::platform::discord::StaffCourier;
                let courier = StaffCourier::connect(&settings.discord, move || chosen.clone());
                courier.map(|courier| Box::new(courier) as Box<dyn Courier>).map_err(|error| error.to_string())
            }
            #[cfg(feature = "slack")]
            Self::Slack => {
                use crate::platform::slack::StaffCourier;
                let courier = StaffCourier::connect(&settings.slack, move || chosen.clone());
                courier.map(|courier| Box::new(courier) as Box<dyn Courier>).map_err(|error| error.to_string())
            }
            #[allow(unreachable_patterns, reason = "which platforms are missing depends on the build")]
            missing => Err(format!("this program was built without the feature \"{}\"", missing.name())),
        }
    }
}
