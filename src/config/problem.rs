//! One thing that is wrong with the settings.

use std::fmt;

/// What is wrong, where it stands and what to do about it. Never holds the value of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A file with its line (`config/local.toml:3`), the name of a variable or of an option.
    pub place: String,
    /// What is wrong there, with the way out where one is known.
    pub message: String,
}

impl Problem {
    pub(super) fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}
