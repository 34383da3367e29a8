//! How the bot is doing, for whoever wonders why it says nothing.

use std::fmt::Write as _;

use super::pen::Pen;
use super::trouble::Trouble;
use crate::bot::Bot;
use crate::config::FaqSource;
use crate::message::Platform;
use crate::moderation::{Listening, Moderation, ModerationError, pages};
use crate::store::{DraftState, UnansweredState};

/// So many channels are listed.
const CHANNELS: usize = 12;
/// More questions than this are not counted.
const QUESTIONS: u32 = 1_000;

/// What a moderator may need to know beyond the connection itself. What cannot be found out is said, and the rest all the
/// same.
pub(crate) async fn status(bot: &Bot, moderation: &Moderation, pen: &Pen) -> String {
    let status = Status { bot, moderation, pen };
    let mut said = String::new();
    status.channels(&mut said).await;
    status.staff(&mut said);
    status.documents(&mut said).await;
    status.waiting(&mut said).await;
    said
}

struct Status<'a> {
    bot: &'a Bot,
    moderation: &'a Moderation,
    pen: &'a Pen,
}

impl Status<'_> {
    /// A line with its bold title; what it gets is written already.
    fn line(&self, title: &str, words: &str, said: &mut String) {
        // Writing into a text cannot fail.
        let _ = writeln!(said, "{} {words}", (self.pen.bold)(&format!("{title}:")));
    }

    /// A line that says that something cannot be found out.
    fn unknown(&self, title: &str, error: ModerationError, said: &mut String) {
        self.line(title, &format!("⚠️ {}", Trouble::from(error).sentence(self.pen)), said);
    }

    async fn channels(&self, said: &mut String) {
        let all = match self.moderation.channels().await {
            Ok(all) => all,
            Err(error) => return self.unknown("Channels", error, said),
        };
        let platform = self.pen.platform.name();
        let own: Vec<Listening> = all.into_iter().filter(|one| one.state.platform == platform).collect();
        if !own.iter().any(|one| one.state.enabled) {
            self.line("Channels", "none; `/faq-admin enable` makes the bot listen", said);
        }
        for one in own.iter().take(CHANNELS) {
            let from = if one.in_settings { " (named in the settings)" } else { "" };
            let state = pages::channel(&one.state, self.bot.state().clock().now());
            let _ = writeln!(said, "• {}: {state}{from}", (self.pen.channel)(&one.state.channel));
        }
        if own.len() > CHANNELS {
            let _ = writeln!(said, "• … and {} more channels", own.len() - CHANNELS);
        }
    }

    fn staff(&self, said: &mut String) {
        let settings = self.moderation.settings();
        let (discord, slack) = (&settings.discord, &settings.slack);
        let named = match self.pen.platform {
            Platform::Discord => [&discord.staff_channel, &discord.staff_channel_fallback],
            Platform::Slack => [&slack.staff_channel, &slack.staff_channel_fallback],
            Platform::Console | Platform::Web => [&None, &None],
        };
        let set = self.bot.state().preference(&format!("{}.staff_channel", self.pen.platform.name()));
        let channel = set.or_else(|| named.into_iter().flatten().next().cloned());
        let words = match channel {
            Some(channel) if self.bot.can_alert(self.pen.platform) => (self.pen.channel)(&channel),
            _ => "⚠️ none: nobody is told of danger. `/faq-admin staff-channel` sets one".to_owned(),
        };
        self.line("Staff channel", &words, said);
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
        self.line("FAQ", &format!("{} {noun}, pack {}, {kept}", pack.entries.len(), pack.hash), said);
        if let Some(url) = self.moderation.settings().web.public_url.as_ref().filter(|_| cfg!(feature = "web")) {
            self.line("Desk", &(self.pen.link)("to look and to tune", &format!("{url}/desk")), said);
        }
        match self.moderation.history(None, 1).await {
            Ok(revisions) => {
                let plain = self.pen.plain;
                let words = revisions.first().map_or_else(
                    || "none yet".to_owned(),
                    |revision| {
                        let (id, at, by) = (revision.id, revision.at.minute(), plain(&revision.author));
                        format!("revision {id}, {at} UTC, {by}: {}", plain(&revision.action))
                    },
                );
                self.line("Last change", &words, said);
            }
            Err(error) => self.unknown("Last change", error, said),
        }
    }

    async fn waiting(&self, said: &mut String) {
        let store = self.moderation.store();
        if let Err(error) = store.is_ready().await {
            return self.unknown("Store", error.into(), said);
        }
        self.line("Store", &format!("{}, reachable", store.backend()), said);
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
                let words = format!("drafts {drafts}, unanswered questions {questions}, {alarm}alerts {alerts}{since}");
                self.line("Waiting", &words, said);
            }
            Err(error) => self.unknown("Waiting", error, said),
        }
    }
}
