//! The store for a command: opened, used, closed.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use super::exit;
use crate::clock::Clock;
use crate::config::Settings;
use crate::moderation::{Deed, Trouble};
use crate::store::{Store, connect};

/// Who does something and why.
#[derive(clap::Args)]
pub(super) struct DeedOptions {
    /// Who does it, as it will stand in the history [default: the name of the system's user]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why, as it will stand in the history
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl DeedOptions {
    /// The deed, now.
    pub(super) fn deed(&self) -> Result<Deed, Trouble> {
        let user = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let by = self.by.clone().or_else(user).unwrap_or_else(|| "command line".to_owned());
        Deed::new(&by, self.reason.as_deref(), Clock::default().now())
    }
}

/// Does something with the store of the settings. Trouble is said on stderr: exit 1, or 2 where the wish itself is wrong.
pub(super) fn with_store(
    settings: &Settings,
    work: impl AsyncFnOnce(Arc<dyn Store>) -> Result<ExitCode, Trouble>,
) -> io::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let outcome = runtime.block_on(async {
        let store = connect(&settings.store.url).await?;
        let outcome = work(Arc::clone(&store)).await;
        store.close().await;
        outcome
    });
    Ok(outcome.unwrap_or_else(|trouble| refused(&trouble)))
}

/// Says what went wrong, and the exit code for it.
fn refused(trouble: &Trouble) -> ExitCode {
    if let Trouble::Files { error, .. } = trouble
        && error.kind() == io::ErrorKind::BrokenPipe
    {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: {trouble}");
    if let Trouble::Wrong(_) = trouble { exit::wrong_use() } else { exit::failure() }
}

/// Writing to stdout failed.
pub(super) fn unwritten(error: io::Error) -> Trouble {
    Trouble::Files { what: "stdout".to_owned(), error }
}

/// Asks at a terminal whether to go on. Without a terminal only `yes` counts.
pub(super) fn confirmed(question: &str, yes: bool) -> Result<bool, Trouble> {
    if yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        return Err(Trouble::Wrong(format!("{question} Say --yes where nobody can be asked")));
    }
    let mut out = io::stderr();
    write!(out, "{question} [y/N] ").and_then(|()| out.flush()).map_err(unwritten)?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).map_err(unwritten)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
