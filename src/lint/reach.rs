//! Where an entry's own wordings lead: shared by the lints that ask the bot.

use super::subject::{Subject, Used};
use crate::decision::Kind;
use crate::safety::Tier;

/// What the bot does with an entry's own wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// It gives this entry, alone or beside others.
    Own,
    /// It gives another entry.
    Other(String),
    /// It only offers this entry.
    Offered,
    /// It gives none.
    Nothing,
    /// A safety rule takes the message: its tier and the rule's id.
    Safety(Tier, String),
}

pub(super) fn reached(subject: &Subject<'_>, entry: &Used<'_>, wording: &str) -> Reached {
    let outcome = subject.ask(wording);
    let decision = &outcome.decision;
    if let Some(hit) = outcome.triage.hits.first() {
        return Reached::Safety(hit.tier, hit.rule.clone());
    }
    let given: Vec<usize> = decision.entries.iter().chain(&decision.handoffs).copied().collect();
    match (decision.kind, given.first()) {
        (Kind::Suggest, _) if given.contains(&entry.number) => Reached::Offered,
        (Kind::Answer | Kind::Handoff, Some(_)) if given.contains(&entry.number) => Reached::Own,
        (Kind::Answer | Kind::Handoff, Some(other)) => Reached::Other(subject.id_of(*other).to_owned()),
        _ => Reached::Nothing,
    }
}
