//! `askwell export`, `askwell purge`, `askwell backup`: the store as a whole.

use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::moderate::{Stop, Who, with_moderation};
use super::output::print;
use crate::bot::person_of;
use crate::config::{Settings, check_id};
use crate::moderation::ModerationError;
use crate::store::{Purge, Purged};

#[derive(Args)]
pub(super) struct ExportOptions {
    /// A new folder for the files
    folder: PathBuf,
}

#[derive(Args)]
pub(super) struct PurgeOptions {
    #[command(subcommand)]
    whose: Whose,
}

#[derive(Subcommand)]
enum Whose {
    /// Forget what belongs to a channel
    Channel(One),
    /// Forget what belongs to a person
    Person(One),
}

#[derive(Args)]
struct One {
    /// discord or slack
    platform: String,
    /// The platform's id of the channel or person
    id: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// One JSON object for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    who: Who,
}

#[derive(Args)]
pub(super) struct BackupOptions {
    /// A new file for the copy; with --restore, the copy
    file: PathBuf,
    /// Put the copy in place of what is in the store now
    #[arg(long)]
    restore: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    who: Who,
}

pub(super) fn run_export(settings: &Settings, options: &ExportOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let revisions = moderation.export(&options.folder).await?;
        let folder = options.folder.display();
        let said = format!("{folder}: the documents, {revisions} revisions, the trail and the counts\n");
        print(&said)?;
        Ok(ExitCode::SUCCESS)
    })
}

pub(super) fn run_purge(settings: &Settings, options: &PurgeOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let (Whose::Channel(one) | Whose::Person(one)) = &options.whose;
        check_id(&one.platform, &one.id).map_err(ModerationError::Refused)?;
        let (store, deed) = (moderation.store(), one.who.deed(moderation)?);
        let (platform, id) = (one.platform.clone(), one.id.clone());
        let (what, whose, subject) = match options.whose {
            Whose::Channel(_) => {
                let subject = format!("{platform} {id}");
                ("channel", Purge::Channel { platform, channel: id }, subject)
            }
            Whose::Person(_) => {
                let person = person_of(&store.person_key().await?, &platform, &id);
                // The trail must not hold on to whom it was that wanted to be forgotten.
                let subject = format!("{platform} person");
                ("person", Purge::Person { platform, person, account: id }, subject)
            }
        };
        if !confirmed(&format!("Everything that belongs to this {what} will be deleted for good."), one.yes)? {
            return Ok(ExitCode::SUCCESS);
        }
        let purged = store.purge(&whose).await?;
        store.audit(&deed.audit(&format!("{what} purged"), &subject)).await?;
        print(&if one.json { as_json(&purged) } else { in_words(&purged) })?;
        Ok(ExitCode::SUCCESS)
    })
}

pub(super) fn run_backup(settings: &Settings, options: &BackupOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let (store, file) = (moderation.store(), options.file.display());
        if !options.restore {
            store.backup(&options.file).await?;
            print(&format!("{file}: a whole copy of the store\n"))?;
            return Ok(ExitCode::SUCCESS);
        }
        let deed = options.who.deed(moderation)?;
        if !confirmed(&format!("What is in the store now will be replaced by {file}."), options.yes)? {
            return Ok(ExitCode::SUCCESS);
        }
        store.restore(&options.file).await?;
        store.audit(&deed.audit("store restored", &file.to_string())).await?;
        print(&format!("The store is what it was when {file} was written.\n"))?;
        Ok(ExitCode::SUCCESS)
    })
}

fn as_json(purged: &Purged) -> String {
    let Purged { unanswered, replies, claims, alerts, channels } = purged;
    let object = json!({
        "unanswered": unanswered, "replies": replies, "pauses": claims, "alerts": alerts, "channels": channels,
    });
    format!("{object}\n")
}

fn in_words(purged: &Purged) -> String {
    format!(
        "Deleted: {} unanswered questions, {} replies remembered, {} pauses, {} alerts that were delivered, {} channel \
         settings. Documents and counts name nobody and stay.\n",
        purged.unanswered, purged.replies, purged.claims, purged.alerts, purged.channels
    )
}

/// Asks at a terminal whether to go on. Without a terminal only `yes` counts.
fn confirmed(question: &str, yes: bool) -> Result<bool, Stop> {
    if yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        let sentence = format!("{question} Say --yes where nobody can be asked");
        return Err(ModerationError::Refused(sentence).into());
    }
    let mut out = io::stderr();
    write!(out, "{question} Go on? [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
