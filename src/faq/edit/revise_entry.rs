//! A moderator's edit made in the table of its entry.

use toml_edit::{Item, Table, Value};

use super::arrays::strings;
use super::conditions::{set_condition, wanted};
use super::entry::{add_phrasing, add_table, set};
use super::limits::{LONGEST_ANSWER, LONGEST_PATTERN, LONGEST_WORDING, MOST_WORDS, line, text};
use super::moderate::{Condition, Edit, RuleName};
use super::phrasings::{remove_phrasing, twin};
use super::rules::{find, remove_rule, rules, table_at, unusual};
use crate::faq::forms::HEAVIEST;

/// What a keyword rule and an exception are called.
const KEYWORD: &str = "keyword rule";
const EXCEPTION: &str = "exception";

/// Makes an edit in its entry. `reviewed` says whether the document names a reviewer.
///
/// # Errors
/// A sentence for the moderator.
pub(super) fn revise(entry: &mut Table, reviewed: bool, edit: &Edit) -> Result<(), String> {
    let id = edit.entry().unwrap_or_default();
    match edit {
        Edit::AddPhrasing { text, .. } => {
            let wording = line("the phrasing", text, LONGEST_WORDING)?;
            if let Some(twin) = twin(entry, &wording) {
                return Err(format!("`{id}` has “{twin}” already"));
            }
            add_phrasing(entry, &wording).map_err(|_| unusual("phrasings"))
        }
        Edit::RemovePhrasing { text, .. } => {
            let wording = line("the phrasing", text, LONGEST_WORDING)?;
            remove_phrasing(entry, id, &wording)
        }
        Edit::AddKeyword { rule, weight, .. } => {
            let mut table = new_rule(entry, "keywords", KEYWORD, id, rule)?;
            table.push(("weight", points(*weight)?.into()));
            add_table(entry, "keywords", table).map_err(|_| unusual("keywords"))
        }
        Edit::AddException { rule, .. } => {
            no_all(rule)?;
            let table = new_rule(entry, "except", EXCEPTION, id, rule)?;
            add_table(entry, "except", table).map_err(|_| unusual("except"))
        }
        Edit::RemoveKeyword { rule, .. } => remove_rule(entry, "keywords", KEYWORD, id, &checked(rule)?),
        Edit::RemoveException { rule, .. } => remove_rule(entry, "except", EXCEPTION, id, &checked(rule)?),
        Edit::SetWeight { rule, weight, .. } => set_weight(entry, id, rule, *weight),
        Edit::SetKeyword { rule, condition, .. } => {
            set_condition(entry, "keywords", KEYWORD, id, &checked(rule)?, condition)
        }
        Edit::SetException { rule, condition, .. } => {
            no_all(condition)?;
            set_condition(entry, "except", EXCEPTION, id, &checked(rule)?, condition)
        }
        Edit::SetThreshold { value, .. } => set_threshold(entry, *value),
        Edit::ClearThreshold { .. } => {
            entry.remove("threshold").map(drop).ok_or_else(|| format!("`{id}` has no threshold of its own"))
        }
        Edit::SetQuestion { text, .. } => {
            let question = line("the question", text, LONGEST_WORDING)?;
            put(entry, reviewed, id, "question", &question)
        }
        Edit::SetAnswer { text: answer, .. } => {
            let answer = text("the answer", answer, LONGEST_ANSWER)?;
            entry.remove("handoff");
            put(entry, reviewed, id, "answer", &answer)
        }
        Edit::Retire { .. } => {
            if retired(entry) {
                return Err(format!("`{id}` is retired already"));
            }
            set(entry, "retired", true.into());
            Ok(())
        }
        Edit::Restore { .. } => {
            if !retired(entry) {
                return Err(format!("`{id}` is in use"));
            }
            entry.remove("retired");
            Ok(())
        }
        Edit::AddEntry { .. } | Edit::AddSynonyms { .. } | Edit::RemoveSynonyms { .. } => Ok(()),
    }
}

fn retired(entry: &Table) -> bool {
    entry.get("retired").and_then(Item::as_bool).unwrap_or_default()
}

/// The parts of a new rule.
fn new_rule(
    entry: &Table,
    key: &str,
    what: &str,
    id: &str,
    rule: &Condition,
) -> Result<Vec<(&'static str, Value)>, String> {
    let wanted = wanted(entry, key, what, id, rule)?;
    let mut table: Vec<(&'static str, Value)> = Vec::new();
    for (key, words) in [("any", wanted.any), ("all", wanted.all)] {
        if !words.is_empty() {
            table.push((key, strings(&words).into()));
        }
    }
    table.extend(wanted.pattern.map(|pattern| ("pattern", pattern.into())));
    Ok(table)
}

fn no_all(rule: &Condition) -> Result<(), String> {
    if rule.all.is_empty() { Ok(()) } else { Err("an exception has `any` or a pattern, not `all`".to_owned()) }
}

fn checked(name: &RuleName) -> Result<RuleName, String> {
    match name {
        RuleName::Number(number) => Ok(RuleName::Number(*number)),
        RuleName::Words(named) if named.is_empty() => Err("name the rule by its number or by words of it".to_owned()),
        RuleName::Words(named) if named.len() > MOST_WORDS => Err(format!("no {KEYWORD} has {} words", named.len())),
        RuleName::Words(named) => {
            let checked = named.iter().map(|word| line("a word of the rule", word, LONGEST_PATTERN));
            checked.collect::<Result<_, _>>().map(RuleName::Words)
        }
    }
}

fn points(weight: f64) -> Result<f64, String> {
    if weight > 0.0 && weight <= HEAVIEST {
        return Ok(weight);
    }
    Err(format!("a weight is above 0 and at most {HEAVIEST}: 1 supports, 2 is strong, 4 is enough by itself"))
}

fn set_weight(entry: &mut Table, id: &str, rule: &RuleName, weight: f64) -> Result<(), String> {
    let weight = points(weight)?;
    let at = find(&rules(entry, "keywords"), KEYWORD, id, &checked(rule)?)?;
    let table = table_at(entry, "keywords", at).ok_or_else(|| unusual("keywords"))?;
    let old = table.get("weight").and_then(|old| old.as_float().or_else(|| old.as_integer().map(|whole| whole as f64)));
    if old.unwrap_or(1.0).total_cmp(&weight).is_eq() {
        return Err(format!("{KEYWORD} {} of `{id}` has the weight {weight} already", at + 1));
    }
    match table.get_mut("weight") {
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            *old = weight.into();
            *old.decor_mut() = decor;
        }
        _ => _ = table.insert("weight", Item::Value(weight.into())),
    }
    Ok(())
}

fn set_threshold(entry: &mut Table, value: f64) -> Result<(), String> {
    if !(0.0..=1.0).contains(&value) {
        return Err("a threshold goes from 0 (always answer) to 1 (never)".to_owned());
    }
    set(entry, "threshold", value.into());
    Ok(())
}

/// Another question or answer. Whoever reviewed the entry has not seen it.
fn put(entry: &mut Table, reviewed: bool, id: &str, key: &str, new: &str) -> Result<(), String> {
    if entry.get(key).and_then(Item::as_str).map(str::trim) == Some(new) {
        return Err(format!("this is the {key} of `{id}` already"));
    }
    set(entry, key, new.into());
    if reviewed || entry.contains_key("reviewed_by") {
        set(entry, "reviewed_by", "".into());
    }
    Ok(())
}
