//! A change made in the table of an entry.

use super::arrays::{push, strings};
use super::change::Change;
use toml_edit::{Array, ArrayOfTables, InlineTable, Item, Key, Table, Value, value};

/// How far the tables of an entry are set in, where the document shows no way of its own.
const INDENT: &str = "  ";

/// Makes a change in its entry.
///
/// # Errors
/// The key that is written in a form that cannot be edited.
pub(super) fn change_entry(entry: &mut Table, change: &Change) -> Result<(), String> {
    match change {
        Change::Keyword { any, all, weight, .. } => {
            let mut rule: Vec<(&str, Value)> = Vec::new();
            for (key, words) in [("any", any), ("all", all)] {
                if !words.is_empty() {
                    rule.push((key, strings(words).into()));
                }
            }
            rule.push(("weight", (*weight).into()));
            add_table(entry, "keywords", rule)
        }
        Change::Except { any, .. } => add_table(entry, "except", vec![("any", strings(any).into())]),
        Change::Weight { rule, weight, .. } => set_weight(entry, *rule, *weight),
        Change::Threshold { value, .. } => {
            set(entry, "threshold", (*value).into());
            Ok(())
        }
        Change::Phrasing { text, .. } => add_phrasing(entry, text),
        Change::Synonyms { .. } => Ok(()),
    }
}

/// A table that says that words count as one another.
pub(super) fn synonym_set(words: &[String]) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table.insert("words", value(strings(words)));
    table
}

/// Adds a rule to `keywords` or `except`, in the form that the others have.
///
/// # Errors
/// The key that is written in a form that cannot be edited.
pub(super) fn add_table(entry: &mut Table, key: &str, rule: Vec<(&str, Value)>) -> Result<(), String> {
    let item = entry.entry(key).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    match item {
        Item::ArrayOfTables(tables) => {
            let indent = tables.iter().last().map_or(INDENT.to_owned(), indent_of);
            let width = rule.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
            let mut table = Table::new();
            table.decor_mut().set_prefix(format!("\n{indent}"));
            for (key, own) in rule {
                let mut name = Key::new(key);
                name.leaf_decor_mut().set_prefix(indent.clone());
                name.leaf_decor_mut().set_suffix(" ".repeat(width - key.len() + 1));
                table.insert_formatted(&name, value(own));
            }
            tables.push(table);
            Ok(())
        }
        Item::Value(Value::Array(array)) => {
            push(array, Value::InlineTable(InlineTable::from_iter(rule)));
            Ok(())
        }
        _ => Err(format!("`{key}`")),
    }
}

/// The blanks before the head of a table.
fn indent_of(table: &Table) -> String {
    let prefix = table.decor().prefix().and_then(|raw| raw.as_str()).unwrap_or_default();
    let last = prefix.rsplit('\n').next().unwrap_or_default();
    if last.trim().is_empty() { last.to_owned() } else { String::new() }
}

fn set_weight(entry: &mut Table, rule: usize, weight: f64) -> Result<(), String> {
    let unknown = || "`keywords`".to_owned();
    match entry.get_mut("keywords").ok_or_else(unknown)? {
        Item::ArrayOfTables(tables) => set(tables.get_mut(rule).ok_or_else(unknown)?, "weight", weight.into()),
        Item::Value(Value::Array(array)) => {
            let table = array.get_mut(rule).and_then(Value::as_inline_table_mut).ok_or_else(unknown)?;
            table.insert("weight", weight.into());
        }
        _ => return Err(unknown()),
    }
    Ok(())
}

/// Sets a value; a comment behind the old one stays.
pub(super) fn set(table: &mut Table, key: &str, new: Value) {
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            *old = new;
            *old.decor_mut() = decor;
        }
        _ => _ = table.insert(key, Item::Value(new)),
    }
}

/// Adds a phrasing behind the others, or a list of its own behind the question.
///
/// # Errors
/// The key that is written in a form that cannot be edited.
pub(super) fn add_phrasing(entry: &mut Table, text: &str) -> Result<(), String> {
    match entry.get_mut("phrasings") {
        Some(Item::Value(Value::Array(array))) => push(array, text.into()),
        Some(_) => return Err("`phrasings`".to_owned()),
        None => {
            entry.insert("phrasings", value(Array::from_iter([text])));
            put_after(entry, "phrasings", "question");
        }
    }
    Ok(())
}

/// Moves a value behind another one; all others keep their order.
fn put_after(table: &mut Table, moved: &str, before: &str) {
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let place = |key: &str| keys.iter().position(|other| other == key).unwrap_or(keys.len()) * 2;
    let rank = |key: &str| if key == moved { place(before) + 1 } else { place(key) };
    table.sort_values_by(|one, _, other, _| rank(one.get()).cmp(&rank(other.get())));
}
