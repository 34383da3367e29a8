//! Drafts as programs see them.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::moderation::{Changed, Drafted, Finding, Report};

/// A draft.
#[derive(Serialize, ToSchema)]
#[schema(as = Draft)]
pub(super) struct View {
    /// Its number.
    pub(super) draft: i64,
    /// `open`, `applying`, `applied` or `dropped`.
    state: String,
    /// What it does, in a line.
    action: String,
    /// Who made it.
    author: String,
    /// When, as RFC 3339 has it.
    at: String,
    /// Why.
    reason: Option<String>,
    /// Who applied or dropped it.
    decided_by: Option<String>,
    /// Only a reviewer can apply it: an answer changes that had been reviewed.
    needs_approval: bool,
    /// What it would do, in a line.
    summary: String,
    /// Why it can never be applied.
    refused: Vec<String>,
    /// What whoever applies it must know.
    warnings: Vec<String>,
}

/// A draft with all that it would do.
#[derive(Serialize, ToSchema)]
#[schema(as = DraftInFull)]
pub(super) struct InFull {
    #[serde(flatten)]
    draft: View,
    /// What it changes, as lines.
    diff: String,
    /// Labelled messages that were replayed.
    messages: usize,
    /// Questions and phrasings of the FAQ that were replayed.
    wordings: usize,
    /// How many of both show each effect; those that none shows are left out.
    effects: BTreeMap<String, usize>,
    /// What changes, the worst first; of very many the first. Texts of messages are there while the draft is new.
    changes: Vec<Changed>,
    /// What the lints find that they do not find now.
    findings: Vec<Finding>,
}

impl View {
    pub(super) fn of(drafted: &Drafted) -> Self {
        Self {
            draft: drafted.id,
            state: drafted.state.name().to_owned(),
            action: drafted.action.clone(),
            author: drafted.author.clone(),
            at: drafted.at.to_string(),
            reason: drafted.reason.clone(),
            decided_by: drafted.decided_by.clone(),
            needs_approval: drafted.needs_approval,
            summary: drafted.report.to_string(),
            refused: drafted.report.refused.clone(),
            warnings: drafted.report.warnings.clone(),
        }
    }
}

impl InFull {
    pub(super) fn of(drafted: Drafted) -> Self {
        let draft = View::of(&drafted);
        let Report { messages, wordings, effects, changes, findings, .. } = drafted.report;
        Self {
            draft,
            diff: drafted.diff,
            messages,
            wordings,
            effects: effects.into_iter().collect(),
            changes,
            findings,
        }
    }
}
