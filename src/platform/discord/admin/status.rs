//! How the bot is doing, for whoever wonders why it says nothing.

use std::fmt::Write as _;

use super::super::interaction::Answer;
use super::super::markdown::plain;
use super::moderators::{Admin, PLATFORM};
use super::text::page;
use super::trouble::Trouble;
use crate::config::FaqSource;
use crate::message::Platform;
use crate::moderation::{Listening, ModerationError, pages};
use crate::store::{DraftState, UnansweredState};

/// So many channels are listed.
const CHANNELS: usize = 12;
/// More questions than this are not counted.
const QUESTIONS: u32 = 1_000;

/// What is said where the bot can read mentions only.
pub(super) const BLIND: &str = "⚠️ The bot cannot read messages that do not mention it, and looks for danger in none of \
                                them. Whoever runs it switches on the “Message Content Intent”: \
                                <https://discord.com/developers/applications>, the application, “Bot”; then a restart.";

impl Admin {
    /// Everything that a moderator may need to know. What cannot be found out is said, and the rest all the same.
    pub(super) async fn status(&self) -> Answer {
        let mut said = String::from("**Discord:** connected");
        self.on_discord(&mut said);
        self.channels(&mut said).await;
        self.staff(&mut said);
        self.documents(&mut said).await;
        self.waiting(&mut said).await;
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

    async fn channels(&self, said: &mut String) {
        let all = match self.moderation.channels().await {
            Ok(all) => all,
            Err(error) => return unknown("Channels", error, said),
        };
        let own: Vec<Listening> = all.into_iter().filter(|one| one.state.platform == PLATFORM).collect();
        if !own.iter().any(|one| one.state.enabled) {
            said.push_str("**Channels:** none; `/faq-admin enable` makes the bot listen\n");
        }
        for one in own.iter().take(CHANNELS) {
            let from = if one.in_settings { " (named in the settings)" } else { "" };
            let state = pages::channel(&one.state, self.now());
            let _ = writeln!(said, "• <#{}>: {state}{from}", one.state.channel);
        }
        if own.len() > CHANNELS {
            let _ = writeln!(said, "• … and {} more channels", own.len() - CHANNELS);
        }
    }

    fn staff(&self, said: &mut String) {
        let settings = &self.moderation.settings().discord;
        let set = self.bot.state().preference(&format!("{PLATFORM}.staff_channel"));
        let channel =
            set.or_else(|| settings.staff_channel.clone()).or_else(|| settings.staff_channel_fallback.clone());
        let _ = match channel {
            Some(channel) if self.bot.can_alert(Platform::Discord) => {
                writeln!(said, "**Staff channel:** <#{channel}>")
            }
            _ => writeln!(
                said,
                "**Staff channel:** ⚠️ none: nobody is told of danger. `/faq-admin staff-channel` sets one"
            ),
        };
    }

    async fn documents(&self, said: &mut String) {
        let brain = self.bot.brain();
        let faq = &self.moderation.settings().faq;
        let kept = match (faq.source, &faq.dir) {
            (FaqSource::Store, _) => "kept in the store",
            (FaqSource::Files, Some(_)) => "kept in a folder",
            (FaqSource::Files, None) => "built in (they cannot be changed: `askwell init` starts a folder)",
        };
        let pack = brain.pack();
        let noun = if pack.entries.len() == 1 { "entry" } else { "entries" };
        let _ = writeln!(said, "**FAQ:** {} {noun}, pack {}, {kept}", pack.entries.len(), pack.hash);
        match self.moderation.history(None, 1).await {
            Ok(revisions) => match revisions.first() {
                Some(revision) => {
                    let (id, at, by) = (revision.id, revision.at.minute(), plain(&revision.author));
                    let _ =
                        writeln!(said, "**Last change:** revision {id}, {at} UTC, {by}: {}", plain(&revision.action));
                }
                None => said.push_str("**Last change:** none yet\n"),
            },
            Err(error) => unknown("Last change", error, said),
        }
    }

    async fn waiting(&self, said: &mut String) {
        let store = self.moderation.store();
        if let Err(error) = store.is_ready().await {
            return unknown("Store", error.into(), said);
        }
        let _ = writeln!(said, "**Store:** {}, reachable", store.backend());
        let counted = async {
            let drafts = self.moderation.drafts(DraftState::Open).await?.len();
            let questions = store.unanswered(UnansweredState::Open, QUESTIONS).await?.len();
            let (alerts, since) = store.alerts_pending().await?;
            Ok::<_, ModerationError>((drafts, questions, alerts, since))
        };
        match counted.await {
            Ok((drafts, questions, alerts, since)) => {
                let since = since.map(|since| format!(" since {} UTC", since.minute())).unwrap_or_default();
                let alarm = if alerts > 0 { "⚠️ " } else { "" };
                let _ = writeln!(
                    said,
                    "**Waiting:** drafts {drafts}, unanswered questions {questions}, {alarm}alerts {alerts}{since}"
                );
            }
            Err(error) => unknown("Waiting", error, said),
        }
    }
}

fn unknown(what: &str, error: ModerationError, said: &mut String) {
    let _ = writeln!(said, "**{what}:** ⚠️ {}", Trouble::from(error).sentence());
}
