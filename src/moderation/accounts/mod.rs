//! Accounts of the desk: who there is, what they may do, who is signed in.

mod role;
mod secrets;

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::Moderation;
use super::deed::Deed;
use super::error::{ModerationError, Result};
use super::people::RESERVED_NAMES;
use crate::clock::Moment;
use crate::store::{Account, Session};
pub use role::Role;

/// The longest name, in characters.
const LONGEST_NAME: usize = 40;
/// The longest label of a token, in characters.
const LONGEST_LABEL: usize = 100;
/// A browser that is not used for so long has to sign in again: a shift.
const IDLE: Duration = Duration::from_secs(12 * 60 * 60);
/// However much it is used: a week.
const LONGEST_SESSION: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How long a program's token holds.
const LONGEST_TOKEN: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// That a session is used is noted at most this often.
const NOTED: Duration = Duration::from_secs(60);
/// A session of somebody at a browser.
const BROWSER: &str = "browser";
/// A token of a program.
const PROGRAM: &str = "program";

/// An account as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// Its name.
    pub name: String,
    /// What it may do; `None` where another version of the program has written a role that this one does not know: it may
    /// then do nothing.
    pub role: Option<Role>,
    /// When it was made.
    pub made_at: Moment,
    /// When its role or password was last changed.
    pub changed_at: Moment,
    /// Where it is signed in, programs included.
    pub sessions: Vec<SessionView>,
}

/// A session as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// It is a program's token.
    pub is_program: bool,
    /// What it is for.
    pub label: String,
    /// When it was last used.
    pub seen_at: Moment,
    /// When it ends by itself.
    pub until: Moment,
}

/// Somebody who has shown who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account's name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// What each form must bring along. Not set for a program, which no page of another site can use.
    pub csrf: Option<String>,
}

/// A session that has just begun.
pub struct NewSession {
    /// What the browser is to show from now on; it is kept nowhere else.
    pub token: SecretString,
    /// Who it is.
    pub who: SignedIn,
}

