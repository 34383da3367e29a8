//! `askwell why`: why a message got its reply, and what would lead it to another entry.

use super::ask::{ModeName, show};
use super::exit;
use super::output::print;
use crate::bot::{Bot, Stages};
use crate::document::closest;
use crate::explain::Comparison;
use std::io;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(super) struct WhyOptions {
    /// The message; several words are joined
    #[arg(value_name = "TEXT", num_args = 0..)]
    text: Vec<String>,
    /// The entry that you expected: why not this one, and the smallest change that would lead the message to it
    #[arg(long, value_name = "ENTRY")]
    compare: Option<String>,
    /// Print one line of JSON
    #[arg(long)]
    json: bool,
    /// How the message reaches the bot
    #[arg(long, value_enum, default_value_t)]
    mode: ModeName,
}

pub(super) fn run(bot: &Bot, options: &WhyOptions) -> io::Result<ExitCode> {
    let raw = options.text.join(" ");
    let Some(wanted) = &options.compare else { return show(bot, &raw, options.mode, true, options.json) };
    let brain = bot.brain();
    let ids: Vec<&str> = brain.pack().entries.iter().map(|entry| entry.id.as_str()).collect();
    let Some(number) = ids.iter().position(|id| id == wanted) else {
        eprintln!("error: no entry has the id `{wanted}`");
        match closest(wanted, &ids) {
            Some(id) => eprintln!("  Help: did you mean `{id}`?"),
            None => eprintln!("  Help: they are: {}", ids.join(", ")),
        }
        return Ok(exit::wrong_use());
    };
    let mode = options.mode.into();
    let outcome = brain.decide(&raw, mode, Stages::All);
    let comparison = Comparison::new(&raw, mode, &outcome, &brain, number);
    let text = if options.json { serde_json::to_string(&comparison)? } else { comparison.to_string() };
    print(&format!("{}\n", text.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}
