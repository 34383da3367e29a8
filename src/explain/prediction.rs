//! The prediction object: a decision in the form that other programs read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::bot::{Brain, Outcome};
use crate::decision::{Decision, Kind};
use crate::faq::Pack;
use crate::safety::Tier;

/// A decision as one line of JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct Prediction {
    /// `answer`, `suggest`, `handoff`, `safety`, `greeting` or `silent`.
    #[cfg_attr(feature = "http", schema(value_type = String))]
    pub decision: Cow<'static, str>,
    /// The tier, when the decision is `safety`.
    #[cfg_attr(feature = "http", schema(value_type = Option<String>))]
    pub tier: Option<Cow<'static, str>>,
    /// Answered or suggested entries, best first.
    pub entries: Vec<String>,
    /// Topics handed off.
    pub handoffs: Vec<String>,
    /// The confidence on which it was decided, 0 to 1.
    pub score: f64,
    /// The best five of all entries, whatever was decided.
    pub candidates: Vec<CandidateScore>,
    /// Microseconds of the pure part; left out where output must not differ from run to run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub micros: Option<f64>,
}

/// An entry with its confidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct CandidateScore {
    /// The entry.
    pub id: String,
    /// 0 to 1.
    pub score: f64,
}

impl Prediction {
    /// The prediction for an outcome.
    pub fn new(outcome: &Outcome, brain: &Brain) -> Self {
        Self::of(&outcome.decision, brain.pack())
    }

    /// A decision in a word or two: the entries that answer, the tier, or what else is done.
    pub fn in_short(&self) -> String {
        let entries = self.entries.join(", ");
        let handoffs = match self.handoffs.as_slice() {
            [] => "provider".to_owned(),
            topics => format!("provider: {}", topics.join(", ")),
        };
        match &self.tier {
            Some(tier) => tier.to_string(),
            None if self.answers() && self.handoffs.is_empty() => entries,
            None if self.answers() => format!("{entries} + {handoffs}"),
            None if self.suggests() => format!("offers {entries}"),
            None if self.is_silent() => "silence".to_owned(),
            None if self.declines() => handoffs,
            None => self.decision.to_string(),
        }
    }

    /// The prediction for a decision on entries of a pack.
    pub fn of(decision: &Decision, pack: &Pack) -> Self {
        let id = |entry: &usize| pack.entries[*entry].id.clone();
        Self {
            decision: Cow::Borrowed(decision.kind.name()),
            tier: decision.tier_name().map(Cow::Borrowed),
            entries: decision.entries.iter().map(id).collect(),
            handoffs: decision.handoffs.iter().map(id).collect(),
            score: rounded(decision.score),
            candidates: decision
                .candidates
                .iter()
                .map(|candidate| CandidateScore { id: id(&candidate.entry), score: rounded(candidate.score) })
                .collect(),
            micros: None,
        }
    }
}

impl Prediction {
    /// Answered with one entry or more.
    pub fn answers(&self) -> bool {
        self.decision == Kind::Answer.name()
    }

    /// Answered with a question back: "did you mean …?"
    pub fn suggests(&self) -> bool {
        self.decision == Kind::Suggest.name()
    }

    /// Met by silence.
    pub fn is_silent(&self) -> bool {
        self.decision == Kind::Silent.name()
    }

    /// Met as a danger to somebody.
    pub fn alarms(&self) -> bool {
        let danger = [Tier::Emergency, Tier::Crisis].map(Tier::name);
        self.decision == Kind::Safety.name() && self.tier.as_deref().is_some_and(|tier| danger.contains(&tier))
    }

    /// Left to the provider, or met by a safety text.
    pub fn declines(&self) -> bool {
        self.decision == Kind::Handoff.name() || self.decision == Kind::Safety.name()
    }
}

/// Four decimals say all there is to say, and are the same on every machine.
pub(super) fn rounded(score: f32) -> f64 {
    const DECIMALS: f64 = 10_000.0;
    (f64::from(score) * DECIMALS).round() / DECIMALS
}
