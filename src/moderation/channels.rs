//! Where and how the bot speaks.

use std::time::Duration;

use super::Moderation;
use super::deed::Deed;
use super::error::{ModerationError, Result};
use crate::clock::Moment;
use crate::config::{Settings, check_id};
use crate::conversation::Voice;
use crate::store::{ChannelState, Preference};

/// A channel is muted for a week at most: a bot that is silent for longer is better disabled, where everybody sees it.
const LONGEST_MUTE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A channel in which the bot listens, or listened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listening {
    /// What counts for it now.
    pub state: ChannelState,
    /// The settings file names it.
    pub in_settings: bool,
}

impl Moderation {
    /// Every channel of the settings file and every one for which moderators have set something.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub async fn channels(&self) -> Result<Vec<Listening>> {
        let set = self.store.channels().await?;
        let named = named(&self.settings);
        let is_named =
            |state: &ChannelState| named.iter().any(|(p, c)| (*p, *c) == (&*state.platform, &*state.channel));
        let unset = named.iter().filter(|(platform, channel)| !set.iter().any(|state| is_of(state, platform, channel)));
        let unset = unset.map(|(platform, channel)| state_of(platform, channel, true)).collect::<Vec<_>>();
        let mut all: Vec<Listening> = unset
            .into_iter()
            .chain(set.iter().cloned())
            .map(|state| Listening { in_settings: is_named(&state), state })
            .collect();
        all.sort_by(|one, other| {
            (&one.state.platform, &one.state.channel).cmp(&(&other.state.platform, &other.state.channel))
        });
        Ok(all)
    }

    /// Lets the bot listen in a channel.
    ///
    /// # Errors
    /// An id that is none, a store that cannot be written.
    pub async fn enable(&self, platform: &str, channel: &str, deed: &Deed) -> Result<ChannelState> {
        check_id(platform, channel).map_err(ModerationError::Refused)?;
        let found = self.find(platform, channel).await?;
        let state = ChannelState { enabled: true, ..found.unwrap_or_else(|| state_of(platform, channel, true)) };
        self.set(state, "channel enabled", deed).await
    }

    /// Makes the bot deaf in a channel: not even danger is looked for there. Whoever mentions it is answered as anywhere.
    ///
    /// # Errors
    /// A channel in which it does not listen, a store that cannot be written.
    pub async fn disable(&self, platform: &str, channel: &str, deed: &Deed) -> Result<ChannelState> {
        let state = self.listening(platform, channel).await?;
        self.set(ChannelState { enabled: false, ..state }, "channel disabled", deed).await
    }

    /// Sets how the bot speaks in a channel.
    ///
    /// # Errors
    /// A channel in which it does not listen, a store that cannot be written.
    pub async fn set_voice(&self, platform: &str, channel: &str, voice: Voice, deed: &Deed) -> Result<ChannelState> {
        let state = self.listening(platform, channel).await?;
        let action = format!("channel mode set to {}", voice.name());
        self.set(ChannelState { mode: voice.name().to_owned(), ..state }, &action, deed).await
    }

    /// Mutes the bot in a channel for a while. Emergency and crisis are answered all the same.
    ///
    /// # Errors
    /// A time that is too long, a channel in which it does not listen, a store that cannot be written.
    pub async fn mute(&self, platform: &str, channel: &str, time: Duration, deed: &Deed) -> Result<ChannelState> {
        if time.is_zero() || time > LONGEST_MUTE {
            let days = LONGEST_MUTE.as_secs() / (24 * 60 * 60);
            return Err(ModerationError::refused(format!(
                "a channel can be muted for a minute up to {days} days; for longer disable it: `askwell channel disable`"
            )));
        }
        let state = self.listening(platform, channel).await?;
        let until = deed.at.after(time);
        let action = format!("channel muted until {} UTC", until.minute());
        self.set(ChannelState { muted_until: Some(until), ..state }, &action, deed).await
    }

    /// Ends a mute.
    ///
    /// # Errors
    /// A channel in which the bot does not listen, a store that cannot be written.
    pub async fn unmute(&self, platform: &str, channel: &str, deed: &Deed) -> Result<ChannelState> {
        let state = self.listening(platform, channel).await?;
        self.set(ChannelState { muted_until: None, ..state }, "channel unmuted", deed).await
    }

    /// Sets where alerts of a platform go, over the settings file; `None` gives way to it again.
    ///
    /// # Errors
    /// An id that is none, a store that cannot be written.
    pub async fn set_staff_channel(&self, platform: &str, channel: Option<&str>, deed: &Deed) -> Result<()> {
        check_id(platform, channel.unwrap_or(if platform == "slack" { "C0" } else { "1" }))
            .map_err(ModerationError::Refused)?;
        let preference = Preference { name: format!("{platform}.staff_channel"), value: channel.map(str::to_owned) };
        let action = if channel.is_some() { "staff channel set" } else { "staff channel left to the settings" };
        let subject = format!("{platform} {}", channel.unwrap_or_default());
        Ok(self.store.set_preference(&preference, &deed.audit(action, subject.trim())).await?)
    }

    async fn set(&self, state: ChannelState, action: &str, deed: &Deed) -> Result<ChannelState> {
        let subject = format!("{} {}", state.platform, state.channel);
        self.store.set_channel(&state, &deed.audit(action, &subject)).await?;
        Ok(state)
    }

    async fn find(&self, platform: &str, channel: &str) -> Result<Option<ChannelState>> {
        Ok(self.store.channels().await?.into_iter().find(|state| is_of(state, platform, channel)))
    }

    /// What counts for a channel in which the bot listens.
    async fn listening(&self, platform: &str, channel: &str) -> Result<ChannelState> {
        check_id(platform, channel).map_err(ModerationError::Refused)?;
        let found = self.find(platform, channel).await?;
        let named = named(&self.settings).contains(&(platform, channel)).then(|| state_of(platform, channel, true));
        found.or(named).filter(|state| state.enabled).ok_or_else(|| {
            ModerationError::refused(format!(
                "the bot does not listen in the {platform} channel {channel}: `askwell channel enable {platform} {channel}` \
                 makes it listen"
            ))
        })
    }
}

fn is_of(state: &ChannelState, platform: &str, channel: &str) -> bool {
    state.platform == platform && state.channel == channel
}

fn state_of(platform: &str, channel: &str, enabled: bool) -> ChannelState {
    let mode = Voice::default().name().to_owned();
    ChannelState { platform: platform.to_owned(), channel: channel.to_owned(), enabled, mode, muted_until: None }
}

fn named(settings: &Settings) -> Vec<(&str, &str)> {
    let discord = settings.discord.channels.iter().map(|channel| ("discord", channel.as_str()));
    discord.chain(settings.slack.channels.iter().map(|channel| ("slack", channel.as_str()))).collect()
}

impl Listening {
    /// Until when the channel is muted, if it is now.
    pub fn muted_until(&self, now: Moment) -> Option<Moment> {
        self.state.muted_until.filter(|until| *until > now)
    }
}
