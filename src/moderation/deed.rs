//! Who does something that is no edit of a document, when and why.

use super::Moderation;
use super::error::Result;
use super::people::{Moderator, reason};
use crate::clock::Moment;
use crate::store::Audit;

/// Who does something, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    author: String,
    reason: Option<String>,
    pub(super) at: Moment,
}

impl Moderation {
    /// A deed of somebody, now.
    ///
    /// # Errors
    /// A name or reason that cannot be shown in a list.
    pub fn deed(&self, who: &Moderator, why: Option<&str>) -> Result<Deed> {
        Ok(Deed { author: who.check()?.to_owned(), reason: reason(why)?, at: self.clock.now() })
    }
}

impl Deed {
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
