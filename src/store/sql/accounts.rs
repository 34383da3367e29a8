use async_trait::async_trait;

use super::SqlStore;
use super::channels::trail;
use super::db::{Row, values};
use crate::clock::Moment;
use crate::store::{Account, Accounts, Audit, Result, Session};

#[async_trait]
impl Accounts for SqlStore {
    async fn accounts(&self) -> Result<Vec<Account>> {
        let sql = "SELECT name, role, password, made_at, changed_at FROM accounts ORDER BY name";
        self.db.fetch(sql, &[]).await?.iter_mut().map(account).collect()
    }

    async fn account(&self, name: &str) -> Result<Option<Account>> {
        let sql = "SELECT name, role, password, made_at, changed_at FROM accounts WHERE name = $1";
        self.db.fetch(sql, values![name]).await?.first_mut().map(account).transpose()
    }

    async fn add_account(&self, account: &Account, audit: &Audit) -> Result<bool> {
        let mut tx = self.db.begin().await?;
        let sql = "INSERT INTO accounts (name, role, password, made_at, changed_at) VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (name) DO NOTHING";
        let Account { name, role, password, made_at, changed_at } = account;
        if tx.execute(sql, values![name, role, password, *made_at, *changed_at]).await? == 0 {
            return Ok(false);
        }
        trail(&mut tx, audit).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn change_account(&self, account: &Account, audit: &Audit) -> Result<bool> {
        let mut tx = self.db.begin().await?;
        let sql = "UPDATE accounts SET role = $2, password = $3, changed_at = $4 WHERE name = $1";
        let Account { name, role, password, changed_at, .. } = account;
        if tx.execute(sql, values![name, role, password, *changed_at]).await? == 0 {
            return Ok(false);
        }
        tx.execute("DELETE FROM sessions WHERE account = $1", values![name]).await?;
        trail(&mut tx, audit).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn remove_account(&self, name: &str, audit: &Audit) -> Result<bool> {
        let mut tx = self.db.begin().await?;
        if tx.execute("DELETE FROM accounts WHERE name = $1", values![name]).await? == 0 {
            return Ok(false);
        }
        tx.execute("DELETE FROM sessions WHERE account = $1", values![name]).await?;
        trail(&mut tx, audit).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn open_session(&self, session: &Session) -> Result<()> {
        let sql = "INSERT INTO sessions (token, account, kind, label, csrf, made_at, seen_at, until)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let Session { token, account, kind, label, csrf, made_at, seen_at, until } = session;
        let values = values![token, account, kind, label, csrf, *made_at, *seen_at, *until];
        self.db.execute(sql, values).await.map(drop)
    }

    async fn session(&self, token: &str, now: Moment) -> Result<Option<(Session, Account)>> {
        let sql = "SELECT s.token, s.account, s.kind, s.label, s.csrf, s.made_at, s.seen_at, s.until,
                          a.name, a.role, a.password, a.made_at, a.changed_at
                   FROM sessions AS s JOIN accounts AS a ON a.name = s.account WHERE s.token = $1 AND s.until > $2";
        let mut rows = self.db.fetch(sql, values![token, now]).await?;
        rows.first_mut().map(|row| Ok((session(row)?, account(row)?))).transpose()
    }

    async fn use_session(&self, token: &str, seen_at: Moment, until: Moment) -> Result<()> {
        let sql = "UPDATE sessions SET seen_at = $2, until = $3 WHERE token = $1";
        self.quick.execute(sql, values![token, seen_at, until]).await.map(drop)
    }

    async fn close_session(&self, token: &str) -> Result<()> {
        self.db.execute("DELETE FROM sessions WHERE token = $1", values![token]).await.map(drop)
    }

    async fn close_sessions(&self, account: &str) -> Result<u64> {
        self.db.execute("DELETE FROM sessions WHERE account = $1", values![account]).await
    }

    async fn sessions(&self, account: &str, now: Moment) -> Result<Vec<Session>> {
        let sql = "SELECT token, account, kind, label, csrf, made_at, seen_at, until FROM sessions
                   WHERE account = $1 AND until > $2 ORDER BY made_at DESC, token";
        self.db.fetch(sql, values![account, now]).await?.iter_mut().map(session).collect()
    }

    async fn sweep_sessions(&self, now: Moment) -> Result<u64> {
        self.quick.execute("DELETE FROM sessions WHERE until <= $1", values![now]).await
    }
}

fn account(row: &mut Row) -> Result<Account> {
    Ok(Account {
        name: row.text()?,
        role: row.text()?,
        password: row.text()?,
        made_at: row.moment()?,
        changed_at: row.moment()?,
    })
}

fn session(row: &mut Row) -> Result<Session> {
    Ok(Session {
        token: row.text()?,
        account: row.text()?,
        kind: row.text()?,
        label: row.text()?,
        csrf: row.text()?,
        made_at: row.moment()?,
        seen_at: row.moment()?,
        until: row.moment()?,
    })
}
