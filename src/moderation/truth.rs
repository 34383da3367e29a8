//! What the documents say now.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::error::{ModerationError, Result};
use crate::config::{FaqSource, Settings};
use crate::document::{Source, read_source};
use crate::faq::{SAFETY_DOCUMENT, built_in_source, read_documents};
use crate::reload::{Snapshot, documents_of};
use crate::store::Revision;

/// Where the documents are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// The files of this folder.
    Folder(PathBuf),
    /// The newest revisions; an empty store begins with the folder's, or with the built-in FAQ.
    Store(Option<PathBuf>),
    /// In the program: they cannot be changed.
    BuiltIn,
}

impl Truth {
    pub(super) fn of(settings: &Settings) -> Self {
        match (settings.faq.source, &settings.faq.dir) {
            (FaqSource::Store, folder) => Self::Store(folder.clone()),
            (FaqSource::Files, Some(folder)) => Self::Folder(folder.clone()),
            (FaqSource::Files, None) => Self::BuiltIn,
        }
    }
}

/// The documents at one moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Papers {
    /// The FAQ documents, by name.
    pub(super) faq: Vec<Arc<Source>>,
    /// The clinic's own safety document.
    pub(super) safety: Option<Arc<Source>>,
    /// The newest revision of all.
    pub(super) revision: i64,
}

impl Papers {
    pub(super) fn of_folder(folder: &Path) -> Result<Self> {
        let faq = read_documents(folder).map_err(ModerationError::Documents)?;
        let path = folder.join(SAFETY_DOCUMENT);
        let safety = path.exists().then(|| read_source(&path)).transpose().map_err(ModerationError::Documents)?;
        Ok(Self { faq, safety, revision: 0 })
    }

    /// Those that the program carries.
    pub(super) fn built_in() -> Self {
        Self { faq: vec![built_in_source()], safety: None, revision: 0 }
    }

    /// What the newest revisions say.
    pub(super) fn of_revisions(heads: &[Revision]) -> Self {
        let (faq, safety) = documents_of(heads);
        Self { faq, safety, revision: 0 }
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.faq.iter().chain(&self.safety)
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot::of_sources(self.faq.clone(), self.safety.clone())
    }

    /// Another text where a document says something else. Names and order stay.
    pub(super) fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        for source in self.all() {
            for part in [source.file_name(), &source.text] {
                hasher.update((part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        format!("{:x}", hasher.finalize())
    }
}
