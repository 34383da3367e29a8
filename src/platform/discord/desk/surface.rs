//! Replies as Discord's messages.

use std::sync::Arc;

use async_trait::async_trait;
use serenity::model::id::{ChannelId, MessageId, UserId};

use super::super::components::rows;
use super::super::delivery::{self, Delivery, MARK_LENGTH};
use super::super::health::Health;
use super::super::post::{Address, Post, change_body};
use super::super::render::{render, with_rows};
use super::super::rest::{Failure, Rest};
use crate::bot::Bot;
use crate::message::Reply;
use crate::platform::conduct::buttons::{Holder, under};
use crate::platform::conduct::{Asked, Surface, fingerprint};

/// Posts, changes and deletes messages.
pub(super) struct Messages {
    pub(super) bot: Arc<Bot>,
    pub(super) rest: Arc<Rest>,
    pub(super) health: Arc<Health>,
}

#[async_trait]
impl Surface for Messages {
    type Place = ();

    async fn post(&self, asked: &Asked<()>, reply: &Reply, again: bool) -> Vec<String> {
        let Some(address) = address(asked, reply.ping_author) else { return Vec::new() };
        let mark = if again { mark_of(reply) } else { String::new() };
        self.deliver(address, self.posts(asked, address.author, reply), mark).await
    }

    async fn change(&self, asked: &Asked<()>, reply: &Reply, standing: &[String]) -> Option<Vec<String>> {
        let address = address(asked, false)?;
        let standing = ids(standing);
        let mut posts = self.posts(asked, address.author, reply);
        let further = posts.split_off(posts.len().min(standing.len()));
        let (kept, surplus) = standing.split_at(posts.len());
        for (id, post) in kept.iter().zip(&posts) {
            if let Err(failure) = self.put(address.channel, *id, post).await {
                tracing::debug!("Discord: a reply in channel {} could not be changed: {failure}", address.channel);
                return None;
            }
        }
        self.delete(address.channel, surplus).await;
        let mut all: Vec<String> = kept.iter().map(MessageId::to_string).collect();
        if !further.is_empty() {
            all.extend(self.deliver(address, further, mark_of(reply)).await);
        }
        Some(all)
    }

    async fn take_away(&self, channel: &str, posts: &[String]) {
        if let Some(channel) = number(channel).map(ChannelId::new) {
            self.delete(channel, &ids(posts)).await;
        }
    }
}

impl Messages {
    fn posts(&self, asked: &Asked<()>, author: UserId, reply: &Reply) -> Vec<Post> {
        let holder = Holder { asker: author.to_string(), removable: true };
        with_rows(render(reply, author), rows(under(&self.bot, &holder, &asked.heard, reply)))
    }

    async fn deliver(&self, address: Address, posts: Vec<Post>, mark: String) -> Vec<String> {
        let posted = delivery::deliver(&self.rest, &self.health, Delivery { address, posts, mark }).await;
        posted.iter().map(MessageId::to_string).collect()
    }

    async fn put(&self, channel: ChannelId, id: MessageId, post: &Post) -> Result<(), Failure> {
        let body = change_body(post)
            .map_err(|error| Failure::Unreachable(format!("the message cannot be written ({error})")))?;
        self.rest.change(channel, id, body).await
    }

    async fn delete(&self, channel: ChannelId, posts: &[MessageId]) {
        for id in posts {
            if let Err(failure) = self.rest.delete(channel, *id).await {
                tracing::warn!("Discord: a reply in channel {channel} could not be taken away: {failure}");
            }
        }
    }
}

/// Where the reply to a message goes.
fn address(asked: &Asked<()>, ping: bool) -> Option<Address> {
    Some(Address {
        channel: number(&asked.incoming.channel).map(ChannelId::new)?,
        message: number(asked.message()).map(MessageId::new)?,
        author: number(&asked.incoming.author).map(UserId::new)?,
        ping,
    })
}

fn ids(posts: &[String]) -> Vec<MessageId> {
    posts.iter().filter_map(|id| number(id)).map(MessageId::new).collect()
}

fn number(id: &str) -> Option<u64> {
    id.parse().ok().filter(|id| *id != 0)
}

/// Tells a later reply to a message from the first one in a nonce.
fn mark_of(reply: &Reply) -> String {
    let digits = format!("{:016x}", fingerprint(reply));
    digits[..MARK_LENGTH].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_has_the_length_that_a_nonce_leaves() {
        assert_eq!(mark_of(&Reply::default()).len(), MARK_LENGTH);
    }
}
