//! What pressing a button under a reply does.

use serenity::model::id::{MessageId, UserId};

use super::super::interaction::{Answer, Interaction, Press, Target};
use super::super::post::Post;
use super::super::render::{render, with_rows};
use super::buttons::{self, Button, Holder};
use super::{Patient, said};
use crate::message::{Block, Choice, Platform, Reply};
use crate::reply::buttons as words;

impl Patient {
    /// Does what the button says, if whoever pressed it may.
    pub(super) async fn pressed(&self, interaction: &Interaction, press: &Press) -> Answer {
        let Some(button) = Button::read(&press.act) else { return Answer::private(words::GONE) };
        let person = interaction.person.id;
        if button.asker().is_some_and(|asker| asker != person) {
            return Answer::private(words::NOT_YOURS);
        }
        let removable = press.message.as_ref().is_none_or(|message| !message.private);
        let holder = Holder { asker: person, removable };
        match button {
            Button::Thanks => Answer::Nothing,
            Button::Topic(name) => self
                .shown(&name, Holder { removable: false, ..holder })
                .map_or_else(gone, |posts| Answer::Say { posts, private: true, ping: None }),
            Button::Pick(_, name) => match self.shown(&name, holder) {
                Some(posts) => self.in_place(interaction, press, posts).await,
                None => gone(),
            },
            Button::Helpful(_, names) => {
                let topics = self.ids(&names);
                self.count(&topics, true);
                Answer::Rows(buttons::thanked(&self.bot, holder, &topics))
            }
            Button::NotMine(_, names, others) => {
                self.count(&self.ids(&names), false);
                let posts = self.withdrawn(person, holder, &others);
                self.in_place(interaction, press, posts).await
            }
            Button::Remove(asker) => self.removed(interaction, press.message.as_ref(), asker).await,
        }
    }

    /// The answer to a topic, with its buttons.
    fn shown(&self, name: &str, holder: Holder) -> Option<Vec<Post>> {
        let choice = buttons::topic(&self.bot, name)?;
        let reply = self.bot.topic(&choice.entry)?;
        let rows = buttons::answered(&self.bot, holder, &[choice.entry], &[]);
        Some(said(&reply, holder.asker, rows, true))
    }

    /// What stands in the place of an answer that was not to the question.
    fn withdrawn(&self, asker: UserId, holder: Holder, others: &[String]) -> Vec<Post> {
        let choices: Vec<Choice> = others.iter().filter_map(|name| buttons::topic(&self.bot, name)).collect();
        let next = if choices.is_empty() {
            Block::Line(words::NOTHING_ELSE.to_owned())
        } else {
            Block::Choices(choices.clone())
        };
        let blocks = vec![Block::Line(words::WITHDRAWN.to_owned()), next];
        let reply = Reply { blocks, ..Reply::default() };
        with_rows(render(&reply, asker), buttons::offered(holder, &choices))
    }

    /// Puts messages in the place of the reply with the button, of which only the last one carries buttons.
    async fn in_place(&self, interaction: &Interaction, press: &Press, posts: Vec<Post>) -> Answer {
        if let Some(message) = press.message.as_ref().filter(|message| !message.private) {
            let earlier = self.posts_of(interaction, message).await;
            for id in earlier.into_iter().filter(|id| *id != message.id) {
                self.delete(interaction, id).await;
            }
        }
        Answer::Change(posts)
    }

    /// Takes the whole reply away.
    async fn removed(&self, interaction: &Interaction, message: Option<&Target>, asker: UserId) -> Answer {
        let Some(message) = message else { return Answer::private(words::CANNOT_REMOVE) };
        let mut posts = self.posts_of(interaction, message).await;
        if !posts.contains(&message.id) {
            posts.push(message.id);
        }
        let mut all = true;
        for id in posts {
            all &= self.delete(interaction, id).await;
        }
        tracing::info!(
            "Discord: a reply in channel {} was removed by account {asker}, who had asked",
            interaction.channel
        );
        if all { Answer::Nothing } else { Answer::private(words::CANNOT_REMOVE) }
    }

    /// The messages of the reply that one of them belongs to, as far as the store knows.
    async fn posts_of(&self, interaction: &Interaction, message: &Target) -> Vec<MessageId> {
        let (channel, post) = (interaction.channel.to_string(), message.id.to_string());
        let record = self.bot.reply_of_post(Platform::Discord, &channel, &post).await;
        let posts = record.map(|record| record.posts).unwrap_or_default();
        posts.iter().filter_map(|id| id.parse().ok().filter(|id| *id != 0).map(MessageId::new)).collect()
    }

    async fn delete(&self, interaction: &Interaction, id: MessageId) -> bool {
        let done = self.rest.delete(interaction.channel, id).await;
        if let Err(failure) = &done {
            tracing::warn!("Discord: a reply in channel {} could not be removed: {failure}", interaction.channel);
        }
        done.is_ok()
    }

    fn ids(&self, names: &[String]) -> Vec<String> {
        names.iter().filter_map(|name| buttons::topic(&self.bot, name)).map(|choice| choice.entry).collect()
    }

    fn count(&self, topics: &[String], helpful: bool) {
        for topic in topics {
            self.bot.feedback(Platform::Discord, topic, helpful);
        }
    }
}

fn gone() -> Answer {
    Answer::private(words::GONE)
}
