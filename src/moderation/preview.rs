//! Documents as edits would make them, for somebody who tries them out before anything is kept.

use super::Moderation;
use super::error::{ModerationError, Result};
use super::truth::Papers;
use crate::bot::Brain;
use crate::config::Settings;
use crate::faq::edit::{Edit, moderate};
use crate::reload::Documents;

/// Documents as edits would make them. Nothing of them is kept.
pub struct Preview {
    papers: Papers,
}

impl Moderation {
    /// The documents with edits that nobody has saved.
    ///
    /// # Errors
    /// An edit that does not fit, documents that cannot be read, or a failing store.
    pub async fn preview(&self, edits: &[Edit]) -> Result<Preview> {
        let papers = self.papers_now().await?;
        let faq = if edits.is_empty() { papers.faq } else { moderate(&papers.faq, edits)? };
        Ok(Preview { papers: Papers { faq, ..papers } })
    }

    /// What is wrong with edits that were refused together: each fault with the number of its edit, from 0. The edits
    /// without a fault are taken as made when the next one is looked at.
    ///
    /// # Errors
    /// The documents cannot be read, or the store fails.
    pub async fn faults(&self, edits: &[Edit]) -> Result<Vec<(usize, String)>> {
        let papers = self.papers_now().await?;
        let edits = edits.to_vec();
        let looking = tokio::task::spawn_blocking(move || {
            let mut faq = papers.faq;
            let mut faults = Vec::new();
            for (number, edit) in edits.iter().enumerate() {
                match moderate(&faq, std::slice::from_ref(edit)) {
                    Ok(made) => faq = made,
                    Err(error) => faults.push((number, error.to_string())),
                }
            }
            faults
        });
        looking.await.map_err(|_| ModerationError::refused("the look at the edits broke off"))
    }
}

impl Preview {
    /// The same for the same documents, and another one where any of them says something else.
    pub fn key(&self) -> String {
        self.papers.fingerprint()
    }

    /// A bot that answers from them. It takes as long as reading in all documents.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn brain(&self, settings: &Settings) -> Result<Brain> {
        let Documents { pack, rules, .. } = self.papers.snapshot().documents().map_err(ModerationError::Documents)?;
        Ok(Brain::new(pack, rules, &settings.matching))
    }
}
