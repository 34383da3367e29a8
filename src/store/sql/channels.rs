use async_trait::async_trait;

use super::SqlStore;
use super::db::{Tx, values};
use crate::store::{Audit, ChannelState, Channels, Preference, Result, StoreError};

#[async_trait]
impl Channels for SqlStore {
    async fn channels(&self) -> Result<Vec<ChannelState>> {
        let sql = "SELECT platform, channel, enabled, mode, muted_until FROM channels ORDER BY platform, channel";
        let rows = self.db.fetch(sql, &[]).await?;
        rows.into_iter()
            .map(|mut row| {
                Ok(ChannelState {
                    platform: row.text()?,
                    channel: row.text()?,
                    enabled: row.flag()?,
                    mode: row.text()?,
                    muted_until: row.maybe_moment()?,
                })
            })
            .collect()
    }

    async fn set_channel(&self, state: &ChannelState, audit: &Audit) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.bump().await?;
        let sql = "INSERT INTO channels (platform, channel, enabled, mode, muted_until) VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (platform, channel) DO UPDATE SET
                   enabled = excluded.enabled, mode = excluded.mode, muted_until = excluded.muted_until";
        let ChannelState { platform, channel, enabled, mode, muted_until } = state;
        tx.execute(sql, values![platform, channel, *enabled, mode, *muted_until]).await?;
        trail(&mut tx, audit).await?;
        tx.commit().await
    }

    async fn preferences(&self) -> Result<Vec<Preference>> {
        let rows = self.db.fetch("SELECT name, value FROM preferences ORDER BY name", &[]).await?;
        rows.into_iter().map(|mut row| Ok(Preference { name: row.text()?, value: row.maybe_text()? })).collect()
    }

    async fn set_preference(&self, preference: &Preference, audit: &Audit) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.bump().await?;
        let Preference { name, value } = preference;
        match value {
            Some(value) => {
                let sql = "INSERT INTO preferences (name, value) VALUES ($1, $2)
                           ON CONFLICT (name) DO UPDATE SET value = excluded.value";
                tx.execute(sql, values![name, value]).await?;
            }
            None => {
                tx.execute("DELETE FROM preferences WHERE name = $1", values![name]).await?;
            }
        }
        trail(&mut tx, audit).await?;
        tx.commit().await
    }

    async fn audit(&self, audit: &Audit) -> Result<()> {
        let mut tx = self.db.begin().await?;
        trail(&mut tx, audit).await?;
        tx.commit().await
    }

    async fn audits(&self, limit: u32) -> Result<Vec<Audit>> {
        let sql = "SELECT at, author, action, subject, reason FROM audits ORDER BY id DESC LIMIT $1";
        let rows = self.db.fetch(sql, values![i64::from(limit)]).await?;
        rows.into_iter()
            .map(|mut row| {
                Ok(Audit {
                    at: row.moment()?,
                    author: row.text()?,
                    action: row.text()?,
                    subject: row.text()?,
                    reason: row.maybe_text()?,
                })
            })
            .collect()
    }

    async fn person_key(&self) -> Result<String> {
        let mut rows = self.db.fetch("SELECT value FROM meta WHERE name = 'person_key'", &[]).await?;
        rows.first_mut().map_or_else(|| Err(StoreError::Drift(1)), super::db::Row::text)
    }
}

/// Writes who did what, as a part of it.
pub(super) async fn trail(tx: &mut Tx, audit: &Audit) -> Result<()> {
    let sql = "INSERT INTO audits (at, author, action, subject, reason) VALUES ($1, $2, $3, $4, $5)";
    let Audit { at, author, action, subject, reason } = audit;
    tx.execute(sql, values![*at, author, action, subject, reason]).await.map(drop)
}
