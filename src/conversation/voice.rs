//! How the bot speaks in a channel, unasked.

/// How the bot speaks in a channel when nobody asked it. Emergency and crisis are answered whatever stands here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// It answers.
    #[default]
    Answer,
    /// It shows what it would answer as "did you mean …?".
    Suggest,
    /// It says nothing; what it would have answered is counted.
    Shadow,
}

impl Voice {
    /// Every way, as moderators are offered them.
    pub const ALL: [Self; 3] = [Self::Answer, Self::Suggest, Self::Shadow];

    /// The name in commands and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Suggest => "suggest",
            Self::Shadow => "shadow",
        }
    }

    /// The way of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|voice| voice.name() == name)
    }
}
