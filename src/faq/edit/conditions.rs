//! What a rule looks for: checked, and changed where it stands.

use toml_edit::{Array, Item, Table, TableLike, value};

use super::arrays::{become_these, strings};
use super::limits::{LONGEST_PATTERN, line, words};
use super::moderate::{Condition, RuleName};
use super::rules::{find, rules, table_at, unusual};
use crate::document::compile_pattern;

/// What a rule is to look for, checked, and that the entry has no such rule yet.
///
/// # Errors
/// A sentence for the moderator.
pub(super) fn wanted(entry: &Table, key: &str, what: &str, id: &str, rule: &Condition) -> Result<Condition, String> {
    let (any, all) = (words("the rule", &rule.any)?, words("the rule", &rule.all)?);
    if any.is_empty() && all.is_empty() && rule.pattern.is_none() {
        return Err(format!("the {what} names no words"));
    }
    if let Some(pattern) = &rule.pattern {
        line("the pattern", pattern, LONGEST_PATTERN)?;
        compile_pattern(pattern).map_err(|fault| format!("{}: {}", fault.message, fault.hint))?;
    }
    let wanted = Condition { any, all, pattern: rule.pattern.clone() };
    if let Some(at) = rules(entry, key).iter().position(|own| *own == wanted) {
        return Err(format!("`{id}` has this {what} already: it is number {}", at + 1));
    }
    Ok(wanted)
}

/// Makes a rule look for something else. Its place, what else stands in it, and the comments stay.
///
/// # Errors
/// A sentence for the moderator.
pub(super) fn set_condition(
    entry: &mut Table,
    key: &str,
    what: &str,
    id: &str,
    rule: &RuleName,
    condition: &Condition,
) -> Result<(), String> {
    let at = find(&rules(entry, key), what, id, rule)?;
    let wanted = wanted(entry, key, what, id, condition)?;
    let table = table_at(entry, key, at).ok_or_else(|| unusual(key))?;
    set_words(table, "any", &wanted.any)?;
    set_words(table, "all", &wanted.all)?;
    match wanted.pattern {
        None => drop(table.remove("pattern")),
        Some(pattern) if table.get("pattern").and_then(Item::as_str) == Some(&pattern) => {}
        Some(pattern) => drop(table.insert("pattern", value(pattern))),
    }
    Ok(())
}

fn set_words(table: &mut dyn TableLike, key: &str, words: &[String]) -> Result<(), String> {
    if words.is_empty() {
        table.remove(key);
        return Ok(());
    }
    match table.get_mut(key) {
        Some(item) => {
            let array: &mut Array = item.as_array_mut().ok_or_else(|| unusual(key))?;
            become_these(array, words);
        }
        None => drop(table.insert(key, value(strings(words)))),
    }
    Ok(())
}
