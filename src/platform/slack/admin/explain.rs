//! What a patient would get, and why.

use std::fmt::Write as _;

use super::super::act::{Act, Target};
use super::super::fetch::written;
use super::super::patient::Place;
use super::super::post::Post;
use super::super::render::{render, said};
use super::super::words::words;
use super::Admin;
use super::pen::{PEN, page, plain};
use crate::bot::Stages;
use crate::explain::{Prediction, Why};
use crate::message::{Mode, Platform};
use crate::platform::conduct::moderators::Trouble;
use crate::platform::conduct::moderators::text::lines;
use crate::store::ReplyRecord;

/// What stands where a message would get no reply.
const SILENCE: &str = "(silence)";
/// Both replies go into one section of 3,000 characters, with what stands above them.
const REPLY: usize = 1_300;
/// What is said of a question that cannot be read.
const UNREADABLE: &str = "the bot cannot read the question any more: it was deleted, or the bot is not in this channel. Copy \
                          its words into `/faq-admin why`";

impl Admin {
    /// What a message would get, asked directly and unasked. Nothing is counted, kept or told.
    pub(super) fn test(&self, text: &str) -> Post {
        let brain = self.bot.brain();
        let mut page_words = String::new();
        let mut danger = false;
        for (mode, how) in [(Mode::Direct, "Asked directly"), (Mode::Ambient, "Unasked, in a channel")] {
            let outcome = brain.decide(text, mode, Stages::All);
            danger |= outcome.decision.is_danger();
            let reply = self.bot.reply(&brain, &outcome).map_or_else(
                || SILENCE.to_owned(),
                |mut reply| {
                    reply.ping_author = false;
                    let posts = render(&reply, "", &Vec::new());
                    posts.into_iter().map(|post| post.text).collect::<Vec<_>>().join("\n\n")
                },
            );
            let decision = plain(&in_a_line(&Prediction::new(&outcome, &brain)));
            // Writing into a text cannot fail.
            let _ = writeln!(page_words, "*{how}:* {decision}\n{}\n", lines(&reply, REPLY));
        }
        match (danger, self.bot.can_alert(Platform::Slack)) {
            (false, _) => {}
            (true, true) => page_words.push_str("Written by a patient, this would alert staff too."),
            (true, false) => page_words.push_str("No staff channel is set: nobody would be told of this."),
        }
        page(&page_words, None, Vec::new())
    }

    /// A decision in points. `then` is what the bot did at the time.
    pub(super) fn why(&self, text: &str, then: Option<&ReplyRecord>) -> Post {
        let brain = self.bot.brain();
        let [direct, ambient] = [Mode::Direct, Mode::Ambient].map(|mode| brain.decide(text, mode, Stages::All));
        let in_short = |outcome| (PEN.bold)(&plain(&Prediction::new(outcome, &brain).in_short()));
        let mut words =
            format!("Asked directly: {} · unasked, in a channel: {}", in_short(&direct), in_short(&ambient));
        if let Some(then) = then {
            let entries = plain(&then.entries.join(", "));
            let at_the_time = format!("\nAt the time ({} UTC): {} {entries}", then.at.minute(), then.decision);
            words.push_str(at_the_time.trim_end());
        }
        page(&words, Some(&Why::new(text, &direct, &brain).to_string()), Vec::new())
    }

    /// "Why this answer?": on a reply of the bot's the question is found and explained, on another message itself.
    pub(super) async fn why_message(&self, act: &Act, target: &Target, place: &Place) -> Result<Post, Trouble> {
        let Some(channel) = &act.channel else { return Err(UNREADABLE.into()) };
        let record = self.moderation.store().reply_of_post(Platform::Slack.name(), channel, &target.ts).await?;
        let asked = record.as_ref().map(|record| record.message.clone());
        // A reply stands in the thread of its question.
        let found = match (&target.author, asked.or_else(|| target.thread.clone())) {
            (Some(_), _) => target.text.clone(),
            (None, Some(question)) => {
                let found = written(&self.wall.client, channel, &question).await;
                found.ok().flatten().filter(|text| !text.trim().is_empty()).ok_or(UNREADABLE)?
            }
            (None, None) => {
                return Err("no question of this message is known: put it into `/faq-admin why`".into());
            }
        };
        let asked = words(&found, &place.account.user);
        if asked.is_empty() {
            return Ok(said("There is no text that could be explained."));
        }
        Ok(self.why(&asked, record.as_ref()))
    }
}

/// A decision in a line.
fn in_a_line(prediction: &Prediction) -> String {
    let nearest = prediction.candidates.iter().take(3);
    let nearest: Vec<String> = nearest.map(|candidate| format!("{} {:.2}", candidate.id, candidate.score)).collect();
    let nearest = if nearest.is_empty() { String::new() } else { format!(" ({})", nearest.join(", ")) };
    format!("{}{nearest}", prediction.in_short())
}
