//! `askwell channel`: where and how the bot speaks.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::moderate::{Stop, Who, with_moderation};
use super::output::print;
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::conversation::Voice;
use crate::moderation::{Listening, Moderation, pages};
use crate::store::ChannelState;

#[derive(Args)]
pub(super) struct ChannelOptions {
    #[command(subcommand)]
    command: Command,
    /// JSON for programs: one object, or one array of the list
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// List where the bot listens and how it speaks there
    List,
    /// Let the bot listen in a channel
    Enable(One),
    /// Make the bot deaf in a channel: not even danger is looked for there
    Disable(One),
    /// Say how the bot speaks in a channel when nobody asked it
    Mode {
        #[command(flatten)]
        one: One,
        /// How it speaks
        #[arg(value_enum)]
        mode: Mode,
    },
    /// Keep the bot silent in a channel for a while; danger is answered all the same
    Mute {
        #[command(flatten)]
        one: One,
        /// For how many minutes
        #[arg(long, default_value_t = 60, value_name = "N")]
        minutes: u64,
    },
    /// End a mute
    Unmute(One),
    /// Set where alerts of a platform go, over the settings file; without a channel the settings file counts again
    Staff {
        /// discord or slack
        platform: String,
        /// The platform's id of the channel
        channel: Option<String>,
        #[command(flatten)]
        who: Who,
    },
}

/// One channel, and who wants something of it.
#[derive(Args)]
struct One {
    /// discord or slack
    platform: String,
    /// The platform's id of the channel
    channel: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Clone, Copy, ValueEnum)]
enum Mode {
    /// Answer
    Answer,
    /// Show what it would answer as "did you mean …?"
    Suggest,
    /// Say nothing; count what it would have answered
    Shadow,
}

impl From<Mode> for Voice {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Answer => Self::Answer,
            Mode::Suggest => Self::Suggest,
            Mode::Shadow => Self::Shadow,
        }
    }
}

pub(super) fn run(settings: &Settings, options: &ChannelOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        print(&perform(moderation, &options.command, options.json).await?)?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn perform(moderation: &Moderation, command: &Command, json: bool) -> Result<String, Stop> {
    let state = match command {
        Command::List => {
            let channels = moderation.channels().await?;
            return Ok(if json { listed_json(&channels) } else { listed(&channels, Clock::default().now()) });
        }
        Command::Staff { platform, channel, who } => {
            let deed = who.deed(moderation)?;
            moderation.set_staff_channel(platform, channel.as_deref(), &deed).await?;
            let object = json!({"platform": platform, "staff_channel": channel});
            return Ok(if json { format!("{object}\n") } else { staff_line(platform, channel.as_deref()) });
        }
        Command::Enable(One { platform, channel, who }) => {
            moderation.enable(platform, channel, &who.deed(moderation)?).await?
        }
        Command::Disable(One { platform, channel, who }) => {
            moderation.disable(platform, channel, &who.deed(moderation)?).await?
        }
        Command::Mode { one: One { platform, channel, who }, mode } => {
            moderation.set_voice(platform, channel, (*mode).into(), &who.deed(moderation)?).await?
        }
        Command::Mute { one: One { platform, channel, who }, minutes } => {
            let time = Duration::from_secs(minutes.saturating_mul(60));
            moderation.mute(platform, channel, time, &who.deed(moderation)?).await?
        }
        Command::Unmute(One { platform, channel, who }) => {
            moderation.unmute(platform, channel, &who.deed(moderation)?).await?
        }
    };
    if json {
        return Ok(format!("{}\n", state_json(&state)));
    }
    Ok(format!("{} {}: {}\n", state.platform, state.channel, pages::channel(&state, Clock::default().now())))
}

fn staff_line(platform: &str, channel: Option<&str>) -> String {
    match channel {
        Some(channel) => format!(
            "Alerts of {platform} go to the channel {channel}. `askwell alert test` sends one, to see that it arrives.\n"
        ),
        None => format!("Alerts of {platform} go where the settings file says.\n"),
    }
}

fn listed(channels: &[Listening], now: Moment) -> String {
    if channels.is_empty() {
        return "The bot listens in no channel: `askwell channel enable PLATFORM ID` makes it listen.\n".to_owned();
    }
    let line = |one: &Listening| {
        let from = if one.in_settings { " (named in the settings)" } else { "" };
        format!("{} {}: {}{from}\n", one.state.platform, one.state.channel, pages::channel(&one.state, now))
    };
    channels.iter().map(line).collect()
}

fn listed_json(channels: &[Listening]) -> String {
    let object = |one: &Listening| {
        let mut object = state_json(&one.state);
        object["in_settings"] = one.in_settings.into();
        object
    };
    format!("{}\n", Value::Array(channels.iter().map(object).collect()))
}

fn state_json(state: &ChannelState) -> Value {
    json!({
        "platform": state.platform,
        "channel": state.channel,
        "enabled": state.enabled,
        "mode": state.mode,
        "muted_until": state.muted_until.map(|until| until.to_string()),
    })
}
