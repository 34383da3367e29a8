//! A question that was put by a command.

use serenity::model::id::UserId;

use super::super::interaction::{Answer, Interaction, Target};
use super::super::limits;
use super::super::post::Post;
use super::{Patient, Place, said};
use crate::bot::{Heard, Turn};
use crate::decision::Kind;
use crate::message::{Incoming, MessageId, Mode, Platform, Reply};
use crate::platform::conduct::buttons::{self, Holder};
use crate::reply::buttons as words;
use crate::reply::split::units;

impl Patient {
    /// Answers a question, through the same stages as a message.
    pub(super) async fn ask(&self, interaction: &Interaction, question: &str, place: Place, private: bool) -> Answer {
        let asker = interaction.person.id;
        let id = interaction.id.to_string();
        let incoming =
            incoming(interaction, asker, question, place, MessageId { message: id.clone(), event: id, link: None });
        let heard = self.bot.hear(&incoming);
        match self.turn(&incoming, &heard).await {
            Some(reply) => {
                let rows = buttons::under(&self.bot, &held(asker, !private), &heard, &reply);
                let ping = (reply.ping_author && !private).then_some(asker);
                Answer::Say { posts: said(&reply, asker, rows, private), private, ping }
            }
            None => Answer::private(words::NO_QUESTION),
        }
    }

    /// Answers a message, because somebody asked for that. What is no plain answer only whoever asked for it sees; danger
    /// is met where everybody reads it, and alerts.
    pub(super) async fn answer_message(&self, interaction: &Interaction, target: &Target, place: Place) -> Answer {
        let asker = target.author.unwrap_or(interaction.person.id);
        let link = interaction
            .server
            .map(|server| format!("https://discord.com/channels/{server}/{}/{}", interaction.channel, target.id));
        let id = MessageId { message: target.id.to_string(), event: interaction.id.to_string(), link: link.clone() };
        let incoming = incoming(interaction, asker, &target.content, place, id);
        let heard = self.bot.hear(&incoming);
        let Some(reply) = self.turn(&incoming, &heard).await else { return Answer::private(words::NO_QUESTION) };
        let open = place.open && (heard.is_danger() || heard.outcome().decision.kind == Kind::Answer);
        let rows = if open { buttons::under(&self.bot, &held(asker, true), &heard, &reply) } else { Vec::new() };
        let mut posts = said(&reply, asker, rows, !open);
        if let (true, Some(link)) = (open, link) {
            lead(&mut posts, &format!("{} {link}", words::IN_ANSWER_TO));
        }
        Answer::Say { posts, private: !open, ping: (reply.ping_author && open).then_some(asker) }
    }

    /// What is said, with everything that follows from it.
    async fn turn(&self, incoming: &Incoming, heard: &Heard) -> Option<Reply> {
        let turn = self.bot.act(incoming, heard).await;
        self.bot.done(incoming).await;
        match turn {
            Turn::Say(reply) => Some(reply),
            Turn::Silence | Turn::Done | Turn::Wait(_) => None,
        }
    }
}

fn held(asker: UserId, removable: bool) -> Holder {
    Holder { asker: asker.to_string(), removable }
}

/// Puts a line before everything else.
fn lead(posts: &mut Vec<Post>, line: &str) {
    match posts.first_mut() {
        Some(first) if first.content.is_empty() => line.clone_into(&mut first.content),
        Some(first) if units(line) + units(&first.content) + 2 <= limits::CONTENT => {
            first.content = format!("{line}\n\n{}", first.content);
        }
        _ => posts.insert(0, Post::text(line)),
    }
}

fn incoming(interaction: &Interaction, asker: UserId, text: &str, place: Place, id: MessageId) -> Incoming {
    Incoming {
        platform: Platform::Discord,
        channel: interaction.channel.to_string(),
        author: asker.to_string(),
        text: text.to_owned(),
        mode: Mode::Direct,
        home: place.home.to_string(),
        id: Some(id),
    }
}
