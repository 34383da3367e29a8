//! The two databases behind one face: one SQL text, `$1` for the values, and rows that are read column by column.

use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqlitePool, SqliteRow};
use sqlx::{Row as _, Transaction};

#[cfg(feature = "postgres")]
use sqlx::postgres::{PgArguments, PgPool, PgRow, Postgres};

use super::trouble::trouble;
use crate::store::{Result, StoreError};

/// A value of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Text(&'a str),
    MaybeText(Option<&'a str>),
    Int(i64),
    MaybeInt(Option<i64>),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        Self::MaybeText(text.as_deref())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Int(i64::from(flag))
    }
}

impl From<crate::clock::Moment> for Value<'_> {
    fn from(moment: crate::clock::Moment) -> Self {
        Self::Int(moment.0)
    }
}

impl From<Option<crate::clock::Moment>> for Value<'_> {
    fn from(moment: Option<crate::clock::Moment>) -> Self {
        Self::MaybeInt(moment.map(|moment| moment.0))
    }
}

/// The values of a statement, each turned into a [`Value`].
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::store::sql::db::Value::from($value)),*] };
}
pub(super) use values;

/// A database with its connections.
#[derive(Clone)]
pub(super) enum Db {
    Sqlite(SqlitePool),
    #[cfg(feature = "postgres")]
    Postgres(PgPool),
}

/// Statements that count together or not at all; rolled back when dropped.
pub(super) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    #[cfg(feature = "postgres")]
    Postgres(Transaction<'static, Postgres>),
}

/// A row, read from its first column to its last.
pub(super) struct Row {
    row: AnyRow,
    next: usize,
}

enum AnyRow {
    Sqlite(SqliteRow),
    #[cfg(feature = "postgres")]
    Postgres(PgRow),
}

/// PostgreSQL keeps no NUL in a text, and SQLite cuts at it in places: so it is refused for both.
fn check(values: &[Value<'_>]) -> Result<()> {
    let nul = values.iter().any(|value| match value {
        Value::Text(text) | Value::MaybeText(Some(text)) => text.contains('\0'),
        _ => false,
    });
    if nul { Err(StoreError::Invalid("a text holds a NUL character, which cannot be kept".to_owned())) } else { Ok(()) }
}

fn sqlite<'q>(sql: &'static str, values: &[Value<'q>]) -> Query<'q, Sqlite, SqliteArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match *value {
        Value::Text(text) => query.bind(text),
        Value::MaybeText(text) => query.bind(text),
        Value::Int(number) => query.bind(number),
        Value::MaybeInt(number) => query.bind(number),
    })
}

#[cfg(feature = "postgres")]
fn postgres<'q>(sql: &'static str, values: &[Value<'q>]) -> Query<'q, Postgres, PgArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match *value {
        Value::Text(text) => query.bind(text),
        Value::MaybeText(text) => query.bind(text),
        Value::Int(number) => query.bind(number),
        Value::MaybeInt(number) => query.bind(number),
    })
}

impl Db {
    /// Runs a statement and returns how many rows it touched.
    pub(super) async fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64> {
        check(values)?;
        match self {
            Self::Sqlite(pool) => sqlite(sql, values).execute(pool).await.map(|done| done.rows_affected()),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => postgres(sql, values).execute(pool).await.map(|done| done.rows_affected()),
        }
        .map_err(trouble)
    }

    /// Runs a statement and returns its rows.
    pub(super) async fn fetch(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>> {
        check(values)?;
        match self {
            Self::Sqlite(pool) => sqlite(sql, values).fetch_all(pool).await.map(sqlite_rows),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => postgres(sql, values).fetch_all(pool).await.map(postgres_rows),
        }
        .map_err(trouble)
    }

    /// Begins a transaction that will write. In SQLite it takes the one place of the writer at once: a transaction that
    /// reads first and writes later could be refused in between.
    pub(super) async fn begin(&self) -> Result<Tx> {
        match self {
            Self::Sqlite(pool) => pool.begin_with("BEGIN IMMEDIATE").await.map(Tx::Sqlite),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => pool.begin().await.map(Tx::Postgres),
        }
        .map_err(trouble)
    }
}

impl Tx {
    /// As [`Db::execute`].
    pub(super) async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64> {
        check(values)?;
        match self {
            Self::Sqlite(tx) => sqlite(sql, values).execute(&mut **tx).await.map(|done| done.rows_affected()),
            #[cfg(feature = "postgres")]
            Self::Postgres(tx) => postgres(sql, values).execute(&mut **tx).await.map(|done| done.rows_affected()),
        }
        .map_err(trouble)
    }

