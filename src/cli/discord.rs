//! `askwell discord`: the link that invites the bot, and a look at whether everything is as it should be.

use super::exit;
use super::output::print;
use crate::config::Settings;
use crate::platform::discord::{Finding, Invitation, Mark, check, invitation};
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
        Command::Check(form) => runtime.block_on(check(&settings.discord)).map(|found| {
            let all_well = found.iter().all(|finding| finding.mark != Mark::Bad);
            (if form.json { findings_json(&found, all_well) } else { findings_page(&found) }, all_well)
        }),
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

fn sign(mark: Mark) -> char {
    match mark {
        Mark::Good => '✓',
        Mark::Bad => '✗',
        Mark::Unknown => '?',
    }
}

fn findings_page(found: &[Finding]) -> String {
    let mut page = String::new();
    for Finding { subject, mark, said, todo } in found {
        let _ = writeln!(page, "{} {subject}: {said}", sign(*mark));
        if let Some(todo) = todo {
            let _ = writeln!(page, "  → {todo}");
        }
    }
    let missing = found.iter().filter(|finding| finding.mark == Mark::Bad).count();
    let _ = match missing {
        0 => writeln!(page, "\nNothing is missing."),
        1 => writeln!(page, "\nOne thing is missing."),
        _ => writeln!(page, "\n{missing} things are missing."),
    };
    page
}

fn findings_json(found: &[Finding], all_well: bool) -> String {
    let checks: Vec<_> = found
        .iter()
        .map(|Finding { subject, mark, said, todo }| {
            let mark = match mark {
                Mark::Good => "good",
                Mark::Bad => "bad",
                Mark::Unknown => "unknown",
            };
            json!({ "subject": subject, "mark": mark, "said": said, "todo": todo })
        })
        .collect();
    format!("{}\n", json!({ "ok": all_well, "checks": checks }))
}
