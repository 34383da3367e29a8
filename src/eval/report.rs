//! What a measurement found, for people and for programs.

use super::chat::{AnswerableIds, ChatFigures};
use super::messages::{LabelledMessage, Labels};
use super::misses::{Miss, misses};
use super::public::{PublicFigures, quantiles};
use super::run::Course;
use crate::bot::{Brain, Stages};
use crate::explain::Prediction;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A message is shown to this many characters in a list for people.
const SHOWN: usize = 72;

/// The figures that fit what was measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Figures {
    /// The whole way: a clinic's chat.
    Chat(ChatFigures),
    /// The engine alone: a public question set.
    Public(PublicFigures),
}

/// A measurement.
pub struct Report<'a> {
    pub(super) course: Course,
    pack: String,
    pub(super) messages: &'a [LabelledMessage],
    pub(super) texts: Vec<String>,
    pub(super) predictions: &'a [Prediction],
    pub(super) figures: Figures,
    pub(super) misses: Vec<(usize, Miss)>,
    faults: Vec<String>,
    left_out: Vec<&'static str>,
}

impl<'a> Report<'a> {
    /// Counts the predictions for labelled messages; the others are left out of every figure.
    pub fn new(course: Course, brain: &Brain, messages: &'a [LabelledMessage], predictions: &'a [Prediction]) -> Self {
        let faq = answerable(brain);
        let all = || messages.iter().zip(predictions).enumerate();
        let labelled = || all().filter_map(|(at, (m, p))| m.labels.as_ref().map(|labels| (at, labels, p)));
        let pairs = labelled().map(|(_, labels, prediction)| (labels, prediction));
        let (figures, misses) = match course.stages {
            Stages::All => (Figures::Chat(ChatFigures::of(pairs, &faq)), misses(labelled(), &faq)),
            Stages::EngineOnly => (Figures::Public(PublicFigures::of(pairs)), Vec::new()),
        };
        let texts = messages.iter().map(|message| course.text(message)).collect();
        let faults = strange_labels(labelled().map(|(_, labels, _)| labels), brain);
        let pack = brain.pack().hash.clone();
        let left_out = brain.left_out().iter().map(|part| part.name()).collect();
        Self { course, pack, messages, texts, predictions, figures, misses, faults, left_out }
    }

    /// Labels that are neither an entry of the pack nor one of the fixed ones: slips, or another pack's.
    pub fn strange_labels(&self) -> &[String] {
        &self.faults
    }

    /// One object for programs, with so many misses at most.
    pub fn to_json(&self, most_misses: usize) -> Value {
        let figures = match &self.figures {
            Figures::Chat(figures) => figures.to_json(),
            Figures::Public(figures) => figures.to_json(),
        };
        let (p50, p99) = self.micros().unzip();
        let miss = |(at, miss): &(usize, Miss)| {
            json!({
                "line": self.messages[*at].line + 1,
                "miss": miss.name(),
                "text": self.texts[*at],
                "labels": self.messages[*at].labels.as_ref().map(|labels| &labels.labels),
                "prediction": self.predictions[*at],
            })
        };
        json!({
            "messages": self.messages.len(),
            "labelled": self.labelled(),
            "mode": self.course.mode.name(),
            "engine_only": self.course.stages == Stages::EngineOnly,
            "perturbation": self.course.perturbation.map(super::Perturbation::name),
            "without": self.left_out,
            "pack": self.pack,
            "figures": figures,
            "micros_p50": p50,
            "micros_p99": p99,
            "misses": self.misses.len(),
            "worst": self.misses.iter().take(most_misses).map(miss).collect::<Vec<_>>(),
        })
    }

    /// A page for people, with so many misses at most.
    pub fn to_text(&self, most_misses: usize) -> String {
        let mut text = self.head();
        if self.labelled() == 0 {
            text.push_str("No message has labels: there is nothing to count.\n");
        } else {
            self.list_figures(&mut text);
        }
        if let Some((p50, p99)) = self.micros() {
            let _ = writeln!(text, "\nmicroseconds a message: median {p50}, 99 of 100 within {p99}");
        }
        self.list_misses(&mut text, most_misses);
        text
    }

    pub(super) fn head(&self) -> String {
        let perturbed = self.course.perturbation.map_or(String::new(), |kind| format!(", perturbed: {}", kind.name()));
        let engine = if self.course.stages == Stages::EngineOnly { ", engine only" } else { "" };
        let (all, labelled) = (self.messages.len(), self.labelled());
        let labelled = if labelled == all { String::new() } else { format!(" ({labelled} with labels)") };
        format!("{all} messages{labelled}, {} mode{engine}{perturbed}; pack {}\n\n", self.course.mode.name(), self.pack)
    }

    fn list_figures(&self, text: &mut String) {
        match &self.figures {
            Figures::Chat(figures) => {
                for (name, share) in figures.named() {
                    let value = share.value().map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"));
                    let _ = writeln!(text, "{name:20}{value:>8}   {} of {}", share.hits, share.total);
                }
            }
            Figures::Public(figures) => {
                for (name, value) in figures.0.iter().filter(|(name, _)| !name.starts_with("micros")) {
                    let _ = writeln!(text, "{name:20}{value:>8.4}");
                }
            }
        }
    }

    fn list_misses(&self, text: &mut String, most: usize) {
        let shown = self.misses.len().min(most);
        if shown == 0 {
            return;
        }
        let _ = writeln!(text, "\nThe gravest {shown} of {} misses:", self.misses.len());
        for (at, miss) in self.misses.iter().take(most) {
            let prediction = &self.predictions[*at];
            let labels = self.messages[*at].labels.as_ref().map_or(String::new(), |labels| labels.labels.join(", "));
            let got = match &prediction.tier {
                Some(tier) => tier.to_string(),
                None if prediction.entries.is_empty() => prediction.decision.to_string(),
                None => format!("{} {}", prediction.decision, prediction.entries.join(", ")),
            };
            let line = self.messages[*at].line + 1;
            let _ =
                writeln!(text, "  line {line}: {}, wanted {labels}, got {got} ({:.2})", miss.name(), prediction.score);
            let _ = writeln!(text, "    {}", one_line(&self.texts[*at]));
        }
    }

    fn labelled(&self) -> usize {
        self.messages.iter().filter(|message| message.labels.is_some()).count()
    }

    fn micros(&self) -> Option<(f64, f64)> {
        quantiles(self.predictions.iter().filter_map(|prediction| prediction.micros).collect())
    }
}

/// The entries that have an answer: what counts as FAQ among the labels.
pub(super) fn answerable(brain: &Brain) -> AnswerableIds {
    brain.pack().entries.iter().filter(|entry| entry.answer.is_some()).map(|entry| entry.id.clone()).collect()
}

/// Labels that are neither an entry of the pack nor one of the fixed ones, each once.
pub(super) fn strange_labels<'l>(all: impl Iterator<Item = &'l Labels>, brain: &Brain) -> Vec<String> {
    const FIXED: [&str; 6] = ["crisis", "emergency", "advice", "personal", "uncovered", "none"];
    let known = |label: &str| FIXED.contains(&label) || brain.pack().entries.iter().any(|entry| entry.id == label);
    let mut strange: Vec<String> = all
        .flat_map(|labels| labels.labels.iter().chain(labels.also.iter().flatten()))
        .filter(|label| !known(label))
        .cloned()
        .collect();
    strange.sort_unstable();
    strange.dedup();
    strange
}

/// The beginning of a message on one line, without control characters that could move a terminal's cursor.
fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).take(SHOWN).collect();
    if text.chars().count() > SHOWN { shown + "…" } else { shown }
}
