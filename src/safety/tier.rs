//! The tiers of danger.

/// What a message was found to need before anything else. The order is the order of precedence: the highest tier wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// A question that only somebody who knows the person's history can answer.
    Advice,
    /// Suicide, self-harm, a farewell.
    Crisis,
    /// A life is in danger within minutes.
    Emergency,
}

impl Tier {
    /// The name in documents, predictions and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Crisis => "crisis",
            Self::Emergency => "emergency",
        }
    }

    /// Whether people are alerted, and no clinic may switch the tier's rules off.
    pub fn is_danger(self) -> bool {
        self >= Self::Crisis
    }
}
