//! How the bot is doing, for whoever wonders why it says nothing.

use std::fmt::Write as _;

use super::super::interaction::Answer;
use super::super::markdown::plain;
use super::moderators::Admin;
use super::pen::PEN;
use super::text::page;
use crate::platform::conduct::moderators::status::status;

/// So many channels are listed.
const CHANNELS: usize = 12;

/// What is said where the bot can read mentions only.
pub(super) const BLIND: &str = "⚠️ The bot cannot read messages that do not mention it, and looks for danger in none of \
                                them. Whoever runs it switches on the “Message Content Intent”: \
                                <https://discord.com/developers/applications>, the application, “Bot”; then a restart.";

impl Admin {
    /// Everything that a moderator may need to know. What cannot be found out is said, and the rest all the same.
    pub(super) async fn status(&self) -> Answer {
        let mut said = String::from("**Discord:** connected");
        self.on_discord(&mut said);
        said.push_str(&status(&self.bot, &self.moderation, &PEN).await);
        super::drafts::private(page(&said, None, Vec::new()))
    }

    fn on_discord(&self, said: &mut String) {
        // Writing into a text cannot fail.
        if self.health.reads_content() {
            said.push_str(", reads all messages in its channels\n");
        } else {
            let _ = writeln!(said, "\n{BLIND}");
        }
        if let Some(trouble) = self.health.command_trouble() {
            let _ = writeln!(said, "⚠️ The commands could not be registered: {}", plain(&trouble));
        }
        for (channel, what) in self.health.refusals().into_iter().take(CHANNELS) {
            let _ = writeln!(said, "⚠️ The last reply in <#{channel}> was refused: {}", plain(&what));
        }
    }
}
