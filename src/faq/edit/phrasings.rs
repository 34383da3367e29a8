//! The phrasings of an entry.

use toml_edit::{Item, Table, Value};

use super::arrays;
use super::rules::unusual;
use crate::document::closest;

/// The phrasings as they stand.
pub(super) fn phrasings(entry: &Table) -> Vec<String> {
    let array = entry.get("phrasings").and_then(Item::as_array).into_iter().flatten();
    array.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The wording of the entry that says the same: its question or a phrasing.
pub(super) fn twin(entry: &Table, wording: &str) -> Option<String> {
    let question = entry.get("question").and_then(Item::as_str).map(str::to_owned);
    question.into_iter().chain(phrasings(entry)).find(|own| same(own, wording))
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Takes a phrasing out; with the last one goes the list, unless a comment stands above it.
///
/// # Errors
/// A sentence: it is not there, or the form cannot be edited.
pub(super) fn remove_phrasing(entry: &mut Table, id: &str, wording: &str) -> Result<(), String> {
    let all = phrasings(entry);
    let Some(at) = all.iter().position(|own| same(own, wording)) else {
        let known: Vec<&str> = all.iter().map(String::as_str).collect();
        return Err(match (closest(wording, &known), all.len()) {
            (Some(near), _) => format!("`{id}` has no phrasing “{wording}”: did you mean “{near}”?"),
            (None, 0) => format!("`{id}` has no phrasings"),
            (None, _) => format!("`{id}` has no phrasing “{wording}”: `askwell entry show {id}` shows all"),
        });
    };
    let array = entry.get_mut("phrasings").and_then(Item::as_array_mut).ok_or_else(|| unusual("phrasings"))?;
    arrays::remove(array, at);
    let empty = array.is_empty();
    let noted = entry
        .key("phrasings")
        .and_then(|key| key.leaf_decor().prefix()?.as_str())
        .is_some_and(|above| above.contains('#'));
    if empty && !noted {
        entry.remove("phrasings");
    }
    Ok(())
}
