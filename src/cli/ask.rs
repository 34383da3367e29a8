//! `askwell ask`: one message and what the bot makes of it.

use super::output::print;
use crate::bot::{Bot, Stages};
use crate::explain::{Prediction, Why};
use crate::message::Mode;
use crate::platform::console::{Style, render};
use std::io;
use std::process::ExitCode;

/// What stands where a message would get no reply.
const SILENCE: &str = "(silence)";

#[derive(clap::Args)]
pub(super) struct AskOptions {
    /// The message; several words are joined, and an empty one is allowed
    #[arg(value_name = "TEXT", num_args = 0..)]
    text: Vec<String>,
    /// Explain the decision in points
    #[arg(long)]
    why: bool,
    /// Print the decision as one line of JSON; with --why, the explanation
    #[arg(long)]
    json: bool,
    /// How the message reaches the bot
    #[arg(long, value_enum, default_value_t)]
    mode: ModeName,
}

/// The modes as the command line names them.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
pub(super) enum ModeName {
    /// Put to the bot itself: it always replies
    #[default]
    Direct,
    /// Any other message in its channels: it speaks only when it is sure
    Ambient,
}

impl From<ModeName> for Mode {
    fn from(name: ModeName) -> Self {
        match name {
            ModeName::Direct => Self::Direct,
            ModeName::Ambient => Self::Ambient,
        }
    }
}

pub(super) fn run(bot: &Bot, options: &AskOptions) -> io::Result<ExitCode> {
    show(bot, &options.text.join(" "), options.mode, options.why, options.json)
}

/// Prints what the bot makes of a message, and why if that is asked for.
pub(super) fn show(bot: &Bot, raw: &str, mode: ModeName, why: bool, json: bool) -> io::Result<ExitCode> {
    let brain = bot.brain();
    let outcome = brain.decide(raw, mode.into(), Stages::All);
    let why = why.then(|| Why::new(raw, &outcome, &brain));
    let text = match (json, why) {
        (true, Some(why)) => serde_json::to_string(&why)?,
        (true, None) => serde_json::to_string(&Prediction::new(&outcome, &brain))?,
        (false, why) => {
            let style = Style::of(&io::stdout());
            let reply = bot.reply(&brain, &outcome).map_or_else(|| SILENCE.to_owned(), |reply| render(&reply, style));
            why.map_or_else(|| reply.clone(), |why| format!("{reply}\n\n{}", why.to_string().trim_end()))
        }
    };
    print(&format!("{text}\n"))?;
    Ok(ExitCode::SUCCESS)
}
