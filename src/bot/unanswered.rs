//! What is kept of a question that found no answer: as little as the clinic allows.

use super::brain::{Brain, Outcome};
use super::state::State;
use crate::config::Keep;
use crate::decision::Kind;
use crate::message::{Incoming, Mode, Platform};
use crate::store::NewUnanswered;

/// So many of the best entries are kept beside a question.
const CANDIDATES: usize = 3;
/// A longer text is no question that anybody would add to a FAQ.
const MOST_CHARACTERS: usize = 1_000;

/// Whether a question found no answer that it should have found.
///
/// Asked: an offer or a referral that is not about a topic left to the provider on purpose. Unasked: silence where the
/// same words put to the bot itself would have brought an answer or an offer; all other silence is chatter.
pub(super) fn is_unanswered(brain: &Brain, outcome: &Outcome, mode: Mode) -> bool {
    let decision = &outcome.decision;
    if outcome.manner.foreign || outcome.manner.empty || decision.cautious {
        return false;
    }
    match (decision.kind, mode) {
        (Kind::Suggest, _) => true,
        (Kind::Handoff, _) => decision.handoffs.is_empty() && !outcome.manner.pleasantry,
        (Kind::Silent, Mode::Ambient) => {
            let asked = brain.decide_at(outcome, Mode::Direct, brain.thresholds());
            matches!(asked.kind, Kind::Answer | Kind::Suggest)
        }
        _ => false,
    }
}

/// The record of a question.
pub(super) fn record(state: &State, brain: &Brain, incoming: &Incoming, outcome: &Outcome) -> NewUnanswered {
    let decision = &outcome.decision;
    let best = decision.candidates.iter().take(CANDIDATES);
    let platform = incoming.platform.name();
    let text = match state.privacy().keep {
        _ if incoming.platform == Platform::Console || incoming.text.chars().count() > MOST_CHARACTERS => None,
        Keep::Nothing => None,
        Keep::Redacted => Some(brain.redacted(&incoming.text)),
        Keep::Text => Some(incoming.text.replace('\0', "")),
    };
    NewUnanswered {
        at: state.clock().now(),
        platform: platform.to_owned(),
        channel: incoming.channel.clone(),
        message: incoming.id.as_ref().map(|id| id.message.clone()),
        link: incoming.id.as_ref().and_then(|id| id.link.clone()),
        person: state.person(platform, &incoming.author),
        decision: decision.kind.name().to_owned(),
        candidates: best.map(|best| (brain.pack().entries[best.entry].id.clone(), best.score)).collect(),
        text,
    }
}
