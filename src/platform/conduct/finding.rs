//! One thing that was looked at when the bot is set up.

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Something is missing.
    Bad,
    /// Nothing is set, or the platform does not tell.
    Unknown,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The setting, or what else it is about.
    pub subject: String,
    /// How it stands.
    pub mark: Mark,
    /// The same in words.
    pub said: String,
    /// What to do about it.
    pub todo: Option<String>,
}

impl Finding {
    /// It is as it should be.
    pub fn good(subject: impl Into<String>, said: impl Into<String>) -> Self {
        Self { subject: subject.into(), mark: Mark::Good, said: said.into(), todo: None }
    }

    /// Something is missing, and this is to be done about it.
    pub fn bad(subject: impl Into<String>, said: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { subject: subject.into(), mark: Mark::Bad, said: said.into(), todo: Some(todo.into()) }
    }

    /// Nothing is set, or the platform does not tell.
    pub fn unknown(subject: impl Into<String>, said: impl Into<String>) -> Self {
        Self { subject: subject.into(), mark: Mark::Unknown, said: said.into(), todo: None }
    }
}
