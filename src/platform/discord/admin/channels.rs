//! Where and how the bot speaks.

use std::time::Duration;

use serenity::model::id::ChannelId;
use tokio::time::timeout;

use super::super::interaction::{Answer, Command};
use super::super::rest::Failure;
use super::moderators::{Admin, PLATFORM, Request};
use super::orders::ChannelOrder;
use crate::conversation::Voice;
use crate::moderation::pages;
use crate::platform::conduct::moderators::Trouble;
use crate::store::ChannelState;

/// How long a look at a channel may take. Without it a thread counts as a channel of its own.
const LOOK: Duration = Duration::from_secs(5);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// A channel as the bot sees it.
struct Seen {
    /// The channel whose settings count: for a thread the channel that it belongs to.
    home: ChannelId,
    /// The bot cannot see it.
    hidden: bool,
}

impl Admin {
    /// Sets something for the channel that is named, or for the one in which it is said.
    pub(super) async fn channel_order(
        &self,
        request: &Request<'_>,
        order: ChannelOrder,
        command: &Command,
    ) -> Result<Answer, Trouble> {
        let named = command.id("channel").map_or(request.interaction.channel, ChannelId::new);
        let deed = self.moderation.deed(&request.who, command.text("reason"))?;
        if order == ChannelOrder::Staff {
            return self.staff_channel(named, command.flag("reset") == Some(true), &deed).await;
        }
        let seen = self.look_at(named).await;
        let channel = seen.home.to_string();
        let moderation = &self.moderation;
        let state = match order {
            ChannelOrder::Disable => moderation.disable(PLATFORM, &channel, &deed).await?,
            ChannelOrder::Mode => {
                let voice = command.text("mode").and_then(Voice::named).ok_or("there is no such mode")?;
                moderation.set_voice(PLATFORM, &channel, voice, &deed).await?
            }
            ChannelOrder::Mute => {
                let hours = command.number("hours").unwrap_or(1).try_into().unwrap_or_default();
                moderation.mute(PLATFORM, &channel, HOUR.saturating_mul(hours), &deed).await?
            }
            ChannelOrder::Unmute => moderation.unmute(PLATFORM, &channel, &deed).await?,
            ChannelOrder::Enable | ChannelOrder::Staff => moderation.enable(PLATFORM, &channel, &deed).await?,
        };
        Ok(Answer::private(self.in_words(&state, &seen, named)))
    }

    async fn staff_channel(
        &self,
        channel: ChannelId,
        reset: bool,
        deed: &crate::moderation::Deed,
    ) -> Result<Answer, Trouble> {
        if reset {
            self.moderation.set_staff_channel(PLATFORM, None, deed).await?;
            return Ok(Answer::private("Alerts go where the settings file says."));
        }
        let hidden = self.look_at(channel).await.hidden;
        self.moderation.set_staff_channel(PLATFORM, Some(&channel.to_string()), deed).await?;
        let hint = if hidden { HIDDEN } else { "" };
        Ok(Answer::private(format!(
            "Alerts go to <#{channel}>. Whoever runs the bot can send one to try it: `askwell alert test`.{hint}"
        )))
    }

    /// What counts for a channel now, and what keeps the bot from it.
    fn in_words(&self, state: &ChannelState, seen: &Seen, named: ChannelId) -> String {
        let mut said = format!("<#{}>: {}.", seen.home, pages::channel(state, self.now()));
        if seen.home != named {
            said.push_str(" A thread goes with its channel.");
        }
        said.push_str(" The bot knows it within seconds.");
        if state.enabled {
            if seen.hidden {
                said.push_str(HIDDEN);
            }
            if !self.health.reads_content() {
                said.push('\n');
                said.push_str(super::status::BLIND);
            }
        }
        said
    }

    async fn look_at(&self, channel: ChannelId) -> Seen {
        match timeout(LOOK, self.rest.channel(channel)).await {
            Ok(Ok(found)) => Seen { home: found.thread_parent().unwrap_or(channel), hidden: false },
            Ok(Err(Failure::Refused { .. })) => Seen { home: channel, hidden: true },
            Ok(Err(_)) | Err(_) => Seen { home: channel, hidden: false },
        }
    }
}

/// What is said of a channel that the bot cannot see.
const HIDDEN: &str = "\nThe bot cannot see that channel: give its role “View Channel”, “Send Messages” and “Read Message History” there.";
