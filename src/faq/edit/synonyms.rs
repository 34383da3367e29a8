//! Sets of synonyms, added and removed.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::entry::synonym_set;
use super::limits::words;
use super::moderate::quoted;

/// Adds a set to the first document and returns that document's number.
///
/// # Errors
/// A sentence about what is wrong with the words.
pub(super) fn add(documents: &mut [DocumentMut], set: &[String]) -> Result<usize, String> {
    let set = words("the set", set)?;
    if set.len() < 2 {
        return Err("a set of synonyms needs two words or more".to_owned());
    }
    if let Some((document, at)) = matching(documents, &set).first() {
        let there = tables(&documents[*document]).nth(*at).map(words_of).unwrap_or_default();
        return Err(format!("these words count as one another already: {}", quoted(&there, " = ")));
    }
    let document = documents.first_mut().ok_or("there is no FAQ document")?;
    let item = document.entry("synonyms").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let sets = item.as_array_of_tables_mut().ok_or("`synonyms` is written in a form that cannot be edited here")?;
    sets.push(synonym_set(&set));
    Ok(0)
}

/// Removes the one set that has these words and returns its document's number.
///
/// # Errors
/// A sentence: no set has them, or several have.
pub(super) fn remove(documents: &mut [DocumentMut], set: &[String]) -> Result<usize, String> {
    let set = words("the set", set)?;
    if set.is_empty() {
        return Err("name a word of the set".to_owned());
    }
    let found = matching(documents, &set);
    let (document, at) = match found.as_slice() {
        [one] => *one,
        [] => return Err(format!("no set of synonyms has {}", quoted(&set, " and "))),
        _ => return Err(format!("{} sets of synonyms have {}: name more words", found.len(), quoted(&set, " and "))),
    };
    let all = documents[document].get_mut("synonyms").and_then(Item::as_array_of_tables_mut);
    let all = all.ok_or("`synonyms` is written in a form that cannot be edited here")?;
    all.remove(at);
    if all.is_empty() {
        documents[document].remove("synonyms");
    }
    Ok(document)
}

/// The sets that have all of the words: document and place.
fn matching(documents: &[DocumentMut], set: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        for (at, table) in tables(document).enumerate() {
            let own = words_of(table);
            if set.iter().all(|word| own.iter().any(|other| other.to_lowercase() == word.to_lowercase())) {
                found.push((number, at));
            }
        }
    }
    found
}

fn tables(document: &DocumentMut) -> impl Iterator<Item = &Table> {
    document.get("synonyms").and_then(Item::as_array_of_tables).into_iter().flatten()
}

fn words_of(table: &Table) -> Vec<String> {
    let words = table.get("words").and_then(Item::as_array).into_iter().flatten();
    words.filter_map(Value::as_str).map(str::to_owned).collect()
}
