//! `askwell tune`: changes to the documents that labelled messages ask for.

use super::ask::ModeName;
use super::documents::with_bot;
use super::output::print;
use super::{exit, stop};
use crate::bot::Brain;
use crate::config::Settings;
use crate::document::{Source, replace};
use crate::eval::tune::{Options, Progress, Standing, Tally, Tuning, Watch, tune};
use crate::eval::{LabelledMessage, read_messages};
use crate::faq::edit::edit;
use crate::faq::{built_in_source, read_documents};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use similar::TextDiff;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// How the progress bar looks.
const BAR: &str = "{bar:32} {msg}, {pos} of {len} candidates";
/// Lines of a document around a change.
const CONTEXT: usize = 3;

#[derive(clap::Args)]
pub(super) struct TuneOptions {
    /// Labelled messages: JSONL, or CSV with a header `text,label`
    #[arg(long, value_name = "FILE")]
    messages: PathBuf,
    /// How the messages reach the bot
    #[arg(long, value_enum, default_value_t)]
    mode: ModeName,
    /// Write the changes into the documents
    #[arg(long)]
    apply: bool,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
    /// Parts into which the messages are dealt for cross-validation
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=20))]
    folds: u8,
    /// Rounds of the search at most
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=1000))]
    rounds: u16,
}

pub(super) fn run(settings: &Settings, options: &TuneOptions) -> io::Result<ExitCode> {
    if options.apply && settings.faq.dir.is_none() {
        eprintln!("error: the built-in FAQ cannot be changed");
        eprintln!("  Help: run `askwell init`, then tune the folder: askwell tune --faq FOLDER/faq --messages FILE");
        return Ok(exit::failure());
    }
    let messages = match read_messages(&options.messages) {
        Ok(messages) => messages,
        Err(error) => {
            eprintln!("error: {error}");
            return Ok(exit::wrong_use());
        }
    };
    with_bot(settings, |bot| {
        let folder = settings.faq.dir.as_deref();
        let sources = match folder.map_or_else(|| Ok(vec![built_in_source()]), read_documents) {
            Ok(sources) => sources,
            Err(found) => {
                eprintln!("{found}");
                return Ok(exit::failure());
            }
        };
        propose(&bot.brain(), &sources, folder.is_some(), &messages, options)
    })
}

fn propose(
    brain: &Brain,
    sources: &[Arc<Source>],
    own: bool,
    messages: &[LabelledMessage],
    options: &TuneOptions,
) -> io::Result<ExitCode> {
    let tuning = search(brain, messages, options)?;
    let edited = match edit(sources, &tuning.changes()) {
        Ok(edited) => edited,
        Err(error) => {
            eprintln!("error: {error}");
            return Ok(exit::failure());
        }
    };
    let changed: Vec<(&Arc<Source>, &Arc<Source>)> =
        sources.iter().zip(&edited).filter(|(old, new)| old.text != new.text).collect();
    let applied = options.apply && !changed.is_empty();
    if applied {
        for (old, new) in &changed {
            let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", old.name));
            replace(Path::new(&old.name), old, &new.text).map_err(named)?;
        }
    }
    let diff: String = changed.iter().map(|(old, new)| diff(old, new)).collect();
    if options.json {
        print(&format!("{}\n", to_json(&tuning, &diff, applied)))?;
    } else {
        print(&to_text(&tuning, &diff, applied, own, options))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn search(brain: &Brain, messages: &[LabelledMessage], options: &TuneOptions) -> io::Result<Tuning> {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(BAR) {
        bar.set_style(style);
    }
    let progress = |at: Progress| {
        bar.set_length(at.of as u64);
        bar.set_message(if at.round == 0 { "opening".to_owned() } else { format!("round {}", at.round) });
        bar.set_position(at.tried as u64);
    };
    let stop = stop::on_ctrl_c()?;
    let how = Options { mode: options.mode.into(), folds: options.folds.into(), rounds: options.rounds.into() };
    let tuning = tune(brain, messages, how, &Watch { progress: &progress, stop: &stop });
    bar.finish_and_clear();
    Ok(tuning)
}

fn diff(old: &Source, new: &Source) -> String {
    let (before, after) = (format!("a/{}", old.name), format!("b/{}", old.name));
    TextDiff::from_lines(old.text.as_str(), new.text.as_str())
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&before, &after)
        .to_string()
}

fn to_text(tuning: &Tuning, diff: &str, applied: bool, own: bool, options: &TuneOptions) -> String {
    let Tuning { before, after, .. } = tuning;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} labelled messages, {} of them ask for an entry: {} answered right; {} of all answered wrong",
        before.messages, before.asking, before.right, before.wrong
    );
    if tuning.stopped {
        text.push_str("Ended early: this is the best so far.\n");
    }
    if tuning.proposals.is_empty() {
        let _ =
            writeln!(text, "Nothing to propose: {} candidates were tried, and none wins often enough.", tuning.tried);
        return text;
    }
    text.push_str("\nProposals, each counted on messages that it was not made from:\n");
    for (at, proposal) in tuning.proposals.iter().enumerate() {
        let _ = writeln!(text, "{:3}. {proposal}", at + 1);
        let _ = writeln!(text, "     {}; wins in {} of {} folds", won(&proposal.effect), proposal.folds, options.folds);
    }
    let _ = writeln!(
        text,
        "\nAll together, each message without what was taken from it: right {} → {}, wrong {} → {}. Expect a little less on new ones.\n",
        before.right, after.right, before.wrong, after.wrong
    );
    text.push_str(diff);
    text.push_str(match (applied, own) {
        (true, _) => "\nWritten. `askwell check` reads the documents once more.\n",
        (false, true) => "\nNothing was written: `--apply` writes it.\n",
        (false, false) => "\nThis is the built-in FAQ, which cannot be changed: run `askwell init`.\n",
    });
    text
}

fn won(effect: &Tally) -> String {
    let Tally { right_won, right_lost, wrong_more, wrong_less, .. } = effect;
    format!("right +{right_won} −{right_lost}, wrong −{wrong_less} +{wrong_more}")
}

fn to_json(tuning: &Tuning, diff: &str, applied: bool) -> Value {
    let effect = |effect: &Tally| {
        json!({
            "right_won": effect.right_won,
            "right_lost": effect.right_lost,
            "wrong_more": effect.wrong_more,
            "wrong_less": effect.wrong_less,
        })
    };
    let standing = |standing: Standing| json!({"right": standing.right, "wrong": standing.wrong});
    let proposals = tuning.proposals.iter().map(|proposal| {
        json!({
            "change": proposal.to_string(),
            "entry": proposal.entry(),
            "changes": proposal.changes.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "effect": effect(&proposal.effect),
            "folds": proposal.folds,
        })
    });
    json!({
        "messages": tuning.before.messages,
        "asking": tuning.before.asking,
        "before": standing(tuning.before),
        "after": standing(tuning.after),
        "tried": tuning.tried,
        "stopped": tuning.stopped,
        "proposals": proposals.collect::<Vec<_>>(),
        "diff": diff,
        "applied": applied,
    })
}
