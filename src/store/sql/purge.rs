use async_trait::async_trait;

use super::SqlStore;
use super::db::{Tx, values};
use crate::store::{Purge, Purged, Purges, Result};

#[async_trait]
impl Purges for SqlStore {
    async fn purge(&self, whose: &Purge) -> Result<Purged> {
        let mut tx = self.db.begin().await?;
        tx.bump().await?;
        let purged = match whose {
            Purge::Channel { platform, channel } => purge_channel(&mut tx, platform, channel).await?,
            Purge::Person { platform, person, account } => purge_person(&mut tx, platform, person, account).await?,
        };
        // A post without its reply leads nowhere.
        let sql = "DELETE FROM reply_posts WHERE NOT EXISTS (SELECT 1 FROM replies
                   WHERE replies.platform = reply_posts.platform AND replies.channel = reply_posts.channel
                   AND replies.message = reply_posts.message)";
        tx.execute(sql, &[]).await?;
        tx.commit().await?;
        Ok(purged)
    }
}

async fn purge_channel(tx: &mut Tx, platform: &str, channel: &str) -> Result<Purged> {
    let values = values![platform, channel];
    let alerts = "DELETE FROM alerts WHERE platform = $1 AND channel = $2 AND state = 'delivered'";
    Ok(Purged {
        unanswered: tx.execute("DELETE FROM unanswered WHERE platform = $1 AND channel = $2", values).await?,
        replies: tx.execute("DELETE FROM replies WHERE platform = $1 AND channel = $2", values).await?,
        claims: forget_claims(tx, &format!("/{platform}/{channel}/")).await?,
        alerts: tx.execute(alerts, values).await?,
        channels: tx.execute("DELETE FROM channels WHERE platform = $1 AND channel = $2", values).await?,
    })
}

async fn purge_person(tx: &mut Tx, platform: &str, person: &str, account: &str) -> Result<Purged> {
    let values = values![platform, person];
    let alerts = "DELETE FROM alerts WHERE platform = $1 AND account = $2 AND state = 'delivered'";
    Ok(Purged {
        unanswered: tx.execute("DELETE FROM unanswered WHERE platform = $1 AND person = $2", values).await?,
        replies: tx.execute("DELETE FROM replies WHERE platform = $1 AND person = $2", values).await?,
        claims: forget_claims(tx, &format!("/{person}/")).await?,
        alerts: tx.execute(alerts, values![platform, account]).await?,
        channels: 0,
    })
}

/// A claim belongs to whom it names between slashes.
async fn forget_claims(tx: &mut Tx, part: &str) -> Result<u64> {
    // `replace` reads no wildcards, and both databases have it.
    tx.execute("DELETE FROM claims WHERE replace(name, $1, '') <> name", values![part]).await
}