    /// As [`Db::fetch`].
    pub(super) async fn fetch(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>> {
        check(values)?;
        match self {
            Self::Sqlite(tx) => sqlite(sql, values).fetch_all(&mut **tx).await.map(sqlite_rows),
            #[cfg(feature = "postgres")]
            Self::Postgres(tx) => postgres(sql, values).fetch_all(&mut **tx).await.map(postgres_rows),
        }
        .map_err(trouble)
    }

    /// Counts one change, which every replica will notice. Written first in a transaction, it makes the next one wait.
    pub(super) async fn bump(&mut self) -> Result<()> {
        self.execute("UPDATE version SET n = n + 1 WHERE one = 1", &[]).await?;
        #[cfg(feature = "postgres")]
        if let Self::Postgres(_) = self {
            self.fetch("SELECT pg_notify($1, '')", values![super::notices::CHANNEL]).await?;
        }
        Ok(())
    }

    /// Makes the statements count.
    pub(super) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(tx) => tx.commit().await,
        }
        .map_err(trouble)
    }
}

fn sqlite_rows(rows: Vec<SqliteRow>) -> Vec<Row> {
    rows.into_iter().map(|row| Row { row: AnyRow::Sqlite(row), next: 0 }).collect()
}

#[cfg(feature = "postgres")]
fn postgres_rows(rows: Vec<PgRow>) -> Vec<Row> {
    rows.into_iter().map(|row| Row { row: AnyRow::Postgres(row), next: 0 }).collect()
}

impl Row {
    /// The next column, which holds a text.
    pub(super) fn text(&mut self) -> Result<String> {
        self.maybe_text()?.ok_or_else(|| unreadable("a text is missing"))
    }

    /// The next column, which may hold a text.
    pub(super) fn maybe_text(&mut self) -> Result<Option<String>> {
        let at = self.step();
        match &self.row {
            AnyRow::Sqlite(row) => row.try_get(at),
            #[cfg(feature = "postgres")]
            AnyRow::Postgres(row) => row.try_get(at),
        }
        .map_err(trouble)
    }

    /// The next column, which holds a number.
    pub(super) fn int(&mut self) -> Result<i64> {
        self.maybe_int()?.ok_or_else(|| unreadable("a number is missing"))
    }

    /// The next column, which may hold a number.
    pub(super) fn maybe_int(&mut self) -> Result<Option<i64>> {
        let at = self.step();
        match &self.row {
            AnyRow::Sqlite(row) => row.try_get(at),
            #[cfg(feature = "postgres")]
            AnyRow::Postgres(row) => row.try_get(at),
        }
        .map_err(trouble)
    }

    /// The next column, which holds a moment.
    pub(super) fn moment(&mut self) -> Result<crate::clock::Moment> {
        self.int().map(crate::clock::Moment)
    }

    /// The next column, which may hold a moment.
    pub(super) fn maybe_moment(&mut self) -> Result<Option<crate::clock::Moment>> {
        Ok(self.maybe_int()?.map(crate::clock::Moment))
    }

    /// The next column, which holds 0 or 1.
    pub(super) fn flag(&mut self) -> Result<bool> {
        Ok(self.int()? != 0)
    }

    /// The next column, which holds JSON.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T> {
        serde_json::from_str(&self.text()?).map_err(|error| unreadable(&error.to_string()))
    }

    /// The next column, which holds one of these names.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T], name: impl Fn(T) -> &'static str) -> Result<T> {
        let found = self.text()?;
        all.iter().copied().find(|one| name(*one) == found).ok_or_else(|| unreadable("a name is not known"))
    }

    fn step(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Failed(format!("a record cannot be read: {what}"))
}

/// A list as it is kept.
pub(super) fn as_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}
