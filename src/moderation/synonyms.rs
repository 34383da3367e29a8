//! Sets of synonyms as moderators look at them.

use super::Moderation;
use super::error::Result;
use crate::faq::read;

/// Words that count as one another, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymView {
    /// The name of the document.
    pub document: String,
    /// The words, as they are written.
    pub words: Vec<String>,
}

impl Moderation {
    /// All sets in the order of the documents.
    ///
    /// # Errors
    /// The documents cannot be read.
    pub async fn synonyms(&self) -> Result<Vec<SynonymView>> {
        let papers = self.papers().await?;
        let mut all = Vec::new();
        for document in read(&papers.faq).documents {
            let name = document.source.file_name().to_owned();
            for set in document.form.synonyms.iter().flatten() {
                let words = set.words.iter().flatten().map(|word| word.value.clone()).collect();
                all.push(SynonymView { document: name.clone(), words });
            }
        }
        Ok(all)
    }

    /// The names of the FAQ documents, in order.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn documents(&self) -> Result<Vec<String>> {
        Ok(self.papers_now().await?.faq.iter().map(|source| source.file_name().to_owned()).collect())
    }
}
