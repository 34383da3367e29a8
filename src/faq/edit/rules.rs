//! Keyword rules and exceptions as they stand in a document: read, named, removed.

use toml_edit::{Item, Table, TableLike, Value};

use super::arrays::remove;
use super::moderate::{Condition, RuleName, quoted};

/// The rules under a key, in either form.
pub(super) fn rules(entry: &Table, key: &str) -> Vec<Condition> {
    match entry.get(key) {
        Some(Item::ArrayOfTables(tables)) => tables.iter().map(|table| condition(table)).collect(),
        Some(Item::Value(Value::Array(array))) => {
            array.iter().filter_map(Value::as_inline_table).map(|table| condition(table)).collect()
        }
        _ => Vec::new(),
    }
}

fn condition(table: &dyn TableLike) -> Condition {
    let words = |key| {
        let array = table.get(key).and_then(Item::as_array);
        array.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let pattern = table.get("pattern").and_then(Item::as_str).map(str::to_owned);
    Condition { any: words("any"), all: words("all"), pattern }
}

/// The place of the rule that is meant. A rule that has these words and no others comes first.
///
/// # Errors
/// A sentence that says what there is.
pub(super) fn find(rules: &[Condition], what: &str, entry: &str, name: &RuleName) -> Result<usize, String> {
    let there = || match rules.len() {
        0 => format!("`{entry}` has no {what}"),
        1 => format!("`{entry}` has one {what}: 1 {}", rules[0]),
        _ => {
            let listed: Vec<String> = rules.iter().enumerate().map(|(at, rule)| format!("{} {rule}", at + 1)).collect();
            format!("`{entry}` has: {}", listed.join("; "))
        }
    };
    match name {
        RuleName::Number(number) => number
            .checked_sub(1)
            .filter(|at| *at < rules.len())
            .ok_or_else(|| format!("there is no {what} {number}: {}", there())),
        RuleName::Words(words) => {
            let has = |rule: &Condition| words.iter().all(|word| rule.words().iter().any(|own| same(own, word)));
            let all: Vec<usize> = (0..rules.len()).filter(|at| has(&rules[*at])).collect();
            let exact = all.iter().copied().find(|at| rules[*at].words().len() == words.len());
            match (exact, all.as_slice()) {
                (Some(at), _) => Ok(at),
                (None, [at]) => Ok(*at),
                (None, []) => Err(format!("no {what} has {}: {}", quoted(words, " and "), there())),
                (None, several) => {
                    let numbers: Vec<String> = several.iter().map(|at| (at + 1).to_string()).collect();
                    let words = quoted(words, " and ");
                    Err(format!(
                        "{words} stands in more than one {what} of `{entry}`: name one of {} by its number",
                        numbers.join(", ")
                    ))
                }
            }
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.trim().to_lowercase()
}

/// Removes a rule, or words of its `any` where others stay.
///
/// # Errors
/// A sentence: the words are not the whole condition, or the form cannot be edited.
pub(super) fn remove_rule(entry: &mut Table, key: &str, what: &str, id: &str, name: &RuleName) -> Result<(), String> {
    let all = rules(entry, key);
    let at = find(&all, what, id, name)?;
    let rule = &all[at];
    let part: Option<Vec<usize>> = match name {
        RuleName::Words(words) if words.len() < rule.words().len() => {
            let places: Vec<usize> =
                (0..rule.any.len()).filter(|at| words.iter().any(|word| same(&rule.any[*at], word))).collect();
            if places.len() < words.len() || places.len() == rule.any.len() {
                return Err(format!(
                    "{what} {} of `{id}` needs all that it names ({rule}): remove it whole by its number",
                    at + 1
                ));
            }
            Some(places)
        }
        _ => None,
    };
    match part {
        Some(places) => {
            let array = table_at(entry, key, at).and_then(|table| table.get_mut("any")).and_then(Item::as_array_mut);
            let array = array.ok_or_else(|| unusual(key))?;
            places.iter().rev().for_each(|place| remove(array, *place));
        }
        None => remove_whole(entry, key, at)?,
    }
    Ok(())
}

fn remove_whole(entry: &mut Table, key: &str, at: usize) -> Result<(), String> {
    let empty = match entry.get_mut(key) {
        Some(Item::ArrayOfTables(tables)) => {
            tables.remove(at);
            tables.is_empty()
        }
        Some(Item::Value(Value::Array(array))) => {
            remove(array, at);
            array.is_empty()
        }
        _ => return Err(unusual(key)),
    };
    if empty {
        entry.remove(key);
    }
    Ok(())
}

/// The table of a rule.
pub(super) fn table_at<'t>(entry: &'t mut Table, key: &str, at: usize) -> Option<&'t mut dyn TableLike> {
    match entry.get_mut(key)? {
        Item::ArrayOfTables(tables) => tables.get_mut(at).map(|table| table as &mut dyn TableLike),
        Item::Value(Value::Array(array)) => {
            array.get_mut(at).and_then(Value::as_inline_table_mut).map(|table| table as &mut dyn TableLike)
        }
        _ => None,
    }
}

/// What is said of a part that is written in a form that cannot be edited.
pub(super) fn unusual(key: &str) -> String {
    format!("`{key}` is written in a form that cannot be edited here: change it by hand")
}
