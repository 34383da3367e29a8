//! Who moderates.

use super::error::{ModerationError, Result};

/// Names that stand in the history for what no person did.
pub const RESERVED_NAMES: [&str; 2] = [DISK, BUILT_IN];
/// Somebody who edited the files.
pub(super) const DISK: &str = "disk";
/// The program itself, where a store begins with the FAQ that comes with it.
pub(super) const BUILT_IN: &str = "askwell";

/// The longest name of a person, in characters.
const LONGEST_NAME: usize = 100;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// A person who moderates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moderator {
    /// The name under which the history shows them.
    pub name: String,
    /// May say that a changed answer goes live where the old one had been reviewed.
    pub reviewer: bool,
}

impl Moderator {
    /// A name that can be written into the history.
    pub(super) fn check(&self) -> Result<&str> {
        let name = plain("the name", &self.name, LONGEST_NAME)?;
        if RESERVED_NAMES.iter().any(|taken| name.eq_ignore_ascii_case(taken)) {
            return Err(ModerationError::refused(format!("nobody can be called `{name}`: the history uses it")));
        }
        Ok(name)
    }
}

/// A reason that can be written into the history; an empty one is none.
pub(super) fn reason(text: Option<&str>) -> Result<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| plain("the reason", text, LONGEST_REASON).map(str::to_owned)).transpose()
}

fn plain<'t>(what: &str, text: &'t str, longest: usize) -> Result<&'t str> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(ModerationError::refused(format!("{what} is empty")));
    }
    if length > longest {
        return Err(ModerationError::refused(format!("{what} has {length} characters, and {longest} are allowed")));
    }
    if text.chars().any(char::is_control) {
        return Err(ModerationError::refused(format!("{what} holds a control character: write it on one line")));
    }
    Ok(text)
}
