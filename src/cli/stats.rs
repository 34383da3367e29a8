//! `askwell stats`: what the bot did, in numbers.

use std::io;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::moderate::with_moderation;
use super::output::print;
use crate::clock::Clock;
use crate::config::Settings;
use crate::moderation::{self, Statistics, pages};

/// Without `--from` the numbers go back so many days.
const DAYS: u32 = 29;

#[derive(Args)]
pub(super) struct StatsOptions {
    /// The first day, like 2026-11-01 (UTC) [default: 29 days before the last]
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// The last day [default: today]
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// What a row of the table is
    #[arg(long, value_enum, default_value = "day")]
    by: By,
    /// One JSON object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Day,
    Entry,
    Platform,
}

impl From<By> for moderation::By {
    fn from(by: By) -> Self {
        match by {
            By::Day => Self::Day,
            By::Entry => Self::Entry,
            By::Platform => Self::Platform,
        }
    }
}

pub(super) fn run(settings: &Settings, options: &StatsOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        let now = Clock::default().now();
        let to = options.to.clone().unwrap_or_else(|| now.day());
        let from = options.from.clone().unwrap_or_else(|| now.days_before(DAYS).day());
        let sums = moderation.statistics(&from, &to, options.by.into()).await?;
        let said = if options.json {
            as_json(&from, &to, &sums)
        } else {
            pages::numbers(&from, &to, options.by.into(), &sums)
        };
        print(&said)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn as_json(from: &str, to: &str, sums: &Statistics) -> String {
    format!("{}\n", json!({"from": from, "to": to, "rows": sums.rows, "totals": sums.totals}))
}
