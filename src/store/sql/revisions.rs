use async_trait::async_trait;

use super::SqlStore;
use super::db::{Row, Tx, values};
use crate::store::{DocumentChange, NewRevision, Result, Revision, Revisions, StoreError};

/// Past every revision.
const END: i64 = i64::MAX;

#[async_trait]
impl Revisions for SqlStore {
    async fn heads(&self) -> Result<Vec<Revision>> {
        let sql = "SELECT id, document, before, after, author, at, action, reason FROM revisions
                   WHERE id IN (SELECT MAX(id) FROM revisions GROUP BY document) ORDER BY document";
        read(self.db.fetch(sql, &[]).await?)
    }

    async fn revisions(&self, document: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Revision>> {
        let (before, limit) = (before.unwrap_or(END), i64::from(limit));
        let rows = if let Some(document) = document {
            let sql = "SELECT id, document, before, after, author, at, action, reason FROM revisions
                       WHERE document = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
            self.db.fetch(sql, values![document, before, limit]).await?
        } else {
            let sql = "SELECT id, document, before, after, author, at, action, reason FROM revisions
                       WHERE id < $1 ORDER BY id DESC LIMIT $2";
            self.db.fetch(sql, values![before, limit]).await?
        };
        read(rows)
    }

    async fn revision(&self, id: i64) -> Result<Option<Revision>> {
        let sql = "SELECT id, document, before, after, author, at, action, reason FROM revisions WHERE id = $1";
        Ok(read(self.db.fetch(sql, values![id]).await?)?.pop())
    }

    async fn record(&self, revision: &NewRevision) -> Result<Vec<i64>> {
        let mut tx = self.db.begin().await?;
        tx.bump().await?;
        let ids = record(&mut tx, revision).await?;
        tx.commit().await?;
        Ok(ids)
    }
}

/// Writes the revisions of a change, where each document still is what the change replaces.
pub(super) async fn record(tx: &mut Tx, revision: &NewRevision) -> Result<Vec<i64>> {
    let mut ids = Vec::new();
    for change in &revision.changes {
        let newest = "SELECT after FROM revisions WHERE document = $1 ORDER BY id DESC LIMIT 1";
        let head = tx.fetch(newest, values![&change.document]).await?.pop();
        if let Some(mut head) = head
            && head.maybe_text()? != change.before
        {
            return Err(StoreError::Conflict(change.document.clone()));
        }
        let sql = "INSERT INTO revisions (document, author, at, action, reason, before, after)
                   VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
        let DocumentChange { document, before, after } = change;
        let NewRevision { author, at, action, reason, .. } = revision;
        for mut row in tx.fetch(sql, values![document, author, *at, action, reason, before, after]).await? {
            ids.push(row.int()?);
        }
    }
    Ok(ids)
}

fn read(rows: Vec<Row>) -> Result<Vec<Revision>> {
    rows.into_iter()
        .map(|mut row| {
            Ok(Revision {
                id: row.int()?,
                change: DocumentChange { document: row.text()?, before: row.maybe_text()?, after: row.maybe_text()? },
                author: row.text()?,
                at: row.moment()?,
                action: row.text()?,
                reason: row.maybe_text()?,
            })
        })
        .collect()
}
