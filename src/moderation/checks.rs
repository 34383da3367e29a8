//! What the lints find in the documents as they are.

use std::sync::Arc;

use super::Moderation;
use super::error::Result;
use super::truth::{Papers, Truth};
use crate::bot::Brain;
use crate::config::Settings;
use crate::document::{Diagnostics, Source};
use crate::faq::read;
use crate::lint::{Subject, run as lint};
use crate::safety::built_in_source;

/// Documents that are to be checked.
pub struct ToCheck {
    papers: Papers,
    /// The safety document that stands beside them.
    safety: Option<Arc<Source>>,
    settings: Settings,
    /// `2026-11-28`
    today: String,
}

impl Moderation {
    /// The documents as they are, to be checked where it holds nobody up.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn to_check(&self) -> Result<ToCheck> {
        let papers = self.papers().await?;
        let built_in = || (self.truth == Truth::BuiltIn).then(built_in_source);
        let safety = papers.safety.clone().or_else(built_in);
        Ok(ToCheck { papers, safety, settings: self.settings.clone(), today: self.clock.now().day() })
    }
}

impl ToCheck {
    /// The clinic's own safety document, or the built-in one where the whole FAQ is.
    pub fn safety(&self) -> Option<&Arc<Source>> {
        self.safety.as_ref()
    }

    /// Another name wherever something else would be found: other texts, or another day.
    pub fn version(&self) -> String {
        format!("{} {}", self.papers.fingerprint(), self.today)
    }

    /// Everything that is wrong or doubtful, errors first, as `askwell check` has it. It takes a processor for a while.
    pub fn check(&self) -> Diagnostics {
        let reading = read(&self.papers.faq);
        let mut found = reading.found;
        match self.papers.snapshot().rules() {
            Ok((rules, _)) if !found.has_errors() => {
                let brain = Brain::new(reading.pack, rules, &self.settings.matching);
                let subject = Subject::new(&reading.documents, &brain, self.safety.as_ref(), &self.today);
                found.append(lint(&subject));
            }
            Ok(_) => {}
            Err(problems) => found.append(problems),
        }
        found.sort_errors_first();
        found
    }
}
