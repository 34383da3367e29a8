//! `askwell export`, `askwell purge`, `askwell backup`: the store as a whole.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::output::print;
use super::store::{DeedOptions, confirmed, unwritten, with_store};
use crate::bot::person_of;
use crate::config::{Settings, check_id};
use crate::moderation::{Trouble, export};
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
    #[command(flatten)]
    deed: DeedOptions,
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
    deed: DeedOptions,
}

pub(super) fn run_export(settings: &Settings, options: &ExportOptions) -> io::Result<ExitCode> {
    with_store(settings, async |store| {
        let revisions = export(store.as_ref(), &options.folder).await?;
        let folder = options.folder.display();
        let said = format!("{folder}: the documents, {revisions} revisions, the trail and the counts\n");
        print(&said).map_err(unwritten)?;
        Ok(ExitCode::SUCCESS)
    })
}

pub(super) fn run_purge(settings: &Settings, options: &PurgeOptions) -> io::Result<ExitCode> {
    with_store(settings, async |store| {
        let (Whose::Channel(one) | Whose::Person(one)) = &options.whose;
        check_id(&one.platform, &one.id).map_err(Trouble::Wrong)?;
        let deed = one.deed.deed()?;
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
        print(&in_words(&purged)).map_err(unwritten)?;
        Ok(ExitCode::SUCCESS)
    })
}

pub(super) fn run_backup(settings: &Settings, options: &BackupOptions) -> io::Result<ExitCode> {
    with_store(settings, async |store| {
        let file = options.file.display();
        if !options.restore {
            store.backup(&options.file).await?;
            print(&format!("{file}: a whole copy of the store\n")).map_err(unwritten)?;
            return Ok(ExitCode::SUCCESS);
        }
        let deed = options.deed.deed()?;
        if !confirmed(&format!("What is in the store now will be replaced by {file}."), options.yes)? {
            return Ok(ExitCode::SUCCESS);
        }
        store.restore(&options.file).await?;
        store.audit(&deed.audit("store restored", &file.to_string())).await?;
        print(&format!("The store is what it was when {file} was written.\n")).map_err(unwritten)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn in_words(purged: &Purged) -> String {
    format!(
        "Deleted: {} unanswered questions, {} replies remembered, {} pauses, {} alerts that were delivered, {} channel \
         settings. Documents and counts name nobody and stay.\n",
        purged.unanswered, purged.replies, purged.claims, purged.alerts, purged.channels
    )
}
