//! Where an entry's own wordings lead.

use crate::bot::Outcome;
use crate::decision::Kind;
use crate::faq::Pack;
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

impl Reached {
    /// What an outcome means for the entry with this number.
    pub(super) fn of(outcome: &Outcome, pack: &Pack, number: usize) -> Self {
        let decision = &outcome.decision;
        if let Some(hit) = outcome.triage.hits.first() {
            return Self::Safety(hit.tier, hit.rule.clone());
        }
        let given: Vec<usize> = decision.entries.iter().chain(&decision.handoffs).copied().collect();
        match (decision.kind, given.first()) {
            (Kind::Suggest, _) if given.contains(&number) => Self::Offered,
            (Kind::Answer | Kind::Handoff, Some(_)) if given.contains(&number) => Self::Own,
            (Kind::Answer | Kind::Handoff, Some(other)) => Self::Other(pack.entries[*other].id.clone()),
            _ => Self::Nothing,
        }
    }
}
