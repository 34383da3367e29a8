//! `askwell stats`: what the bot did, in numbers.

use std::io;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::moderate::with_moderation;
use super::output::print;
use crate::clock::Clock;
use crate::config::Settings;
use crate::moderation::{self, Statistics};

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
        let said = if options.json { as_json(&from, &to, &sums) } else { table(&from, &to, options.by, &sums) };
        print(&said)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn as_json(from: &str, to: &str, sums: &Statistics) -> String {
    format!("{}\n", json!({"from": from, "to": to, "rows": sums.rows, "totals": sums.totals}))
}

fn table(from: &str, to: &str, by: By, sums: &Statistics) -> String {
    if sums.rows.is_empty() {
        return format!("Nothing was counted from {from} to {to}.\n");
    }
    let head = match by {
        By::Day => "day",
        By::Entry => "entry",
        By::Platform => "platform",
    };
    let all = ("all".to_owned(), sums.totals.clone());
    let name = |row: &str| if row.is_empty() { "(none)".to_owned() } else { row.to_owned() };
    let mut rows = vec![std::iter::once(head.to_owned()).chain(sums.kinds.iter().cloned()).collect::<Vec<_>>()];
    for (row, kinds) in sums.rows.iter().map(|(row, kinds)| (name(row), kinds.clone())).chain([all]) {
        let times = sums.kinds.iter().map(|kind| kinds.get(kind).copied().unwrap_or_default().to_string());
        rows.push(std::iter::once(row).chain(times).collect());
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..=sums.kinds.len()).map(width).collect();
    let cell = |(column, text): (usize, &String)| match column {
        0 => format!("{text:<0$}", widths[0]),
        _ => format!("  {text:>0$}", widths[column]),
    };
    let line = |row: &Vec<String>| row.iter().enumerate().map(cell).collect::<String>().trim_end().to_owned();
    rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}
