//! What a draft would do, as it is kept with the draft and shown.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::Severity;
use crate::eval::Effect;

/// What the check of a draft found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Tells the documents that it was made on.
    pub base: String,
    /// The newest revision at that time.
    pub base_revision: i64,
    /// Labelled messages that were replayed (`faq.messages`).
    pub messages: usize,
    /// Questions and phrasings of the FAQ that were replayed.
    pub wordings: usize,
    /// How many messages and wordings show each effect, by the names of [`Effect`]; those that none shows are left out.
    pub effects: Vec<(String, usize)>,
    /// How many messages another safety tier decides on, or none any more. Gained ones do not count.
    pub safety: usize,
    /// What changes, the worst first; of very many the first.
    pub changes: Vec<Changed>,
    /// Lints that the documents as they are do not have.
    pub findings: Vec<Finding>,
    /// Why it can never be applied.
    pub refused: Vec<String>,
    /// What whoever applies it must know.
    pub warnings: Vec<String>,
}

/// A message or a wording that is replied to in another way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct Changed {
    /// `line 7` of the labelled messages, or the entry whose wording it is.
    pub place: String,
    /// Whether it is a wording of the FAQ.
    pub own: bool,
    /// The text. It is not kept for labelled messages, and then empty.
    pub text: String,
    /// What happens to it, the worst first.
    pub effects: Vec<String>,
    /// Whether people who labelled it would call this worse.
    pub worse: bool,
    /// The reply before, in a word or two.
    pub before: String,
    /// The reply after.
    pub after: String,
    /// `direct`, `ambient`, or `both`.
    pub mode: String,
}

/// A doubt about the documents that the draft brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub struct Finding {
    /// How bad it is.
    #[cfg_attr(feature = "http", schema(value_type = String))]
    pub severity: Severity,
    /// The lint.
    pub lint: String,
    /// `faq.toml:12`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Report {
    /// How many messages and wordings show an effect.
    pub fn count(&self, effect: Effect) -> usize {
        self.effects.iter().find(|(name, _)| name == effect.name()).map_or(0, |(_, count)| *count)
    }

    /// Whether it can be applied at all.
    pub fn is_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// As it is kept: without the text of messages that people wrote.
    pub(super) fn without_messages(&self) -> Self {
        let mut kept = self.clone();
        kept.changes.iter_mut().filter(|change| !change.own).for_each(|change| change.text.clear());
        kept
    }
}

/// The sum, in a line: `newly right 7, newly wrong 0, newly silent 2, changes 1 safety decision: refused`.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let three = [Effect::NewlyRight, Effect::NewlyWrong, Effect::NewlySilent];
        let counts: Vec<String> =
            three.iter().map(|effect| format!("{} {}", effect.name(), self.count(*effect))).collect();
        f.write_str(&counts.join(", "))?;
        match self.safety {
            0 => {}
            1 => f.write_str(", changes 1 safety decision")?,
            many => write!(f, ", changes {many} safety decisions")?,
        }
        if self.is_refused() { f.write_str(": refused") } else { Ok(()) }
    }
}
