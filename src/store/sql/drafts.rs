use async_trait::async_trait;

use super::SqlStore;
use super::db::{Row, as_json, values};
use super::revisions::record;
use crate::clock::Moment;
use crate::store::{Draft, DraftState, Drafts, NewDraft, NewRevision, Result, StoreError, Tally};

#[async_trait]
impl Drafts for SqlStore {
    async fn add_draft(&self, draft: &NewDraft) -> Result<i64> {
        let sql = "INSERT INTO drafts (author, at, action, reason, changes, edits, report, needs_approval, state)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open') RETURNING id";
        let NewDraft { author, at, action, reason, changes, edits, report, needs_approval } = draft;
        let changes = as_json(changes)?;
        let values = values![author, *at, action, reason, &changes, edits, report, *needs_approval];
        let mut rows = self.db.fetch(sql, values).await?;
        rows.first_mut().map_or_else(|| Err(StoreError::Failed("a draft got no number".to_owned())), Row::int)
    }

    async fn draft(&self, id: i64) -> Result<Option<Draft>> {
        let sql = "SELECT id, author, at, action, reason, changes, edits, report, needs_approval, state, decided_by,
                   decided_at FROM drafts WHERE id = $1";
        Ok(read(self.db.fetch(sql, values![id]).await?)?.pop())
    }

    async fn drafts(&self, state: DraftState) -> Result<Vec<Draft>> {
        let sql = "SELECT id, author, at, action, reason, changes, edits, report, needs_approval, state, decided_by,
                   decided_at FROM drafts WHERE state = $1 ORDER BY id";
        read(self.db.fetch(sql, values![state.name()]).await?)
    }

    async fn newest_drafts(&self, state: DraftState, limit: u32) -> Result<Vec<Draft>> {
        let sql = "SELECT id, author, at, action, reason, changes, edits, report, needs_approval, state, decided_by,
                   decided_at FROM drafts WHERE state = $1 ORDER BY id DESC LIMIT $2";
        read(self.db.fetch(sql, values![state.name(), i64::from(limit)]).await?)
    }

    async fn count_drafts(&self, state: DraftState) -> Result<Tally> {
        let sql = "SELECT COUNT(*), COALESCE(MAX(id), 0) FROM drafts WHERE state = $1";
        tally(self.db.fetch(sql, values![state.name()]).await?)
    }

    async fn move_draft(&self, id: i64, from: DraftState, to: DraftState, by: &str, at: Moment) -> Result<bool> {
        let sql = "UPDATE drafts SET state = $1, decided_by = $2, decided_at = $3 WHERE id = $4 AND state = $5";
        Ok(self.db.execute(sql, values![to.name(), by, at, id, from.name()]).await? == 1)
    }

    async fn record_draft(&self, id: i64, by: &str, revision: &NewRevision) -> Result<Vec<i64>> {
        let mut tx = self.db.begin().await?;
        tx.bump().await?;
        let sql = "UPDATE drafts SET state = 'applied', decided_by = $1, decided_at = $2
                   WHERE id = $3 AND state IN ('open', 'applying')";
        if tx.execute(sql, values![by, revision.at, id]).await? != 1 {
            return Err(StoreError::Missing(format!("draft {id} to be applied")));
        }
        let ids = record(&mut tx, revision).await?;
        tx.commit().await?;
        Ok(ids)
    }
}

/// A number of records and the newest of them.
pub(super) fn tally(rows: Vec<Row>) -> Result<Tally> {
    let Some(mut row) = rows.into_iter().next() else { return Ok(Tally::default()) };
    Ok(Tally { number: row.int()?, newest: row.int()? })
}

fn read(rows: Vec<Row>) -> Result<Vec<Draft>> {
    rows.into_iter()
        .map(|mut row| {
            Ok(Draft {
                id: row.int()?,
                draft: NewDraft {
                    author: row.text()?,
                    at: row.moment()?,
                    action: row.text()?,
                    reason: row.maybe_text()?,
                    changes: row.json()?,
                    edits: row.text()?,
                    report: row.text()?,
                    needs_approval: row.flag()?,
                },
                state: row.one_of(&DraftState::ALL, DraftState::name)?,
                decided_by: row.maybe_text()?,
                decided_at: row.maybe_moment()?,
            })
        })
        .collect()
}
