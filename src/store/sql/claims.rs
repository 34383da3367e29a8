use async_trait::async_trait;

use super::SqlStore;
use super::db::{Row, values};
use crate::clock::Moment;
use crate::store::{Claims, Result};

#[async_trait]
impl Claims for SqlStore {
    async fn claim(&self, name: &str, holder: &str, until: Moment, now: Moment) -> Result<bool> {
        let sql = "INSERT INTO claims (name, holder, until) VALUES ($1, $2, $3)
                   ON CONFLICT (name) DO UPDATE SET until = excluded.until, holder = excluded.holder
                   WHERE claims.until <= $4 OR (claims.holder = excluded.holder AND claims.holder <> '')";
        Ok(self.quick.execute(sql, values![name, holder, until, now]).await? == 1)
    }

    async fn claimed_until(&self, name: &str) -> Result<Option<Moment>> {
        let mut rows = self.quick.fetch("SELECT until FROM claims WHERE name = $1", values![name]).await?;
        rows.first_mut().map(Row::moment).transpose()
    }

    async fn extend_claim(&self, name: &str, until: Moment) -> Result<()> {
        let sql = "INSERT INTO claims (name, holder, until) VALUES ($1, '', $2)
                   ON CONFLICT (name) DO UPDATE SET until = excluded.until";
        self.quick.execute(sql, values![name, until]).await.map(drop)
    }

    async fn release(&self, name: &str) -> Result<()> {
        self.quick.execute("DELETE FROM claims WHERE name = $1", values![name]).await.map(drop)
    }

    async fn sweep_claims(&self, now: Moment) -> Result<u64> {
        self.quick.execute("DELETE FROM claims WHERE until <= $1", values![now]).await
    }
}
