//! Where the bot listens, and where alerts go.

use super::super::act::Act;
use super::super::client::Failure;
use super::super::courier::STAFF_CHANNEL;
use super::super::lenient::yes;
use super::super::post::Post;
use super::super::render::said;
use super::Admin;
use super::orders::Staff;
use crate::message::Platform;
use crate::moderation::{Moderator, pages};
use crate::platform::conduct::moderators::Trouble;
use crate::store::ChannelState;

/// What is said of a channel that the bot is not in.
const OUTSIDE: &str = "\nThe bot is not in that channel: invite it there, with `/invite` and its name.";
/// What is said where somebody is alone with the bot.
const NO_CHANNEL: &str = "this is no channel: say it in one, or name one behind the command";

impl Admin {
    /// Lets the bot listen in a channel.
    pub(super) async fn enable(&self, act: &Act, who: &Moderator, named: Option<String>) -> Result<Post, Trouble> {
        let channel = channel(act, named)?;
        let deed = self.moderation.deed(who, None)?;
        let state = self.moderation.enable(Platform::Slack.name(), &channel, &deed).await?;
        Ok(self.in_words(&state).await)
    }

    /// Makes the bot deaf in a channel.
    pub(super) async fn disable(&self, act: &Act, who: &Moderator, named: Option<String>) -> Result<Post, Trouble> {
        let channel = channel(act, named)?;
        let deed = self.moderation.deed(who, None)?;
        let state = self.moderation.disable(Platform::Slack.name(), &channel, &deed).await?;
        Ok(self.in_words(&state).await)
    }

    /// Says where alerts go.
    pub(super) async fn staff_channel(&self, act: &Act, who: &Moderator, wanted: Staff) -> Result<Post, Trouble> {
        let deed = self.moderation.deed(who, None)?;
        let named = match wanted {
            Staff::Reset => {
                self.moderation.set_staff_channel(Platform::Slack.name(), None, &deed).await?;
                return Ok(said("Alerts go where the settings file says."));
            }
            Staff::Here => None,
            Staff::To(channel) => Some(channel),
        };
        let channel = channel(act, named)?;
        self.moderation.set_staff_channel(Platform::Slack.name(), Some(&channel), &deed).await?;
        let outside = if self.is_outside(&channel).await { OUTSIDE } else { "" };
        Ok(said(&format!(
            "Alerts go to <#{channel}> (`{STAFF_CHANNEL}`). Whoever runs the bot can send one to try it: `askwell alert \
             test`.{outside}"
        )))
    }

    /// What counts for a channel now, and what keeps the bot from it.
    async fn in_words(&self, state: &ChannelState) -> Post {
        let words = pages::channel(state, self.bot.state().clock().now());
        let outside = if state.enabled && self.is_outside(&state.channel).await { OUTSIDE } else { "" };
        said(&format!("<#{}>: {words}. The bot knows it within seconds.{outside}", state.channel))
    }

    /// Whether the bot is certainly not in a channel.
    async fn is_outside(&self, channel: &str) -> bool {
        match self.wall.client.read("conversations.info", &[("channel", channel)]).await {
            Ok(answer) => !yes(&answer["channel"]["is_member"]),
            Err(Failure::Refused { code, .. }) => code == "channel_not_found",
            Err(_) => false,
        }
    }
}

/// The channel that is named, or the one in which it was said.
fn channel(act: &Act, named: Option<String>) -> Result<String, Trouble> {
    let here = act.channel.clone().filter(|channel| !channel.starts_with('D'));
    named.or(here).ok_or_else(|| NO_CHANNEL.into())
}
