//! Changes made to the documents of a pack.

use super::change::{Change, joined};
use super::entry::{change_entry, synonym_set};
use crate::document::Source;
use crate::faq::parse::parse_documents;
use std::sync::Arc;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

/// Why changes cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No document has the entry.
    #[error("no document has an entry `{0}`")]
    NoEntry(String),
    /// It is written in a form that this program does not edit.
    #[error("{file}: {what} is written in a form that cannot be edited here: change it by hand")]
    Form {
        /// The document.
        file: String,
        /// What is written so.
        what: String,
    },
    /// It does not fit what is there. The sentence says why.
    #[error("{0}")]
    Refused(String),
    /// The document would not be read any more.
    #[error("with these changes the documents would not be read any more: {0}")]
    Broken(String),
}

/// The documents with the changes made, in the order given; unchanged ones are the same `Arc`.
///
/// # Errors
/// An entry that no document has, a form that cannot be edited, or a result that does not parse.
pub fn edit(sources: &[Arc<Source>], changes: &[Change]) -> Result<Vec<Arc<Source>>, EditError> {
    let mut documents = parsed(sources)?;
    let mut touched = vec![false; sources.len()];
    for change in joined(changes) {
        let at = place(&documents, &change)?;
        let Some(document) = documents.get_mut(at) else { continue };
        make(document, &change).map_err(|what| EditError::Form { file: sources[at].name.clone(), what })?;
        touched[at] = true;
    }
    finished(sources, &documents, &touched)
}

/// The documents ready to be edited.
pub(super) fn parsed(sources: &[Arc<Source>]) -> Result<Vec<DocumentMut>, EditError> {
    let parse = |source: &Arc<Source>| source.text.parse().map_err(|error| EditError::Broken(format!("{error}")));
    sources.iter().map(parse).collect()
}

/// The edited documents, if they can still be read; untouched ones are the same `Arc`.
pub(super) fn finished(
    sources: &[Arc<Source>],
    documents: &[DocumentMut],
    touched: &[bool],
) -> Result<Vec<Arc<Source>>, EditError> {
    let edited: Vec<Arc<Source>> = sources
        .iter()
        .zip(documents)
        .zip(touched)
        .map(|((source, document), touched)| if *touched { rendered(source, document) } else { Arc::clone(source) })
        .collect();
    parse_documents(&edited).map_err(|found| EditError::Broken(found.to_string()))?;
    Ok(edited)
}

/// The document that has the entry of a change; synonyms go into the first.
fn place(documents: &[DocumentMut], change: &Change) -> Result<usize, EditError> {
    let Some(id) = change.entry() else { return Ok(0) };
    let has = |document: &DocumentMut| entries(document).is_some_and(|all| all.iter().any(|entry| is(entry, id)));
    documents.iter().position(has).ok_or_else(|| EditError::NoEntry(id.to_owned()))
}

/// The entries of a document.
pub(super) fn entries(document: &DocumentMut) -> Option<&ArrayOfTables> {
    document.get("entries").and_then(Item::as_array_of_tables)
}

/// The same, to be changed.
pub(super) fn entries_mut(document: &mut DocumentMut) -> Option<&mut ArrayOfTables> {
    document.get_mut("entries").and_then(Item::as_array_of_tables_mut)
}

/// Whether an entry has an id.
pub(super) fn is(entry: &Table, id: &str) -> bool {
    entry.get("id").and_then(Item::as_str) == Some(id)
}

/// What cannot be edited is named.
fn make(document: &mut DocumentMut, change: &Change) -> Result<(), String> {
    if let Change::Synonyms { words } = change {
        let item = document.entry("synonyms").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let sets = item.as_array_of_tables_mut().ok_or("`synonyms`")?;
        sets.push(synonym_set(words));
        return Ok(());
    }
    let all = entries_mut(document).ok_or("`entries`")?;
    let own = |entry: &&mut Table| change.entry().is_some_and(|id| is(entry, id));
    let entry = all.iter_mut().find(own).ok_or("`entries`")?;
    change_entry(entry, change)
}

/// A document keeps the line ends that it has.
fn rendered(source: &Source, document: &DocumentMut) -> Arc<Source> {
    let text = document.to_string();
    let windows = source.text.contains("\r\n");
    let text = if windows { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
    Source::new(source.name.clone(), text)
}
