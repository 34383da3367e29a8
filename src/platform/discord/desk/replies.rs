//! Replies under messages: posted, and changed or taken away as the message is.

use std::sync::Arc;

use serenity::model::id::{ChannelId, MessageId};

use super::super::delivery::{self, Delivery};
use super::super::patient::{Holder, under};
use super::super::post::{Address, Post, change_body};
use super::super::render::{render, with_rows};
use super::super::rest::Failure;
use super::standing::{Standing, mark_of};
use super::{Asked, Desk, Rank, Task, locked};
use crate::bot::{Heard, Turn};
use crate::message::{Platform, Reply};

impl Desk {
    /// Does what follows from a decision on a message, and posts the reply.
    pub(super) async fn act(self: &Arc<Self>, asked: &Arc<Asked>) {
        if self.is_outdated(asked) || (asked.is_edit && self.says_so_already(asked).await) {
            return;
        }
        match self.bot.act(&asked.incoming, &asked.heard).await {
            Turn::Say(reply) if asked.is_edit && !asked.heard.is_danger() => self.replace(asked, &reply).await,
            Turn::Say(reply) => self.post(asked, &reply).await,
            Turn::Silence if asked.is_edit => self.withdraw(asked.channel, asked.message).await,
            Turn::Silence | Turn::Done => {}
            Turn::Wait(time) => return self.take_over_later(asked, time),
        }
        self.bot.done(&asked.incoming).await;
    }

    /// Whether a message says something else by now, and what it said is no danger.
    fn is_outdated(&self, asked: &Asked) -> bool {
        !asked.is_edit && !asked.heard.is_danger() && locked(&self.changed).contains(&asked.message)
    }

    /// Whether the reply that stands under an edited message says what would be said now, or is one to danger, which
    /// stays.
    async fn says_so_already(&self, asked: &Asked) -> bool {
        if asked.heard.is_danger() {
            return false;
        }
        let Some(standing) = self.standing(asked.channel, asked.message).await else { return false };
        let entries = asked.heard.entries();
        standing.danger || (!entries.is_empty() && standing.said == (asked.heard.decision().to_owned(), entries))
    }

    async fn post(&self, asked: &Asked, reply: &Reply) {
        if locked(&self.gone).contains(&asked.message) {
            return;
        }
        let earlier = if asked.is_edit { self.standing(asked.channel, asked.message).await } else { None };
        let Some(first) = locked(&self.replied).take(asked.message, reply) else { return };
        let mark = if first { String::new() } else { mark_of(reply) };
        let posts = self.deliver(asked, self.posts(asked, reply), reply.ping_author, mark).await;
        self.keep(asked, posts).await;
        // What was answered before somebody wrote of danger must not stand beside it.
        if let Some(earlier) = earlier.filter(|earlier| !earlier.danger) {
            self.delete_all(asked.channel, &earlier.posts).await;
        }
    }

    fn posts(&self, asked: &Asked, reply: &Reply) -> Vec<Post> {
        let holder = Holder { asker: asked.author, removable: true };
        with_rows(render(reply, asked.author), under(&self.bot, holder, &asked.heard, reply))
    }

    async fn deliver(&self, asked: &Asked, posts: Vec<Post>, ping: bool, mark: String) -> Vec<MessageId> {
        let address = Address { channel: asked.channel, message: asked.message, author: asked.author, ping };
        delivery::deliver(&self.rest, &self.health, Delivery { address, posts, mark }).await
    }

    /// Turns the reply that stands under an edited message into another one; where none stands, posts it.
    async fn replace(&self, asked: &Asked, reply: &Reply) {
        let Some(standing) = self.standing(asked.channel, asked.message).await else {
            return self.post(asked, reply).await;
        };
        locked(&self.replied).take(asked.message, reply);
        let mut posts = self.posts(asked, reply);
        let further = posts.split_off(posts.len().min(standing.posts.len()));
        let (kept, surplus) = standing.posts.split_at(posts.len());
        for (id, post) in kept.iter().zip(&posts) {
            if let Err(failure) = self.change(asked.channel, *id, post).await {
                // Somebody took the reply away, which is respected.
                tracing::debug!("Discord: a reply in channel {} could not be changed: {failure}", asked.channel);
                return;
            }
        }
        self.delete_all(asked.channel, surplus).await;
        let mut ids = kept.to_vec();
        if !further.is_empty() {
            ids.extend(self.deliver(asked, further, false, mark_of(reply)).await);
        }
        self.keep(asked, ids).await;
    }

    async fn change(&self, channel: ChannelId, id: MessageId, post: &Post) -> Result<(), Failure> {
        let body = change_body(post)
            .map_err(|error| Failure::Unreachable(format!("the message cannot be written ({error})")))?;
        self.rest.change(channel, id, body).await
    }

    /// Remembers what stands under a message, here and for other processes.
    async fn keep(&self, asked: &Asked, posts: Vec<MessageId>) {
        if posts.is_empty() {
            return;
        }
        let ids = posts.iter().map(MessageId::to_string).collect();
        locked(&self.replied).posted(asked.message, standing_of(&asked.heard, posts));
        self.bot.keep_reply(&asked.incoming, &asked.heard, ids).await;
    }

    /// Takes the reply to a message away, unless it is one to danger.
    async fn withdraw(&self, channel: ChannelId, message: MessageId) {
        if let Some(standing) = self.standing(channel, message).await.filter(|standing| !standing.danger) {
            self.forget(channel, message).await;
            self.delete_all(channel, &standing.posts).await;
        }
    }

    /// Takes the replies to messages that are gone along.
    pub(super) async fn take_along(&self, channel: ChannelId, messages: Vec<MessageId>) {
        for message in messages {
            if let Some(standing) = self.standing(channel, message).await {
                self.forget(channel, message).await;
                self.delete_all(channel, &standing.posts).await;
            }
        }
    }

    async fn forget(&self, channel: ChannelId, message: MessageId) {
        locked(&self.replied).forget(message);
        self.bot.forget_reply(Platform::Discord, &channel.to_string(), &message.to_string()).await;
    }

    async fn delete_all(&self, channel: ChannelId, posts: &[MessageId]) {
        for id in posts {
            if let Err(failure) = self.rest.delete(channel, *id).await {
                tracing::warn!("Discord: a reply in channel {channel} could not be taken away: {failure}");
            }
        }
    }

    /// What stands under a message: what this process posted, or what the store knows.
    async fn standing(&self, channel: ChannelId, message: MessageId) -> Option<Standing> {
        if let Some(standing) = locked(&self.replied).standing(message) {
            return Some(standing);
        }
        let record = self.bot.reply_to(Platform::Discord, &channel.to_string(), &message.to_string()).await?;
        let posts = record.posts.iter().filter_map(|id| id.parse().ok().filter(|id| *id != 0).map(MessageId::new));
        let danger = record.is_danger();
        Some(Standing { posts: posts.collect(), danger, said: (record.decision, record.entries) })
    }

    /// Messages were deleted: their replies go along, in their turn.
    pub(super) fn deleted(self: &Arc<Self>, channel: ChannelId, messages: Vec<MessageId>) {
        for message in &messages {
            locked(&self.gone).insert(*message);
        }
        self.queue(channel.get(), Task::TakeAlong(channel, messages), Rank::Ordinary);
    }
}

fn standing_of(heard: &Heard, posts: Vec<MessageId>) -> Standing {
    Standing { posts, danger: heard.is_danger(), said: (heard.decision().to_owned(), heard.entries()) }
}
