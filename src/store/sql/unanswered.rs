use async_trait::async_trait;

use super::SqlStore;
use super::db::{Row, as_json, values};
use super::drafts::tally;
use crate::clock::Moment;
use crate::store::{Kept, NewUnanswered, Result, Tally, Unanswered, UnansweredState};

#[async_trait]
impl Unanswered for SqlStore {
    async fn keep_unanswered(&self, question: &NewUnanswered) -> Result<()> {
        let sql = "INSERT INTO unanswered (at, platform, channel, message, link, person, decision, candidates, text,
                   state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')";
        let NewUnanswered { at, platform, channel, message, link, person, decision, candidates, text } = question;
        let candidates = as_json(candidates)?;
        let values = values![*at, platform, channel, message, link, person, decision, &candidates, text];
        self.db.execute(sql, values).await.map(drop)
    }

    async fn unanswered(&self, state: UnansweredState, limit: u32) -> Result<Vec<Kept>> {
        let sql = "SELECT id, at, platform, channel, message, link, person, decision, candidates, text, state, entry
                   FROM unanswered WHERE state = $1 ORDER BY id DESC LIMIT $2";
        read(self.db.fetch(sql, values![state.name(), i64::from(limit)]).await?)
    }

    async fn count_unanswered(&self, state: UnansweredState) -> Result<Tally> {
        let sql = "SELECT COUNT(*), COALESCE(MAX(id), 0) FROM unanswered WHERE state = $1";
        tally(self.db.fetch(sql, values![state.name()]).await?)
    }

    async fn unanswered_question(&self, id: i64) -> Result<Option<Kept>> {
        let sql = "SELECT id, at, platform, channel, message, link, person, decision, candidates, text, state, entry
                   FROM unanswered WHERE id = $1";
        Ok(read(self.db.fetch(sql, values![id]).await?)?.pop())
    }

    async fn settle_unanswered(&self, id: i64, state: UnansweredState, entry: Option<&str>) -> Result<bool> {
        let entry = entry.map(str::to_owned);
        let sql = "UPDATE unanswered SET state = $1, entry = $2 WHERE id = $3";
        Ok(self.db.execute(sql, values![state.name(), &entry, id]).await? == 1)
    }

    async fn expire_texts(&self, before: Moment) -> Result<u64> {
        let sql = "UPDATE unanswered SET text = NULL WHERE at < $1 AND text IS NOT NULL";
        self.db.execute(sql, values![before]).await
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<Kept>> {
    rows.into_iter()
        .map(|mut row| {
            Ok(Kept {
                id: row.int()?,
                question: NewUnanswered {
                    at: row.moment()?,
                    platform: row.text()?,
                    channel: row.text()?,
                    message: row.maybe_text()?,
                    link: row.maybe_text()?,
                    person: row.text()?,
                    decision: row.text()?,
                    candidates: row.json()?,
                    text: row.maybe_text()?,
                },
                state: row.one_of(&UnansweredState::ALL, UnansweredState::name)?,
                entry: row.maybe_text()?,
            })
        })
        .collect()
}
