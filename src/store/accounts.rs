//! Accounts of the desk, and who is signed in. Of passwords and tokens only hashes are kept.

use std::fmt;

use super::{Audit, Result};
use crate::clock::Moment;
use async_trait::async_trait;

/// Somebody who may use the desk.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The name, in small letters.
    pub name: String,
    /// What it may do: a name that the layer above gives a meaning.
    pub role: String,
    /// The password's hash, with how it was made.
    pub password: String,
    /// When it was made.
    pub made_at: Moment,
    /// When its role or password was last changed.
    pub changed_at: Moment,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("name", &self.name).field("role", &self.role).finish_non_exhaustive()
    }
}

/// Somebody who is signed in, or a program that has a token.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of what the browser or the program shows.
    pub token: String,
    /// The account's name.
    pub account: String,
    /// `browser` or `program`: a name that the layer above gives a meaning.
    pub kind: String,
    /// What it is for, in the owner's words; may be empty.
    pub label: String,
    /// What each form of this session must bring along.
    pub csrf: String,
    /// When it began.
    pub made_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
    /// When it ends by itself.
    pub until: Moment,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("account", &self.account).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Keeps accounts and sessions.
#[async_trait]
pub trait Accounts {
    /// Every account, by name.
    async fn accounts(&self) -> Result<Vec<Account>>;

    /// The account of this name.
    async fn account(&self, name: &str) -> Result<Option<Account>>;

    /// Adds an account and writes the trail, both or neither. False where the name is taken.
    async fn add_account(&self, account: &Account, audit: &Audit) -> Result<bool>;

    /// Changes an account's role and password, ends all its sessions, and writes the trail, all or nothing. False where
    /// there is none of this name.
    async fn change_account(&self, account: &Account, audit: &Audit) -> Result<bool>;

    /// Takes an account away with all its sessions, and writes the trail, all or nothing. False where there is none.
    async fn remove_account(&self, name: &str, audit: &Audit) -> Result<bool>;

    /// Begins a session.
    async fn open_session(&self, session: &Session) -> Result<()>;

    /// The session of this token's hash with its account, unless it has ended.
    async fn session(&self, token: &str, now: Moment) -> Result<Option<(Session, Account)>>;

    /// Notes that a session was used, and until when it holds now.
    async fn use_session(&self, token: &str, seen_at: Moment, until: Moment) -> Result<()>;

    /// Ends a session.
    async fn close_session(&self, token: &str) -> Result<()>;

    /// Ends all sessions of an account, and returns how many there were.
    async fn close_sessions(&self, account: &str) -> Result<u64>;

    /// The sessions of an account that have not ended, the newest first.
    async fn sessions(&self, account: &str, now: Moment) -> Result<Vec<Session>>;

    /// Forgets sessions that have ended, and returns how many.
    async fn sweep_sessions(&self, now: Moment) -> Result<u64>;
}
