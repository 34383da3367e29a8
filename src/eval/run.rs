//! Takes messages through the pipeline, one after another, and times each.

use super::messages::LabelledMessage;
use super::perturb::Perturbation;
use crate::bot::{Brain, Stages};
use crate::explain::Prediction;
use crate::message::Mode;
use std::time::Instant;

/// What is measured.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// How every message reaches the bot.
    pub mode: Mode,
    /// Which stages take part.
    pub stages: Stages,
    /// Makes every message harder to read first.
    pub perturbation: Option<Perturbation>,
}

impl Course {
    /// The text of a message as the pipeline gets it.
    pub fn text(&self, message: &LabelledMessage) -> String {
        self.perturbation.map_or_else(|| message.text.clone(), |kind| kind.apply(&message.text, message.line))
    }

    /// The prediction for each message, in their order. `done` is called after each.
    pub fn predict(&self, brain: &Brain, messages: &[LabelledMessage], mut done: impl FnMut()) -> Vec<Prediction> {
        let one = |message: &LabelledMessage| {
            let text = self.text(message);
            let start = Instant::now();
            let outcome = brain.decide(&text, self.mode, self.stages);
            let micros = start.elapsed().as_secs_f64() * 1e6;
            done();
            Prediction { micros: Some(tenths(micros)), ..Prediction::new(&outcome, brain) }
        };
        messages.iter().map(one).collect()
    }
}

/// A clock says nothing beyond a tenth of a microsecond.
fn tenths(micros: f64) -> f64 {
    const TENTHS: f64 = 10.0;
    (micros * TENTHS).round() / TENTHS
}
