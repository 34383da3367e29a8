//! Who does something, when and why.

use super::trouble::Trouble;
use crate::clock::Moment;
use crate::store::Audit;

/// A name may have so many characters.
const LONGEST_NAME: usize = 100;
/// A reason may have so many characters.
const LONGEST_REASON: usize = 500;

/// Who does something, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The moderator's name.
    pub author: String,
    /// Why, in the moderator's words.
    pub reason: Option<String>,
    /// When.
    pub at: Moment,
}

impl Deed {
    /// A deed, if name and reason can be shown in a list.
    ///
    /// # Errors
    /// A name or reason that is empty, too long or holds control characters.
    pub fn new(author: &str, reason: Option<&str>, at: Moment) -> Result<Self, Trouble> {
        let author = line("your name", author, LONGEST_NAME)?;
        let reason = reason.map(|reason| line("the reason", reason, LONGEST_REASON)).transpose()?;
        Ok(Self { author, reason, at })
    }

    /// The trail that it leaves.
    pub fn audit(&self, action: &str, subject: &str) -> Audit {
        Audit {
            at: self.at,
            author: self.author.clone(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            reason: self.reason.clone(),
        }
    }
}

fn line(what: &str, text: &str, longest: usize) -> Result<String, Trouble> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Trouble::wrong(format!("{what} is empty")));
    }
    if text.chars().count() > longest {
        return Err(Trouble::wrong(format!("{what} is too long: at most {longest} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(Trouble::wrong(format!("{what} holds control characters: write it on one line")));
    }
    Ok(text.to_owned())
}
