//! `askwell discord`: the link that invites the bot, and a look at whether everything is as it should be.

use super::output::print;
use super::{exit, findings};
use crate::config::Settings;
use crate::platform::discord::{Invitation, check, invitation};
use serde_json::json;
use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(super) struct DiscordOptions {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Print the link that invites the bot to a server, with the least permissions that it needs
    Invite(Form),
    /// Look at the token, the intent, and every server, channel and role of the settings; say what to click where
    Check(Form),
}

#[derive(clap::Args)]
struct Form {
    /// One JSON object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(settings: &Settings, options: &DiscordOptions) -> io::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = match &options.command {
        Command::Invite(form) => runtime.block_on(invitation(&settings.discord)).map(|invitation| {
            let text = if form.json { invitation_json(&invitation) } else { invitation_page(&invitation) };
            (text, true)
        }),
        Command::Check(form) => runtime
            .block_on(check(&settings.discord))
            .map(|found| (findings::text(&found, form.json), findings::is_well(&found))),
    };
    match done {
        Ok((text, all_well)) => {
            print(&text)?;
            Ok(if all_well { ExitCode::SUCCESS } else { exit::failure() })
        }
        Err(error) => {
            eprintln!("error: {error}");
            Ok(exit::failure())
        }
    }
}

fn invitation_page(invitation: &Invitation) -> String {
    let mut page = format!(
        "Open this link as somebody who may manage the server, and choose the server:\n\n  {}\n\nIt asks for:\n",
        invitation.link
    );
    for (name, why) in invitation.scopes.iter().chain(&invitation.permissions) {
        let _ = writeln!(page, "  {name:26} {why}");
    }
    page
}

fn invitation_json(invitation: &Invitation) -> String {
    let listed = |list: &[(&str, &str)]| -> Vec<_> {
        list.iter().map(|(name, why)| json!({ "name": name, "why": why })).collect()
    };
    let object = json!({
        "link": invitation.link,
        "scopes": listed(&invitation.scopes),
        "permissions": listed(&invitation.permissions),
        "bits": invitation.bits.to_string(),
    });
    format!("{object}\n")
}
