//! What a message comes to, for a bot that answers from any documents.

use std::sync::Arc;

use super::super::form::Form;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use crate::bot::{Brain, Stages};
use crate::explain::{Prediction, Why};
use crate::message::{Mode, Platform, Reply};

/// A longer message is no question; it is cut here, in characters.
const LONGEST: usize = 4_000;

/// A message, and how it reaches the bot.
#[derive(Clone, Debug)]
pub(in super::super) struct Question {
    /// The message.
    pub(in super::super) text: String,
    /// Asked or overheard.
    pub(in super::super) mode: Mode,
}

/// What a message came to.
pub(in super::super) struct Tried {
    /// What is said; nothing where the bot is silent.
    pub(in super::super) reply: Option<Reply>,
    /// Why.
    pub(in super::super) why: Why,
    /// Whether somebody may be in danger, and whether people of the clinic would be told.
    pub(in super::super) danger: Option<bool>,
    /// Numbers that can be called.
    pub(in super::super) numbers: Vec<String>,
}

impl Question {
    /// The message and mode of a form.
    pub(in super::super) fn read(form: &Form) -> Self {
        let mode = if form.text(MODE) == Mode::Ambient.name() { Mode::Ambient } else { Mode::Direct };
        Self { text: form.text(MESSAGE).chars().take(LONGEST).collect(), mode }
    }

    /// No message yet.
    pub(in super::super) fn none() -> Self {
        Self { text: String::new(), mode: Mode::Direct }
    }

    /// What it comes to; nothing where it is empty. Decided on when there is a processor for it.
    pub(in super::super) async fn put_to(&self, desk: &Arc<Desk>, brain: Arc<Brain>) -> Result<Option<Tried>, Trouble> {
        if self.text.is_empty() {
            return Ok(None);
        }
        let (question, desk_) = (self.clone(), Arc::clone(desk));
        Ok(Some(desk.door.take_turn(move || question.decided(&desk_, &brain)).await?))
    }

    fn decided(&self, desk: &Desk, brain: &Brain) -> Tried {
        let outcome = brain.decide(&self.text, self.mode, Stages::All);
        let told = || [Platform::Discord, Platform::Slack].into_iter().any(|platform| desk.bot.can_alert(platform));
        let help = brain.rules().help(desk.settings().bot.region);
        Tried {
            reply: desk.bot.reply(brain, &outcome),
            why: Why::new(&self.text, &outcome, brain),
            danger: outcome.decision.is_danger().then(told),
            numbers: help.numbers().into_iter().chain(desk.settings().provider.phone.clone()).collect(),
        }
    }
}

impl Tried {
    /// The decision in a line.
    pub(in super::super) fn in_short(&self) -> String {
        let Prediction { decision, .. } = &self.why.prediction;
        format!("{decision}: {}", self.why.prediction.in_short())
    }
}

/// The field of the message.
pub(super) const MESSAGE: &str = "message";
/// The field of the mode.
pub(super) const MODE: &str = "mode";
