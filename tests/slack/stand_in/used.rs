//! What was sent or pressed, and what came back: with the acknowledgement, or later.

use super::blocks::{Surface, check, unknown};
use super::delivery::{Kind, Stage};
use super::elements::options;
use super::state::{Posted, State};
use super::verdict::Verdict;
use super::{StandIn, text};
use serde_json::Value;

/// Something that was sent or pressed.
#[derive(Clone, Debug)]
pub(crate) struct Used {
    pub(super) delivery: usize,
    pub(super) hook: Option<String>,
    /// What opens a view.
    pub(crate) trigger: String,
}

impl StandIn {
    /// Waits for the acknowledgement. Returns what came with it.
    pub(crate) async fn acknowledged(&self, used: &Used) -> Option<Value> {
        self.until("it is acknowledged", |state| {
            let delivery = &state.deliveries[used.delivery];
            (delivery.stage == Stage::Done).then(|| delivery.answer.clone())
        })
        .await
    }

    /// Waits for a message that only whoever used it sees.
    pub(crate) async fn told(&self, used: &Used) -> Posted {
        self.told_times(used, 1).await.remove(0)
    }

    /// Waits for so many of them.
    pub(crate) async fn told_times(&self, used: &Used, count: usize) -> Vec<Posted> {
        self.until("an answer to what was used", |state| {
            let told = state.told(used);
            (told.len() >= count).then_some(told)
        })
        .await
    }

    /// Waits for the view that it opens. Returns its id.
    pub(crate) async fn opened(&self, used: &Used) -> String {
        self.until("a form opens", |state| {
            state.views.iter().find(|(_, view)| view.trigger == used.trigger).map(|(id, _)| id.clone())
        })
        .await
    }
}

impl State {
    /// What whoever used it was told so far.
    pub(crate) fn told(&self, used: &Used) -> Vec<Posted> {
        self.private.iter().filter(|posted| posted.hook.is_some() && posted.hook == used.hook).cloned().collect()
    }

    /// Looks at what came with an acknowledgement.
    pub(super) fn check_answer(&mut self, delivery: usize, answer: &Value) {
        let kind = self.deliveries[delivery].kind;
        let payload = self.deliveries[delivery].payload.clone();
        let mut verdict = Verdict::default();
        match (kind, payload["type"].as_str()) {
            (Kind::Event, _) => verdict.note("an event was acknowledged with something"),
            (Kind::Suggestion, _) => suggestions(answer, &mut verdict),
            (Kind::Interaction, Some("view_submission")) => submission(answer, &payload["view"], &mut verdict),
            (Kind::Interaction, _) => verdict.note("a press or shortcut was acknowledged with something"),
            (Kind::Command, _) => {
                super::chat::message(answer, &super::chat::RESPONSE, &mut verdict);
                let hook = payload["response_url"].as_str().and_then(|url| url.rsplit('/').next()).map(str::to_owned);
                self.show_response(hook.as_deref().unwrap_or_default(), answer);
            }
        }
        self.complaints.extend(verdict.notes);
    }
}

fn suggestions(answer: &Value, verdict: &mut Verdict) {
    let fields = answer.as_object().cloned().unwrap_or_default();
    unknown(&fields, &["options", "option_groups"], "suggestions", verdict);
    // No line at all is a fair answer to what nobody knows.
    if answer["options"].as_array().is_none_or(|lines| !lines.is_empty()) {
        options(&answer["options"], 100, verdict);
    }
}

fn submission(answer: &Value, view: &Value, verdict: &mut Verdict) {
    let fields = answer.as_object().cloned().unwrap_or_default();
    unknown(&fields, &["response_action", "errors", "view"], "the answer to a form", verdict);
    match answer["response_action"].as_str() {
        Some("errors") => {
            let inputs: Vec<&str> = view["blocks"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|block| block["type"] == "input")
                .filter_map(|block| block["block_id"].as_str())
                .collect();
            let errors = answer["errors"].as_object().cloned().unwrap_or_default();
            if errors.is_empty() {
                verdict.note("a form is refused without errors");
            }
            for (block, words) in errors {
                if !inputs.contains(&block.as_str()) || words.as_str().is_none_or(str::is_empty) {
                    verdict.note(format!("an error for {block}, which is no field of the form, or without words"));
                }
            }
        }
        Some("update" | "push") => super::blocks::view(&answer["view"], verdict),
        Some("clear") => {}
        other => verdict.note(format!("a form is answered with {other:?}")),
    }
    if !answer["view"]["blocks"].is_null() {
        check(&answer["view"]["blocks"], Surface::Modal, verdict);
    }
}

/// The words that a view shows.
pub(crate) fn words_of(view: &Value) -> String {
    text::shown(&view["blocks"])
}
