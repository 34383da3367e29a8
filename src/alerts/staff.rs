//! Which of a platform's staff channels an alert goes to.

use super::courier::Refusal;

/// The staff channel that moderators have chosen, if they have; asked before each alert.
type Chosen = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// The staff channels of a platform: what moderators have chosen goes before the settings.
pub struct StaffChannels {
    /// The setting that names the first one.
    setting: &'static str,
    chosen: Chosen,
    channel: Option<String>,
    fallback: Option<String>,
}

impl StaffChannels {
    /// The channels of the settings, and whom to ask for what moderators have set over the first.
    pub fn new(
        setting: &'static str,
        chosen: impl Fn() -> Option<String> + Send + Sync + 'static,
        channel: Option<&String>,
        fallback: Option<&String>,
    ) -> Self {
        Self { setting, chosen: Box::new(chosen), channel: channel.cloned(), fallback: fallback.cloned() }
    }

    /// Where an alert goes; `fallback` asks for the second channel. Either stands in for the other where only one is set.
    ///
    /// # Errors
    /// None is set.
    pub fn channel(&self, fallback: bool) -> Result<String, Refusal> {
        let first = (self.chosen)().or_else(|| self.channel.clone());
        let second = self.fallback.clone();
        let (wanted, other) = if fallback { (second, first) } else { (first, second) };
        wanted.or(other).ok_or_else(|| Refusal::Later { after: None, what: format!("{} is not set", self.setting) })
    }

    /// Whether an alert comes to another channel than the one that refused it.
    pub fn is_second(&self, fallback: bool) -> bool {
        fallback && self.fallback.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moderators_choose_over_the_settings_and_one_channel_is_enough() {
        for (chosen, channel, fallback, expected) in [
            (None, Some("1"), Some("2"), [Some("1"), Some("2")]),
            (Some("3"), Some("1"), Some("2"), [Some("3"), Some("2")]),
            (None, Some("1"), None, [Some("1"), Some("1")]),
            (None, None, Some("2"), [Some("2"), Some("2")]),
            (None, None, None, [None, None]),
        ] {
            let [chosen, channel, second] = [chosen, channel, fallback].map(|id| id.map(str::to_owned));
            let staff =
                StaffChannels::new("x.staff_channel", move || chosen.clone(), channel.as_ref(), second.as_ref());
            let found = [false, true].map(|second| staff.channel(second).ok());
            assert_eq!(found, expected.map(|id| id.map(str::to_owned)));
            assert_eq!([false, true].map(|second| staff.is_second(second)), [false, fallback.is_some()]);
        }
    }
}
