use async_trait::async_trait;

use super::SqlStore;
use super::db::values;
use crate::store::{Count, Counted, Counts, Result};

#[async_trait]
impl Counts for SqlStore {
    async fn add_counts(&self, counts: &[Counted]) -> Result<()> {
        // Replicas that write the same rows do it in the same order, so that none waits for another that waits for it.
        let mut counts = counts.to_vec();
        counts.sort_by(|one, other| one.count.cmp(&other.count));
        let mut tx = self.quick.begin().await?;
        for Counted { count: Count { day, platform, kind, entry }, times } in &counts {
            let sql = "INSERT INTO counts (day, platform, kind, entry, times) VALUES ($1, $2, $3, $4, $5)
                       ON CONFLICT (day, platform, kind, entry) DO UPDATE SET times = counts.times + excluded.times";
            tx.execute(sql, values![day, platform, kind, entry, *times]).await?;
        }
        tx.commit().await
    }

    async fn counts(&self, from: &str, to: &str) -> Result<Vec<Counted>> {
        let sql = "SELECT day, platform, kind, entry, times FROM counts WHERE day >= $1 AND day <= $2
                   ORDER BY day, platform, kind, entry";
        let rows = self.quick.fetch(sql, values![from, to]).await?;
        rows.into_iter()
            .map(|mut row| {
                let count = Count { day: row.text()?, platform: row.text()?, kind: row.text()?, entry: row.text()? };
                Ok(Counted { count, times: row.int()? })
            })
            .collect()
    }
}
