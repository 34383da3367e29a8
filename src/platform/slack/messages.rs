//! Replies as Slack's messages.

use std::sync::Arc;

use async_trait::async_trait;

use super::post::{Address, Post};
use super::render::render;
use super::wall::{Delivery, Wall};
use crate::bot::Bot;
use crate::message::Reply;
use crate::platform::conduct::buttons::{Holder, under};
use crate::platform::conduct::{Asked, Surface, fingerprint};

/// The message in whose thread a reply goes; none in a direct conversation.
pub(super) struct Thread(pub(super) Option<String>);

/// Posts, changes and deletes messages.
pub(super) struct Messages {
    pub(super) bot: Arc<Bot>,
    pub(super) wall: Arc<Wall>,
}

#[async_trait]
impl Surface for Messages {
    type Place = Thread;

    async fn post(&self, asked: &Asked<Thread>, reply: &Reply, _again: bool) -> Vec<String> {
        self.deliver(asked, reply, self.posts(asked, reply)).await
    }

    async fn change(&self, asked: &Asked<Thread>, reply: &Reply, standing: &[String]) -> Option<Vec<String>> {
        let channel = &asked.incoming.channel;
        let mut posts = self.posts(asked, &Reply { ping_author: false, ..reply.clone() });
        let further = posts.split_off(posts.len().min(standing.len()));
        let (kept, surplus) = standing.split_at(posts.len());
        for (ts, post) in kept.iter().zip(&posts) {
            if !self.wall.change(channel, ts, post).await {
                return None;
            }
        }
        self.take_away(channel, surplus).await;
        let mut all = kept.to_vec();
        if !further.is_empty() {
            all.extend(self.deliver(asked, reply, further).await);
        }
        Some(all)
    }

    async fn take_away(&self, channel: &str, posts: &[String]) {
        for ts in posts {
            self.wall.take_away(channel, ts).await;
        }
    }
}

impl Messages {
    fn posts(&self, asked: &Asked<Thread>, reply: &Reply) -> Vec<Post> {
        let author = &asked.incoming.author;
        let holder = Holder { asker: author.clone(), removable: true };
        render(reply, author, &under(&self.bot, &holder, &asked.heard, reply))
    }

    async fn deliver(&self, asked: &Asked<Thread>, reply: &Reply, posts: Vec<Post>) -> Vec<String> {
        let address = Address { channel: asked.incoming.channel.clone(), thread: asked.place.0.clone() };
        let name = format!("{}/{:016x}", asked.message(), fingerprint(reply));
        self.wall.post(Delivery { address, posts, name, danger: asked.heard.is_danger() }).await
    }
}
