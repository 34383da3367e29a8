//! What pressing a button under a reply does.

use serenity::model::id::{MessageId, UserId};

use super::super::components::rows;
use super::super::interaction::{Answer, Interaction, Press, Target};
use super::super::post::Post;
use super::{Patient, said};
use crate::message::Platform;
use crate::platform::conduct::press::{Pressed, pressed};
use crate::reply::buttons as words;

impl Patient {
    /// Does what the button says, if whoever pressed it may.
    pub(super) async fn pressed(&self, interaction: &Interaction, press: &Press) -> Answer {
        let person = interaction.person.id;
        let removable = press.message.as_ref().is_none_or(|message| !message.private);
        match pressed(&self.bot, Platform::Discord, &press.act, &person.to_string(), removable) {
            Pressed::Nothing => Answer::Nothing,
            Pressed::Told(words) => Answer::private(words),
            Pressed::Shown(shown) => {
                Answer::Say { posts: said(&shown.reply, person, shown.rows, true), private: true, ping: None }
            }
            Pressed::InPlace(shown) => {
                self.in_place(interaction, press, said(&shown.reply, person, shown.rows, true)).await
            }
            Pressed::Buttons(offered) => Answer::Rows(rows(offered)),
            Pressed::Remove => self.removed(interaction, press.message.as_ref(), person).await,
        }
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
}
