//! What the figures need to know of a prediction, as it stands in a file of predictions.

use serde::Deserialize;

/// One prediction in the contract's form.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Judged {
    /// `answer`, `suggest`, `handoff`, `safety`, `greeting` or `silent`.
    pub decision: String,
    /// The tier of a `safety` decision.
    #[serde(default)]
    pub tier: Option<String>,
    /// Answered or suggested ids, best first.
    #[serde(default)]
    pub entries: Vec<String>,
    /// The confidence on which it was decided.
    #[serde(default)]
    pub score: f64,
    /// The best entries, whatever the decision.
    #[serde(default)]
    pub candidates: Vec<JudgedCandidate>,
    /// One pass of the pure part, in microseconds.
    #[serde(default)]
    pub micros: Option<f64>,
}

/// An entry that was considered.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct JudgedCandidate {
    /// The entry's id.
    pub id: String,
}

impl Judged {
    /// Met as a danger to somebody.
    pub(super) fn alarms(&self) -> bool {
        self.decision == "safety" && matches!(self.tier.as_deref(), Some("crisis" | "emergency"))
    }

    pub(super) fn answers(&self) -> bool {
        self.decision == "answer"
    }

    /// Declined in favour of the provider or by a safety text.
    pub(super) fn declines(&self) -> bool {
        matches!(self.decision.as_str(), "handoff" | "safety")
    }
}
