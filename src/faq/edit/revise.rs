//! Moderators' edits made in documents: each is checked against what is there, and what is wrong is said plainly.

use std::sync::Arc;

use toml_edit::{DocumentMut, Item, Table};

use super::documents::{EditError, entries, entries_mut, finished, is, parsed};
use super::limits::{LONGEST_ID, line};
use super::moderate::{Edit, RuleName};
use super::new_entry::new_entry;
use super::revise_entry::revise;
use super::rules::rules;
use super::synonyms;
use crate::document::{Source, closest};
use crate::faq::forms::{RESERVED_IDS, slug};

/// The documents with the edits made, in the order given; unchanged ones are the same `Arc`.
///
/// # Errors
/// A sentence for the moderator: no such entry, a phrasing that is there already, a text that is too long …
pub fn moderate(sources: &[Arc<Source>], edits: &[Edit]) -> Result<Vec<Arc<Source>>, EditError> {
    let mut documents = parsed(sources)?;
    let mut touched = vec![false; sources.len()];
    for edit in edits {
        let at = make(sources, &mut documents, edit).map_err(EditError::Refused)?;
        touched[at] = true;
    }
    finished(sources, &documents, &touched)
}

/// The same edits with rules named by their words instead of their numbers, so that they still mean the same rule when
/// others came or went before it.
pub fn pinned(sources: &[Arc<Source>], edits: &[Edit]) -> Result<Vec<Edit>, EditError> {
    let documents = parsed(sources)?;
    let pin = |edit: &Edit| {
        let mut edit = edit.clone();
        let (entry, rule, key) = match &mut edit {
            Edit::RemoveKeyword { entry, rule }
            | Edit::SetWeight { entry, rule, .. }
            | Edit::SetKeyword { entry, rule, .. } => (entry, rule, "keywords"),
            Edit::RemoveException { entry, rule } | Edit::SetException { entry, rule, .. } => (entry, rule, "except"),
            _ => return edit,
        };
        let table = documents.iter().filter_map(entries).flat_map(|all| all.iter()).find(|table| is(table, entry));
        let all = table.map(|table| rules(table, key)).unwrap_or_default();
        if let RuleName::Number(number) = rule
            && let Some(named) = number.checked_sub(1).and_then(|at| all.get(at))
        {
            let words: Vec<String> = named.words().into_iter().map(str::to_owned).collect();
            // Of two rules with the same words the number alone tells which is meant.
            if all.iter().filter(|other| *other == named).count() == 1 {
                *rule = RuleName::Words(words);
            }
        }
        edit
    };
    Ok(edits.iter().map(pin).collect())
}

/// Makes an edit and returns the number of its document.
fn make(sources: &[Arc<Source>], documents: &mut [DocumentMut], edit: &Edit) -> Result<usize, String> {
    match edit {
        Edit::AddSynonyms { words } => synonyms::add(documents, words),
        Edit::RemoveSynonyms { words } => synonyms::remove(documents, words),
        Edit::AddEntry { entry, question, answer, document } => {
            let id = free_id(documents, entry)?;
            let at = document.as_ref().map_or(Ok(0), |name| named(sources, name))?;
            let document = documents.get_mut(at).ok_or("there is no FAQ document")?;
            new_entry(document, &id, question, answer.as_deref())?;
            Ok(at)
        }
        _ => {
            let id = edit.entry().unwrap_or_default();
            let at = place(documents, id)?;
            let document = documents.get_mut(at).ok_or("there is no FAQ document")?;
            let reviewed = document.get("reviewed_by").and_then(Item::as_str).is_some_and(|name| !name.is_empty());
            let all = entries_mut(document).ok_or("`entries` is written in a form that cannot be edited here")?;
            let entry = all.iter_mut().find(|entry| is(entry, id)).ok_or("the entry went away")?;
            revise(entry, reviewed, edit)?;
            Ok(at)
        }
    }
}

/// The number of the document that has an entry.
fn place(documents: &[DocumentMut], id: &str) -> Result<usize, String> {
    let has = |document: &DocumentMut| entries(document).is_some_and(|all| all.iter().any(|entry| is(entry, id)));
    documents.iter().position(has).ok_or_else(|| no_entry(documents, id))
}

fn no_entry(documents: &[DocumentMut], id: &str) -> String {
    let id = match line("the entry's id", id, LONGEST_ID) {
        Ok(id) => id,
        Err(wrong) => return wrong,
    };
    let ids: Vec<&str> = documents.iter().filter_map(entries).flat_map(|all| all.iter()).filter_map(id_of).collect();
    match closest(&id, &ids) {
        Some(near) => format!("there is no entry `{id}`: did you mean `{near}`?"),
        None => format!("there is no entry `{id}`: `askwell entry list` shows all"),
    }
}

fn id_of(entry: &Table) -> Option<&str> {
    entry.get("id").and_then(Item::as_str)
}

/// An id that a new entry can have.
fn free_id(documents: &[DocumentMut], id: &str) -> Result<String, String> {
    let id = line("the id", id, LONGEST_ID)?;
    if RESERVED_IDS.contains(&id.as_str()) {
        return Err(format!("no entry can have the id `{id}`: it is taken for other things"));
    }
    let proposal = slug(&id);
    if id.starts_with('-') || !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        let hint = if proposal.is_empty() { String::new() } else { format!(": `{proposal}`") };
        return Err(format!("`{id}` is no id: use small letters a to z, digits and hyphens{hint}"));
    }
    if documents.iter().filter_map(entries).flat_map(|all| all.iter()).any(|entry| is(entry, &id)) {
        return Err(format!("there is an entry `{id}` already"));
    }
    Ok(id)
}

/// The document of a name, as its file is called.
fn named(sources: &[Arc<Source>], name: &str) -> Result<usize, String> {
    let name = line("the document's name", name, LONGEST_ID)?;
    let names: Vec<&str> = sources.iter().map(|source| source.file_name()).collect();
    names
        .iter()
        .position(|own| *own == name)
        .ok_or_else(|| format!("there is no document `{name}`: there are {}", names.join(", ")))
}
