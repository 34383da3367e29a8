//! The first documents of a store that is the truth about them.

use std::path::Path;
use std::sync::Arc;

use super::trouble::Trouble;
use crate::clock::Moment;
use crate::document::Source;
use crate::faq::{SAFETY_DOCUMENT, built_in_source};
use crate::reload::Snapshot;
use crate::store::{DocumentChange, NewRevision, Store, StoreError};

/// Who is named as the author of what a store begins with.
const AUTHOR: &str = "askwell";
/// The name of the document where there is no folder to take names from.
const BUILT_IN: &str = "faq.toml";

/// Puts the documents of a folder, or the built-in ones, into a store that holds none.
///
/// # Errors
/// Documents that are broken, a store that cannot be read or written.
pub async fn seed(store: &dyn Store, folder: Option<&Path>, at: Moment) -> Result<(), Trouble> {
    if !store.heads().await?.is_empty() {
        return Ok(());
    }
    let from = folder.map_or_else(|| "the built-in FAQ".to_owned(), |folder| folder.display().to_string());
    let changes = first_documents(folder)?
        .into_iter()
        .map(|(document, source)| DocumentChange { document, before: None, after: Some(source.text.clone()) })
        .collect();
    let action = format!("taken from {from}");
    let revision = NewRevision { author: AUTHOR.to_owned(), at, action, reason: None, changes };
    match store.record(&revision).await {
        // Another replica started at the same time, from the same folder.
        Ok(_) | Err(StoreError::Conflict(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn first_documents(folder: Option<&Path>) -> Result<Vec<(String, Arc<Source>)>, Trouble> {
    let Some(folder) = folder else { return Ok(vec![(BUILT_IN.to_owned(), built_in_source())]) };
    let snapshot = Snapshot::of_folder(folder);
    let broken = |found: &crate::document::Diagnostics| Trouble::wrong(found.to_string());
    snapshot.documents().map_err(|found| broken(&found))?;
    let faq = snapshot.faq().map_err(broken)?.iter().map(|source| (file_name(&source.name), Arc::clone(source)));
    let safety = snapshot.safety_source().map(|source| (SAFETY_DOCUMENT.to_owned(), Arc::clone(source)));
    Ok(faq.chain(safety).collect())
}

fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}
