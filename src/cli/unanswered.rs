//! `askwell unanswered`: questions that found no answer.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::moderate::{Stop, Who, with_moderation};
use super::output::print;
use crate::config::Settings;
use crate::moderation::{Group, Moderation};
use crate::store::Kept;

/// So many of the newest questions are looked at.
const MOST: u32 = 1_000;
/// Scores are given with four decimals, as in a prediction.
const DECIMALS: f64 = 10_000.0;
/// Of a group so many are shown.
const SHOWN: usize = 5;

#[derive(Args)]
pub(super) struct UnansweredOptions {
    #[command(subcommand)]
    command: Option<Command>,
    /// JSON for programs: one array of the groups, or one object
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Mark a question as one that needs no answer
    Ignore {
        /// The question's number
        number: i64,
        #[command(flatten)]
        who: Who,
    },
}

pub(super) fn run(settings: &Settings, options: &UnansweredOptions) -> io::Result<ExitCode> {
    with_moderation(settings, async |moderation| {
        print(&perform(moderation, options).await?)?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn perform(moderation: &Moderation, options: &UnansweredOptions) -> Result<String, Stop> {
    if let Some(Command::Ignore { number, who }) = &options.command {
        moderation.ignore(*number, &who.deed(moderation)?).await?;
        let object = json!({"ignored": number});
        return Ok(if options.json { format!("{object}\n") } else { format!("Question {number} needs no answer.\n") });
    }
    let groups = moderation.unanswered(MOST).await?;
    Ok(if options.json { listed_json(&groups) } else { listed(&groups) })
}

fn listed(groups: &[Group]) -> String {
    if groups.is_empty() {
        return "No question is waiting for an answer.\n".to_owned();
    }
    let mut out = String::new();
    for group in groups {
        let nearest =
            if group.entry.is_empty() { "near no entry".to_owned() } else { format!("nearest: {}", group.entry) };
        let number = group.questions.len();
        // Writing into a text cannot fail.
        let _ = writeln!(out, "{number} {}, {nearest}", if number == 1 { "question" } else { "questions" });
        for kept in group.questions.iter().take(SHOWN) {
            out += &line(kept);
        }
        if number > SHOWN {
            let _ = writeln!(out, "  … and {} more", number - SHOWN);
        }
        out.push('\n');
    }
    out += "Give one to its entry:  askwell belongs NUMBER ENTRY\n";
    out += "Or let it be:           askwell unanswered ignore NUMBER\n";
    out
}

fn line(kept: &Kept) -> String {
    let question = &kept.question;
    let scores: Vec<String> = question.candidates.iter().map(|(entry, score)| format!("{entry} {score:.2}")).collect();
    let what = question.text.as_deref().map_or_else(
        || question.link.clone().unwrap_or_else(|| "(no text and no link are kept)".to_owned()),
        |text| format!("“{}”", text.split_whitespace().collect::<Vec<_>>().join(" ")),
    );
    format!(
        "  {:>4}  {}  {} {}  {what}\n        {}\n",
        kept.id,
        question.at.minute(),
        question.platform,
        question.decision,
        if scores.is_empty() { "no candidates".to_owned() } else { scores.join(", ") },
    )
}

fn listed_json(groups: &[Group]) -> String {
    let groups = groups.iter().map(|group| {
        json!({"entry": group.entry, "questions": group.questions.iter().map(question_json).collect::<Vec<_>>()})
    });
    format!("{}\n", Value::Array(groups.collect()))
}

fn question_json(kept: &Kept) -> Value {
    let question = &kept.question;
    let rounded = |score: f32| (f64::from(score) * DECIMALS).round() / DECIMALS;
    let candidates = question.candidates.iter().map(|(id, score)| json!({"id": id, "score": rounded(*score)}));
    json!({
        "number": kept.id,
        "at": question.at.to_string(),
        "platform": question.platform,
        "channel": question.channel,
        "link": question.link,
        "decision": question.decision,
        "candidates": candidates.collect::<Vec<_>>(),
        "text": question.text,
    })
}
