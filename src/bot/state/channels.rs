//! What moderators have set for channels, as it was read last.

use std::collections::HashMap;

use crate::clock::Moment;
use crate::conversation::Voice;
use crate::store::{Result, Store};

/// What moderators have set for a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Whether the bot listens there.
    pub enabled: bool,
    /// How it speaks there unasked.
    pub voice: Voice,
    /// Until when it says nothing there unasked.
    pub muted_until: Option<Moment>,
}

impl Setting {
    /// Whether the bot is mute there now.
    pub fn is_muted(&self, now: Moment) -> bool {
        self.muted_until.is_some_and(|until| until > now)
    }
}

#[derive(Default)]
pub(super) struct Channels {
    settings: HashMap<(String, String), Setting>,
    preferences: HashMap<String, String>,
}

impl Channels {
    pub(super) async fn read(store: &dyn Store) -> Result<Self> {
        let mut channels = Self::default();
        for state in store.channels().await? {
            // A way of speaking that only a newer program knows: this one is rather silent than wrong.
            let voice = Voice::named(&state.mode).unwrap_or(Voice::Shadow);
            let setting = Setting { enabled: state.enabled, voice, muted_until: state.muted_until };
            channels.settings.insert((state.platform, state.channel), setting);
        }
        for preference in store.preferences().await? {
            channels.preferences.extend(preference.value.map(|value| (preference.name, value)));
        }
        Ok(channels)
    }

    pub(super) fn setting(&self, platform: &str, channel: &str) -> Option<Setting> {
        if self.settings.is_empty() {
            return None;
        }
        self.settings.get(&(platform.to_owned(), channel.to_owned())).copied()
    }

    pub(super) fn enabled(&self, platform: &str, named: &[String]) -> Vec<String> {
        let own = self.settings.iter().filter(|((on, _), setting)| on == platform && setting.enabled);
        let own = own.map(|((_, channel), _)| channel);
        let disabled = |channel: &String| self.setting(platform, channel).is_some_and(|setting| !setting.enabled);
        let mut channels: Vec<String> = named.iter().filter(|channel| !disabled(channel)).chain(own).cloned().collect();
        channels.sort();
        channels.dedup();
        channels
    }

    pub(super) fn preference(&self, name: &str) -> Option<String> {
        self.preferences.get(name).cloned()
    }
}
