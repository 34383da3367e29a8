//! What an account may do.

use std::fmt;

/// What an account may do at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Looks, and changes nothing.
    Reader,
    /// Tunes rules and wordings, and sets channels.
    Moderator,
    /// The same, and says that a changed answer goes live where the old one had been reviewed.
    Reviewer,
    /// What a moderator does, and accounts. Whether an answer is right is not for an administrator to say.
    Admin,
}

impl Role {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Moderator, Self::Reviewer, Self::Admin];

    /// The name that is kept and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Moderator => "moderator",
            Self::Reviewer => "reviewer",
            Self::Admin => "admin",
        }
    }

    /// The role of this name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether it may change anything.
    pub fn may_edit(self) -> bool {
        self != Self::Reader
    }

    /// Whether it may approve changes of reviewed answers.
    pub fn may_review(self) -> bool {
        self == Self::Reviewer
    }

    /// Whether it may add and remove accounts.
    pub fn may_manage(self) -> bool {
        self == Self::Admin
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