impl Moderation {
    /// Adds an account.
    ///
    /// # Errors
    /// A name or password that cannot be used, a name that is taken.
    pub async fn add_account(&self, deed: &Deed, name: &str, role: Role, password: &SecretString) -> Result<()> {
        let name = checked(name)?;
        let account = Account {
            name: name.clone(),
            role: role.name().to_owned(),
            password: secrets::hash(password).await?,
            made_at: deed.at,
            changed_at: deed.at,
        };
        let audit = deed.audit(&format!("account added as {role}"), &name);
        if self.store.add_account(&account, &audit).await? {
            return Ok(());
        }
        Err(ModerationError::refused(format!("there is an account `{name}` already")))
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub async fn accounts(&self) -> Result<Vec<AccountView>> {
        let now = self.clock.now();
        let mut views = Vec::new();
        for account in self.store.accounts().await? {
            let sessions = self.store.sessions(&account.name, now).await?;
            views.push(view(account, &sessions));
        }
        Ok(views)
    }

    /// Gives an account another role. It has to sign in again.
    ///
    /// # Errors
    /// No such account.
    pub async fn set_role(&self, deed: &Deed, name: &str, role: Role) -> Result<()> {
        let account = Account { role: role.name().to_owned(), changed_at: deed.at, ..self.known(name).await? };
        self.changed(&account, deed, &format!("account made {role}")).await
    }

    /// Gives an account another password. It has to sign in again, everywhere.
    ///
    /// # Errors
    /// No such account, a password that cannot be used.
    pub async fn set_password(&self, deed: &Deed, name: &str, password: &SecretString) -> Result<()> {
        let account = self.known(name).await?;
        let account = Account { password: secrets::hash(password).await?, changed_at: deed.at, ..account };
        self.changed(&account, deed, "password set").await
    }

    /// Takes an account away, and whatever it was signed in with.
    ///
    /// # Errors
    /// No such account.
    pub async fn remove_account(&self, deed: &Deed, name: &str) -> Result<()> {
        let name = checked(name)?;
        if self.store.remove_account(&name, &deed.audit("account removed", &name)).await? {
            return Ok(());
        }
        Err(unknown(&name))
    }

    /// Signs an account out everywhere, programs included, and says of how many places.
    ///
    /// # Errors
    /// No such account.
    pub async fn sign_out_everywhere(&self, deed: &Deed, name: &str) -> Result<u64> {
        let account = self.known(name).await?;
        let places = self.store.close_sessions(&account.name).await?;
        self.store.audit(&deed.audit("signed out everywhere", &account.name)).await?;
        Ok(places)
    }

    /// A token for a program that works under an account. It is shown this once and kept nowhere.
    ///
    /// # Errors
    /// No such account, a label that cannot be shown.
    pub async fn add_token(&self, deed: &Deed, name: &str, label: &str) -> Result<SecretString> {
        let (account, label) = (self.known(name).await?, label.trim());
        if label.is_empty() || label.chars().count() > LONGEST_LABEL || label.chars().any(char::is_control) {
            let sentence = format!("say what the token is for, in 1 to {LONGEST_LABEL} characters on one line");
            return Err(ModerationError::refused(sentence));
        }
        let token = secrets::token()?;
        self.store.open_session(&session(&account, &token, (PROGRAM, label), String::new(), deed.at)).await?;
        self.store.audit(&deed.audit("token made", &format!("{} ({label})", account.name))).await?;
        Ok(token)
    }

    /// Begins a session of a browser, where the password is right. How often it may be tried is for the caller to limit.
    ///
    /// # Errors
    /// A store that fails.
    pub async fn sign_in(&self, name: &str, password: &SecretString) -> Result<Option<NewSession>> {
        let name = checked(name).unwrap_or_default();
        let account = self.store.account(&name).await?;
        let role = account.as_ref().and_then(|account| Role::of(&account.role));
        let is_right = secrets::is_right(password, account.as_ref().map(|account| account.password.as_str())).await?;
        let (Some(account), Some(role), true) = (account, role, is_right) else { return Ok(None) };
        let (token, csrf) = (secrets::token()?, secrets::token()?.expose_secret().to_owned());
        let now = self.clock.now();
        self.store.sweep_sessions(now).await?;
        self.store.open_session(&session(&account, &token, (BROWSER, ""), csrf.clone(), now)).await?;
        Ok(Some(NewSession { token, who: SignedIn { name, role, csrf: Some(csrf) } }))
    }

    /// Whether this is the password of an account. How often it may be tried is for the caller to limit.
    ///
    /// # Errors
    /// A store that fails.
    pub async fn is_password(&self, name: &str, password: &SecretString) -> Result<bool> {
        let account = self.store.account(&checked(name).unwrap_or_default()).await?;
        secrets::is_right(password, account.as_ref().map(|account| account.password.as_str())).await
    }

    /// Who shows this token, if anybody is signed in with it. The session goes on from now.
    ///
    /// # Errors
    /// A store that fails.
    pub async fn signed_in(&self, token: &SecretString) -> Result<Option<SignedIn>> {
        let (kept, now) = (secrets::kept(token.expose_secret()), self.clock.now());
        let Some((session, account)) = self.store.session(&kept, now).await? else { return Ok(None) };
        if now.since(session.seen_at) >= NOTED && Role::of(&account.role).is_some() {
            let is_program = session.kind == PROGRAM;
            let until = if is_program { session.until } else { end_of_use(session.made_at, now) };
            self.store.use_session(&kept, now, until).await?;
        }
        Ok(who(session, account))
    }

    /// The same for what a page asks by itself, which is no use of the session: it ends as if nobody had asked.
    ///
    /// # Errors
    /// A store that fails.
    pub async fn still_signed_in(&self, token: &SecretString) -> Result<Option<SignedIn>> {
        let found = self.store.session(&secrets::kept(token.expose_secret()), self.clock.now()).await?;
        Ok(found.and_then(|(session, account)| who(session, account)))
    }

    /// Ends the session of this token.
    ///
    /// # Errors
    /// A store that fails.
    pub async fn sign_out(&self, token: &SecretString) -> Result<()> {
        Ok(self.store.close_session(&secrets::kept(token.expose_secret())).await?)
    }

    /// Whether somebody of this name may approve changes of reviewed answers. While there are no accounts at all the word
    /// of whoever works at the command line is believed.
    pub(super) async fn may_review(&self, name: &str) -> Result<bool> {
        let accounts = self.store.accounts().await?;
        let name = name.to_lowercase();
        let is_reviewer =
            |account: &Account| account.name == name && Role::of(&account.role).is_some_and(Role::may_review);
        Ok(accounts.is_empty() || accounts.iter().any(is_reviewer))
    }

    async fn known(&self, name: &str) -> Result<Account> {
        let name = checked(name)?;
        self.store.account(&name).await?.ok_or_else(|| unknown(&name))
    }

    async fn changed(&self, account: &Account, deed: &Deed, action: &str) -> Result<()> {
        if self.store.change_account(account, &deed.audit(action, &account.name)).await? {
            return Ok(());
        }
        Err(unknown(&account.name))
    }
}

/// Whose session it is. The role of a newer program is none here.
fn who(session: Session, account: Account) -> Option<SignedIn> {
    let role = Role::of(&account.role)?;
    Some(SignedIn { name: account.name, role, csrf: (session.kind != PROGRAM).then_some(session.csrf) })
}

fn view(account: Account, sessions: &[Session]) -> AccountView {
    let sessions = sessions.iter().map(|session| SessionView {
        is_program: session.kind == PROGRAM,
        label: session.label.clone(),
        seen_at: session.seen_at,
        until: session.until,
    });
    AccountView {
        role: Role::of(&account.role),
        sessions: sessions.collect(),
        name: account.name,
        made_at: account.made_at,
        changed_at: account.changed_at,
    }
}

fn session(account: &Account, token: &SecretString, kind: (&str, &str), csrf: String, now: Moment) -> Session {
    let (kind, label) = kind;
    Session {
        token: secrets::kept(token.expose_secret()),
        account: account.name.clone(),
        kind: kind.to_owned(),
        label: label.to_owned(),
        csrf,
        made_at: now,
        seen_at: now,
        until: if kind == PROGRAM { now.after(LONGEST_TOKEN) } else { end_of_use(now, now) },
    }
}

/// When a browser's session ends that was used now.
fn end_of_use(made_at: Moment, now: Moment) -> Moment {
    now.after(IDLE).min(made_at.after(LONGEST_SESSION))
}

/// A name in the form in which it is kept.
fn checked(name: &str) -> Result<String> {
    let name = name.trim().to_lowercase();
    let fits = |letter: char| letter.is_alphanumeric() || "._-@".contains(letter);
    if name.is_empty() || name.chars().count() > LONGEST_NAME || !name.chars().all(fits) {
        let sentence = format!("a name has 1 to {LONGEST_NAME} letters, digits, dots, dashes or `@`, and no spaces");
        return Err(ModerationError::refused(sentence));
    }
    if RESERVED_NAMES.contains(&name.as_str()) {
        return Err(ModerationError::refused(format!("nobody can be called `{name}`: the history uses it")));
    }
    Ok(name)
}

fn unknown(name: &str) -> ModerationError {
    ModerationError::refused(format!("there is no account `{name}`: `askwell desk users` lists them"))
}
