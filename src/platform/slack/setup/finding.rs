//! One thing that was looked at.

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Something is missing.
    Bad,
    /// Nothing is set, or Slack does not tell.
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
    pub(super) fn good(subject: impl Into<String>, said: impl Into<String>) -> Self {
        Self { subject: subject.into(), mark: Mark::Good, said: said.into(), todo: None }
    }

    pub(super) fn bad(subject: impl Into<String>, said: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { subject: subject.into(), mark: Mark::Bad, said: said.into(), todo: Some(todo.into()) }
    }

    pub(super) fn unknown(subject: impl Into<String>, said: impl Into<String>) -> Self {
        Self { subject: subject.into(), mark: Mark::Unknown, said: said.into(), todo: None }
    }
}
