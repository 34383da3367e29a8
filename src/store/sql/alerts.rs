use async_trait::async_trait;

use super::SqlStore;
use super::db::{Row, values};
use crate::clock::Moment;
use crate::store::{Alert, AlertState, Alerts, NewAlert, Result};

#[async_trait]
impl Alerts for SqlStore {
    async fn raise_alert(&self, alert: &NewAlert) -> Result<bool> {
        let sql =
            "INSERT INTO alerts (key, at, platform, tier, channel, link, account, state, attempts, next_at, fallback)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', 0, $2, 0) ON CONFLICT (key) DO NOTHING";
        let NewAlert { key, at, platform, tier, channel, link, account } = alert;
        Ok(self.db.execute(sql, values![key, *at, platform, tier, channel, link, account]).await? == 1)
    }

    async fn take_alerts(&self, platform: &str, now: Moment, lease: Moment, limit: u32) -> Result<Vec<Alert>> {
        // The outer condition is asked again when a row was changed by another replica in the meantime.
        let sql = "UPDATE alerts SET next_at = $1, attempts = attempts + 1
                   WHERE state = 'pending' AND next_at <= $2 AND id IN (
                       SELECT id FROM alerts WHERE state = 'pending' AND platform = $3 AND next_at <= $2
                       ORDER BY id LIMIT $4)
                   RETURNING id, key, at, platform, tier, channel, link, account, state, attempts, next_at, fallback,
                   trouble, delivered_at";
        let mut alerts = read(self.db.fetch(sql, values![lease, now, platform, i64::from(limit)]).await?)?;
        alerts.sort_by_key(|alert| alert.id);
        Ok(alerts)
    }

    async fn alert_delivered(&self, id: i64, at: Moment) -> Result<()> {
        let sql = "UPDATE alerts SET state = 'delivered', delivered_at = $1, trouble = NULL WHERE id = $2";
        self.db.execute(sql, values![at, id]).await.map(drop)
    }

    async fn alert_failed(&self, id: i64, next_at: Moment, fallback: bool, trouble: &str) -> Result<()> {
        let sql = "UPDATE alerts SET next_at = $1, fallback = $2, trouble = $3 WHERE id = $4 AND state = 'pending'";
        self.db.execute(sql, values![next_at, fallback, trouble, id]).await.map(drop)
    }

    async fn alerts_pending(&self) -> Result<(i64, Option<Moment>)> {
        let sql = "SELECT COUNT(*), MIN(at) FROM alerts WHERE state = 'pending'";
        match self.db.fetch(sql, &[]).await?.pop() {
            Some(mut row) => Ok((row.int()?, row.maybe_moment()?)),
            None => Ok((0, None)),
        }
    }

    async fn alerts(&self, limit: u32) -> Result<Vec<Alert>> {
        let sql = "SELECT id, key, at, platform, tier, channel, link, account, state, attempts, next_at, fallback,
                   trouble, delivered_at FROM alerts ORDER BY id DESC LIMIT $1";
        read(self.db.fetch(sql, values![i64::from(limit)]).await?)
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<Alert>> {
    rows.into_iter()
        .map(|mut row| {
            Ok(Alert {
                id: row.int()?,
                alert: NewAlert {
                    key: row.text()?,
                    at: row.moment()?,
                    platform: row.text()?,
                    tier: row.text()?,
                    channel: row.text()?,
                    link: row.maybe_text()?,
                    account: row.maybe_text()?,
                },
                state: row.one_of(&AlertState::ALL, AlertState::name)?,
                attempts: u32::try_from(row.int()?).unwrap_or(u32::MAX),
                next_at: row.moment()?,
                fallback: row.flag()?,
                trouble: row.maybe_text()?,
                delivered_at: row.maybe_moment()?,
            })
        })
        .collect()
}
