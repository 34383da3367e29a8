//! What a patient would get, and why.

use std::time::Duration;

use serenity::model::id::{ChannelId, MessageId, UserId};
use tokio::time::timeout;

use super::super::fetch::without_mentions;
use super::super::interaction::{Answer, Interaction, Target};
use super::super::limits;
use super::super::markdown::plain;
use super::super::post::{Embed, Post};
use super::super::render::{render, without_embeds};
use super::drafts::private;
use super::moderators::{Admin, PLATFORM};
use super::text::page;
use crate::bot::Stages;
use crate::explain::{Prediction, Why};
use crate::message::{Mode, Platform};
use crate::platform::conduct::moderators::Trouble;
use crate::platform::conduct::moderators::text::lines;
use crate::reply::split::shortened;
use crate::store::ReplyRecord;

/// What stands where a message would get no reply.
const SILENCE: &str = "(silence)";
/// Both replies go into one message: each may have half of what embeds hold together, and a title.
const REPLY: usize = limits::EMBEDS_TOGETHER / 2 - limits::TITLE;
/// Whoever is shown as the asker: nobody is notified.
const NOBODY: UserId = UserId::new(1);
/// How long a question may take to be read at Discord.
const READ_LIMIT: Duration = Duration::from_secs(8);
/// What is said of a question that cannot be read.
const UNREADABLE: &str = "The bot cannot read the question any more: it was deleted, or the bot's role lacks “Read Message \
                          History” here. Copy its words into `/faq-admin why`.";

impl Admin {
    /// What a message would get, asked directly and unasked. Nothing is counted, kept or told.
    pub(super) fn test(&self, text: &str) -> Answer {
        let brain = self.bot.brain();
        let mut embeds: Vec<Embed> = Vec::new();
        let mut danger = false;
        for (mode, how) in [(Mode::Direct, "Asked directly"), (Mode::Ambient, "Unasked, in a channel")] {
            let outcome = brain.decide(text, mode, Stages::All);
            danger |= outcome.decision.is_danger();
            let said = self.bot.reply(&brain, &outcome).map_or_else(
                || SILENCE.to_owned(),
                |mut reply| {
                    reply.ping_author = false;
                    let posts = without_embeds(&render(&reply, NOBODY));
                    posts.into_iter().map(|post| post.content).collect::<Vec<_>>().join("\n\n")
                },
            );
            let title = format!("{how}: {}", decision(&Prediction::new(&outcome, &brain)));
            embeds.push(Embed {
                title: shortened(&title, limits::TITLE),
                description: lines(&said, REPLY),
                ..Embed::default()
            });
        }
        let content = match (danger, self.bot.can_alert(Platform::Discord)) {
            (false, _) => String::new(),
            (true, true) => "Written by a patient, this would alert staff too.".to_owned(),
            (true, false) => "No staff channel is set: nobody would be told of this.".to_owned(),
        };
        private(Post { content, embeds, ..Post::default() })
    }

    /// A decision in points. `then` is what the bot did at the time.
    pub(super) fn why(&self, text: &str, then: Option<&ReplyRecord>) -> Answer {
        let brain = self.bot.brain();
        let [direct, ambient] = [Mode::Direct, Mode::Ambient].map(|mode| brain.decide(text, mode, Stages::All));
        let in_short = |outcome| plain(&Prediction::new(outcome, &brain).in_short());
        let mut words =
            format!("Asked directly: **{}** · unasked, in a channel: **{}**", in_short(&direct), in_short(&ambient));
        if let Some(then) = then {
            let entries = then.entries.join(", ");
            let at_the_time = format!("\nAt the time ({} UTC): {} {entries}", then.at.minute(), then.decision);
            words.push_str(at_the_time.trim_end());
        }
        private(page(&words, Some((&Why::new(text, &direct, &brain).to_string(), "")), Vec::new()))
    }

    /// "Why this answer?": on a reply of the bot's the question is found and explained, on another message itself.
    pub(super) async fn why_message(&self, interaction: &Interaction, target: &Target) -> Result<Answer, Trouble> {
        let channel = interaction.channel;
        let record =
            self.moderation.store().reply_of_post(PLATFORM, &channel.to_string(), &target.id.to_string()).await?;
        let asked = record.as_ref().and_then(|record| record.message.parse().ok()).and_then(message_id);
        // For all but the oldest applications the bot's account has the application's id.
        let own = record.is_some()
            || interaction.application.is_some_and(|id| target.author.is_some_and(|author| author.get() == id.get()));
        let text = match (own, asked.or(target.reply_to)) {
            (false, _) => target.content.clone(),
            (true, Some(question)) => match self.read(channel, question).await {
                Some(text) => text,
                None => return Ok(Answer::private(UNREADABLE)),
            },
            (true, None) => {
                let said = "This message of the bot's replies to none: put the question into `/faq-admin why`.";
                return Ok(Answer::private(said));
            }
        };
        let text = without_mentions(&text);
        if text.is_empty() {
            return Ok(Answer::private("There is no text that could be explained."));
        }
        Ok(self.why(&text, record.as_ref()))
    }

    /// The words of a message, where the bot can read it.
    pub(super) async fn read(&self, channel: ChannelId, message: MessageId) -> Option<String> {
        let text = timeout(READ_LIMIT, self.rest.message(channel, message)).await.ok()?.ok()?;
        Some(text).filter(|text| !text.trim().is_empty())
    }
}

/// An id that is written as a number; zero is none.
pub(super) fn message_id(id: u64) -> Option<MessageId> {
    (id != 0).then(|| MessageId::new(id))
}

/// A decision in a line.
fn decision(prediction: &Prediction) -> String {
    let candidates: Vec<String> = prediction
        .candidates
        .iter()
        .take(3)
        .map(|candidate| format!("{} {:.2}", candidate.id, candidate.score))
        .collect();
    let candidates = if candidates.is_empty() { String::new() } else { format!(" ({})", candidates.join(", ")) };
    format!("{}{candidates}", prediction.in_short())
}
