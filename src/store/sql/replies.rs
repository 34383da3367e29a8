use async_trait::async_trait;

use super::SqlStore;
use super::db::{Row, Tx, as_json, values};
use crate::clock::Moment;
use crate::store::{Replies, ReplyRecord, Result};

#[async_trait]
impl Replies for SqlStore {
    async fn keep_reply(&self, reply: &ReplyRecord) -> Result<()> {
        let mut tx = self.quick.begin().await?;
        let ReplyRecord { platform, channel, message, posts, person, decision, entries, at } = reply;
        forget_posts(&mut tx, platform, channel, message).await?;
        let sql = "INSERT INTO replies (platform, channel, message, posts, person, decision, entries, at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (platform, channel, message) DO UPDATE SET
                   posts = excluded.posts, person = excluded.person, decision = excluded.decision,
                   entries = excluded.entries, at = excluded.at";
        let (listed, entries) = (as_json(posts)?, as_json(entries)?);
        tx.execute(sql, values![platform, channel, message, &listed, person, decision, &entries, *at]).await?;
        for post in posts {
            let sql = "INSERT INTO reply_posts (platform, channel, post, message) VALUES ($1, $2, $3, $4)
                       ON CONFLICT (platform, channel, post) DO UPDATE SET message = excluded.message";
            tx.execute(sql, values![platform, channel, post, message]).await?;
        }
        tx.commit().await
    }

    async fn reply_to(&self, platform: &str, channel: &str, message: &str) -> Result<Option<ReplyRecord>> {
        let sql = "SELECT platform, channel, message, posts, person, decision, entries, at FROM replies
                   WHERE platform = $1 AND channel = $2 AND message = $3";
        self.quick.fetch(sql, values![platform, channel, message]).await?.pop().map(read).transpose()
    }

    async fn reply_of_post(&self, platform: &str, channel: &str, post: &str) -> Result<Option<ReplyRecord>> {
        let sql = "SELECT message FROM reply_posts WHERE platform = $1 AND channel = $2 AND post = $3";
        match self.quick.fetch(sql, values![platform, channel, post]).await?.pop() {
            Some(mut row) => self.reply_to(platform, channel, &row.text()?).await,
            None => Ok(None),
        }
    }

    async fn forget_reply(&self, platform: &str, channel: &str, message: &str) -> Result<Option<ReplyRecord>> {
        let mut tx = self.quick.begin().await?;
        forget_posts(&mut tx, platform, channel, message).await?;
        let sql = "DELETE FROM replies WHERE platform = $1 AND channel = $2 AND message = $3
                   RETURNING platform, channel, message, posts, person, decision, entries, at";
        let reply = tx.fetch(sql, values![platform, channel, message]).await?.pop().map(read).transpose()?;
        tx.commit().await?;
        Ok(reply)
    }

    async fn expire_replies(&self, before: Moment) -> Result<u64> {
        let mut tx = self.quick.begin().await?;
        let sql = "DELETE FROM reply_posts WHERE EXISTS (SELECT 1 FROM replies WHERE replies.at < $1
                   AND replies.platform = reply_posts.platform AND replies.channel = reply_posts.channel
                   AND replies.message = reply_posts.message)";
        tx.execute(sql, values![before]).await?;
        let gone = tx.execute("DELETE FROM replies WHERE at < $1", values![before]).await?;
        tx.commit().await?;
        Ok(gone)
    }
}

async fn forget_posts(tx: &mut Tx, platform: &str, channel: &str, message: &str) -> Result<()> {
    let sql = "DELETE FROM reply_posts WHERE platform = $1 AND channel = $2 AND message = $3";
    tx.execute(sql, values![platform, channel, message]).await.map(drop)
}

fn read(mut row: Row) -> Result<ReplyRecord> {
    Ok(ReplyRecord {
        platform: row.text()?,
        channel: row.text()?,
        message: row.text()?,
        posts: row.json()?,
        person: row.text()?,
        decision: row.text()?,
        entries: row.json()?,
        at: row.moment()?,
    })
}
