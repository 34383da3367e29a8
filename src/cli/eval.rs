//! `askwell eval`: figures on labelled messages.

use super::ask::ModeName;
use super::exit;
use super::output::print;
use crate::bot::{Brain, Stages};
use crate::engine::Part;
use crate::eval::{Course, Perturbation, Report, page, read_messages};
use crate::explain::Prediction;
use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// So many misses are listed where nothing else is said.
const MISSES: usize = 10;
/// How the progress bar looks.
const BAR: &str = "{bar:32} {pos} of {len} messages, {eta} left";

#[derive(clap::Args)]
pub(super) struct EvalOptions {
    /// Labelled messages: JSONL, or CSV with a header `text,label`
    #[arg(long, value_name = "FILE")]
    messages: PathBuf,
    /// How the messages reach the bot
    #[arg(long, value_enum, default_value_t)]
    mode: ModeName,
    /// Leave safety and the gate out, as public question sets are measured
    #[arg(long)]
    engine_only: bool,
    /// Make the messages harder to read first
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Perturbation::ALL.map(Perturbation::name)))]
    perturb: Option<String>,
    /// Leave one part of the score out, to see what it brings; may be given several times
    #[arg(long, value_name = "PART", value_parser = part)]
    without: Vec<Part>,
    /// Write the predictions to this file, one line of JSON a message
    #[arg(long, value_name = "OUT")]
    predictions: Option<PathBuf>,
    /// Write a page with figures, charts and the gravest misses, for a browser; it quotes messages
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// List so many of the misses, the gravest first
    #[arg(long, value_name = "N", default_value_t = MISSES)]
    misses: usize,
    /// Print one JSON object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(brain: &Brain, options: &EvalOptions) -> io::Result<ExitCode> {
    let messages = match read_messages(&options.messages) {
        Ok(messages) => messages,
        Err(error) => {
            eprintln!("error: {error}");
            return Ok(exit::wrong_use());
        }
    };
    let reduced = (!options.without.is_empty()).then(|| brain.without(&options.without));
    let brain = reduced.as_ref().unwrap_or(brain);
    let course = options.course();
    let bar = ProgressBar::new(messages.len() as u64);
    if let Ok(style) = ProgressStyle::with_template(BAR) {
        bar.set_style(style);
    }
    brain.compile_patterns();
    let predictions = course.predict(brain, &messages, || bar.inc(1));
    bar.finish_and_clear();
    if let Some(path) = &options.predictions {
        write_predictions(path, &predictions)?;
    }
    let report = Report::new(course, brain, &messages, &predictions);
    warn_of(report.strange_labels());
    if let Some(path) = &options.report {
        std::fs::write(path, page(&report, brain, options.misses)).map_err(|error| named(path, &error))?;
    }
    let text =
        if options.json { format!("{}\n", report.to_json(options.misses)) } else { report.to_text(options.misses) };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

impl EvalOptions {
    fn course(&self) -> Course {
        let perturbation = Perturbation::ALL.into_iter().find(|kind| Some(kind.name()) == self.perturb.as_deref());
        let stages = if self.engine_only { Stages::EngineOnly } else { Stages::All };
        Course { mode: self.mode.into(), stages, perturbation }
    }
}

fn part(name: &str) -> Result<Part, String> {
    let known = || Part::ALL.map(Part::name).join(", ");
    Part::named(name).ok_or_else(|| format!("the parts of the score are: {}", known()))
}

fn write_predictions(path: &Path, predictions: &[Prediction]) -> io::Result<()> {
    let named = |error: io::Error| named(path, &error);
    let mut out = BufWriter::new(File::create(path).map_err(named)?);
    for prediction in predictions {
        serde_json::to_writer(&mut out, prediction)?;
        out.write_all(b"\n").map_err(named)?;
    }
    out.flush().map_err(named)
}

/// An error that says of which file it speaks.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A label that no entry has is mostly a slip, and such a message then counts as one that asks for no entry.
fn warn_of(labels: &[String]) {
    if !labels.is_empty() {
        eprintln!("warning: labels that are no entry of this FAQ and no tier: {}", labels.join(", "));
    }
}
