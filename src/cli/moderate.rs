//! What the moderators' subcommands share: the open store, who is at work, a draft shown and applied.

use std::io::{self, IsTerminal, Write as _};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::output::print;
use super::{draft_page, exit};
use crate::clock::Clock;
use crate::config::Settings;
use crate::faq::edit::Edit;
use crate::moderation::{Applied, Deed, Drafted, Moderation, ModerationError, Moderator};
use crate::store::{self, StoreError};

/// Who works at a command line where the system tells no name.
const NOBODY: &str = "command line";
/// Where the system keeps the user's name.
const USER_NAMES: [&str; 3] = ["USER", "LOGNAME", "USERNAME"];

/// What every command that changes something understands.
#[derive(clap::Args)]
pub(super) struct Who {
    /// Who does it, for the history; without it your user name on this machine
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// You are a reviewer: changes of reviewed answers may go live. Once there are accounts (`askwell desk`) NAME must be
    /// one with the role reviewer
    #[arg(long)]
    reviewer: bool,
    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
}

/// What every command that makes a draft understands.
#[derive(clap::Args)]
pub(super) struct Making {
    #[command(flatten)]
    pub(super) who: Who,
    /// Apply it at once where nothing speaks against it
    #[arg(long)]
    apply: bool,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
}

impl Who {
    /// What is done now that is no edit.
    pub(super) fn deed(&self, moderation: &Moderation) -> Result<Deed, Stop> {
        Ok(moderation.deed(&self.moderator(), self.reason.as_deref())?)
    }

    pub(super) fn moderator(&self) -> Moderator {
        let system = || USER_NAMES.iter().find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()));
        let name = self.by.clone().or_else(system).unwrap_or_else(|| NOBODY.to_owned());
        Moderator { name, reviewer: self.reviewer }
    }
}

/// Why a command ends early.
pub(super) enum Stop {
    /// It does not fit, or failed.
    Moderation(ModerationError),
    /// The output cannot be written.
    Io(io::Error),
}

impl From<ModerationError> for Stop {
    fn from(error: ModerationError) -> Self {
        Self::Moderation(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Moderation(error.into())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Opens the store and does something with the moderators' operations. What stands in the way is said on stderr.
pub(super) fn with_moderation(
    settings: &Settings,
    run: impl AsyncFnOnce(&Moderation) -> Result<ExitCode, Stop>,
) -> io::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let done = runtime.block_on(async {
        let store = store::connect(&settings.store.url).await?;
        let moderation = Moderation::new(store, settings.clone(), Clock::default());
        let done = run(&moderation).await;
        moderation.store().close().await;
        done
    });
    match done {
        Ok(code) => Ok(code),
        Err(Stop::Io(error)) => Err(error),
        Err(Stop::Moderation(error)) => {
            eprintln!("error: {error}");
            Ok(exit::failure())
        }
    }
}

/// Makes a draft of edits, shows it, and applies it where that is wanted.
pub(super) fn propose(settings: &Settings, making: &Making, edits: Vec<Edit>) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let who = making.who.moderator();
        let drafted = moderation.draft(&who, edits, making.who.reason.as_deref()).await?;
        conclude(moderation, making, drafted).await
    })
}

/// Shows a draft that was just made, and applies it where that is wanted.
pub(super) async fn conclude(moderation: &Moderation, making: &Making, drafted: Drafted) -> Result<ExitCode, Stop> {
    let who = making.who.moderator();
    let free = !drafted.report.is_refused() && (!drafted.needs_approval || who.reviewer);
    let clean = free && drafted.report.warnings.is_empty();
    if !making.json {
        print(&draft_page::page(&drafted))?;
    }
    let wanted = if making.apply { clean } else { free && !making.json && asked("Apply it now?")? };
    let applied = if wanted { Some(moderation.apply(&who, drafted.id).await?) } else { None };
    if making.json {
        print(&format!("{}\n", to_json(&drafted, applied.as_ref())))?;
    } else if let Some(applied) = &applied {
        print(&said(applied))?;
    } else {
        print(&draft_page::next_steps(&drafted))?;
    }
    let failed = drafted.report.is_refused() || making.apply && applied.is_none();
    Ok(if failed { exit::failure() } else { ExitCode::SUCCESS })
}

/// What is said of a draft that went live.
pub(super) fn said(applied: &Applied) -> String {
    let revisions: Vec<String> = applied.revisions.iter().map(i64::to_string).collect();
    let noun = if revisions.len() == 1 { "revision" } else { "revisions" };
    let settled = applied.settled.map(|id| format!(" Question {id} is settled.")).unwrap_or_default();
    let undo = applied.revisions.last().map(|id| format!("askwell undo {id}")).unwrap_or_default();
    format!("Applied: draft {}, {noun} {}.{settled} Take it back: {undo}\n", applied.id, revisions.join(", "))
}

/// Asks at a terminal; anywhere else nobody says yes.
fn asked(question: &str) -> io::Result<bool> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Ok(false);
    }
    print!("{question} [y/N] ");
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// A draft for programs, with what became of it.
pub(super) fn to_json(drafted: &Drafted, applied: Option<&Applied>) -> Value {
    let state = if applied.is_some() { "applied" } else { drafted.state.name() };
    json!({
        "draft": drafted.id,
        "state": state,
        "action": drafted.action,
        "author": drafted.author,
        "at": drafted.at.to_string(),
        "reason": drafted.reason,
        "decided_by": drafted.decided_by,
        "needs_approval": drafted.needs_approval,
        "summary": drafted.report.to_string(),
        "report": drafted.report,
        "diff": drafted.diff,
        "revisions": applied.map(|applied| &applied.revisions),
        "settled": applied.and_then(|applied| applied.settled),
    })
}
