//! `askwell desk`: who may use the moderators' desk.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use console::Term;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::moderate::{Stop, Who, with_moderation};
use super::output::print;
use crate::config::Settings;
use crate::moderation::{AccountView, Moderation, ModerationError, Role};

#[derive(Args)]
pub(super) struct DeskOptions {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List accounts, what they may do, and where they are signed in
    Users {
        /// One JSON array for programs
        #[arg(long)]
        json: bool,
    },
    /// Add an account. The password is asked for, or read from standard input
    AddUser {
        /// The name, in small letters
        name: String,
        /// What it may do
        #[arg(long, value_enum)]
        role: RoleName,
        #[command(flatten)]
        who: Who,
    },
    /// Say what an account may do from now on. It has to sign in again
    SetRole {
        /// The account
        name: String,
        /// What it may do
        #[arg(value_enum)]
        role: RoleName,
        #[command(flatten)]
        who: Who,
    },
    /// Give an account another password, asked for or read from standard input. It has to sign in again, everywhere
    SetPassword {
        /// The account
        name: String,
        #[command(flatten)]
        who: Who,
    },
    /// Take an account away
    RemoveUser {
        /// The account
        name: String,
        #[command(flatten)]
        who: Who,
    },
    /// Sign an account out everywhere, programs included
    SignOut {
        /// The account
        name: String,
        #[command(flatten)]
        who: Who,
    },
    /// Make a token for a program that works under an account. It is shown once
    AddToken {
        /// The account
        name: String,
        /// What it is for
        label: String,
        #[command(flatten)]
        who: Who,
    },
}

/// The roles as they are typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    /// Looks, and changes nothing
    Reader,
    /// Tunes rules and wordings, and sets channels
    Moderator,
    /// The same, and approves changes of reviewed answers
    Reviewer,
    /// What a moderator does, and accounts
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Reader => Self::Reader,
            RoleName::Moderator => Self::Moderator,
            RoleName::Reviewer => Self::Reviewer,
            RoleName::Admin => Self::Admin,
        }
    }
}

pub(super) fn run(settings: &Settings, options: &DeskOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        print(&done(moderation, &options.command).await?)?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn done(moderation: &Moderation, command: &Command) -> Result<String, Stop> {
    Ok(match command {
        Command::Users { json } => {
            let accounts = moderation.accounts().await?;
            if *json { format!("{}\n", Value::Array(accounts.iter().map(object).collect())) } else { list(&accounts) }
        }
        Command::AddUser { name, role, who } => {
            let (deed, password) = (who.deed(moderation)?, password()?);
            moderation.add_account(&deed, name, (*role).into(), &password).await?;
            format!("Added {name}, who is {}.\n", shown((*role).into()))
        }
        Command::SetRole { name, role, who } => {
            moderation.set_role(&who.deed(moderation)?, name, (*role).into()).await?;
            format!("{name} is {} now, and has to sign in again.\n", shown((*role).into()))
        }
        Command::SetPassword { name, who } => {
            let (deed, password) = (who.deed(moderation)?, password()?);
            moderation.set_password(&deed, name, &password).await?;
            format!("{name} has another password, and has to sign in again.\n")
        }
        Command::RemoveUser { name, who } => {
            moderation.remove_account(&who.deed(moderation)?, name).await?;
            format!("Removed {name}.\n")
        }
        Command::SignOut { name, who } => match moderation.sign_out_everywhere(&who.deed(moderation)?, name).await? {
            0 => format!("{name} was signed in nowhere.\n"),
            1 => format!("{name} was signed in at one place, and is out there.\n"),
            places => format!("{name} was signed in at {places} places, and is out everywhere.\n"),
        },
        Command::AddToken { name, label, who } => {
            let token = moderation.add_token(&who.deed(moderation)?, name, label).await?;
            eprintln!("A token for {name} ({label}). It is shown this once; it works for a year.");
            format!("{}\n", token.expose_secret())
        }
    })
}

/// A role with its article.
fn shown(role: Role) -> String {
    let article = if role == Role::Admin { "an" } else { "a" };
    format!("{article} {role}")
}

/// Asks for a new password, twice, where somebody sits at the terminal; else takes the first line of standard input.
fn password() -> Result<SecretString, Stop> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        return Ok(SecretString::from(line.trim_end_matches(['\r', '\n'])));
    }
    let mut term = Term::stderr();
    write!(term, "Password: ")?;
    let first = term.read_secure_line()?;
    write!(term, "Once more: ")?;
    if term.read_secure_line()? != first {
        return Err(ModerationError::Refused("the passwords differ: nothing was changed".to_owned()).into());
    }
    Ok(SecretString::from(first))
}

fn list(accounts: &[AccountView]) -> String {
    if accounts.is_empty() {
        return "There are no accounts yet: askwell desk add-user NAME --role ROLE\n".to_owned();
    }
    let mut text = String::new();
    for account in accounts {
        let role = account.role.map_or("unknown", Role::name);
        let (programs, browsers): (Vec<_>, Vec<_>) = account.sessions.iter().partition(|session| session.is_program);
        let _ = writeln!(
            text,
            "{:20}  {role:9}  since {} UTC; signed in at {} browsers, {} tokens",
            account.name,
            account.made_at.minute(),
            browsers.len(),
            programs.len()
        );
        for token in programs {
            let (label, seen) = (&token.label, token.seen_at.minute());
            let _ = writeln!(text, "{:22}token for {label}, last used {seen} UTC, until {}", "", token.until.day());
        }
    }
    text
}

fn object(account: &AccountView) -> Value {
    let sessions = account.sessions.iter().map(|session| {
        json!({
            "kind": if session.is_program { "token" } else { "browser" },
            "label": session.label,
            "seen_at": session.seen_at.to_string(),
            "until": session.until.to_string(),
        })
    });
    json!({
        "name": account.name,
        "role": account.role.map(Role::name),
        "made_at": account.made_at.to_string(),
        "changed_at": account.changed_at.to_string(),
        "sessions": sessions.collect::<Vec<_>>(),
    })
}
