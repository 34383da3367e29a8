//! JSON: one object a line, or one list of objects.

use serde_json::Value;

use super::draft::{Draft, Item};
use super::records::{Column, add, column, fill};
use crate::document::{Diagnostic, Span};

/// Whether the first line that is not blank is an object, or the whole a list of them.
pub(super) fn looks_like(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    serde_json::from_str::<Value>(first).is_ok_and(|value| value.is_object()) || objects_of(text).is_some()
}

/// The objects of a list, also where it is the only list in an object.
fn objects_of(text: &str) -> Option<Vec<Value>> {
    match serde_json::from_str::<Value>(text).ok()? {
        Value::Array(items) => Some(items),
        Value::Object(keys) => keys.into_iter().find_map(|(_, value)| match value {
            Value::Array(items) if items.iter().all(Value::is_object) && !items.is_empty() => Some(items),
            _ => None,
        }),
        _ => None,
    }
}

pub(super) fn read(draft: &mut Draft) {
    let text = draft.source.text.clone();
    let mut unknown: Vec<String> = Vec::new();
    let is_one_line = text.trim().lines().nth(1).is_none();
    if let Some(items) = objects_of(&text).filter(|_| !is_one_line || text.trim_start().starts_with('[')) {
        let mut from = 0;
        for value in items {
            let span = place(&text, &value, from);
            from = span.end;
            record(draft, &value, &span, &mut unknown);
        }
        return;
    }
    let mut at = 0;
    for line in text.split('\n') {
        let span = at..at + line.len();
        at = span.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(value) => record(draft, &value, &span, &mut unknown),
            Err(error) => {
                let start = (span.start + error.column().saturating_sub(1)).min(span.end);
                let message = "this line is not JSON, and was left out";
                let diagnostic = Diagnostic::warning(&draft.source, start..span.end, message).label(reason(&error));
                draft.report(diagnostic.hint("each line is an object: {\"question\": \"…\", \"answer\": \"…\"}"));
                draft.leftovers.push((draft.source.position(span.start).line, line.to_owned()));
            }
        }
    }
}

/// The parser's reason without its own place.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// An object's question is looked for so many bytes behind the one before it; written with escapes it is not found.
const SEARCHED: usize = 1 << 16;

/// Where an object of a list stands: where its question does.
fn place(text: &str, value: &Value, from: usize) -> Span {
    let question =
        value.as_object().and_then(|keys| keys.iter().find(|(key, _)| column(key) == Some(Column::Question)));
    let written = question.map(|(_, question)| question.to_string()).unwrap_or_default();
    let mut to = (from + SEARCHED).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let at = text[from..to].find(&written).filter(|_| !written.is_empty()).map(|at| from + at);
    at.map_or(from..from, |at| at..at + written.len())
}

fn record(draft: &mut Draft, value: &Value, span: &Span, unknown: &mut Vec<String>) {
    let Some(keys) = value.as_object() else {
        return draft.leave(span.clone(), "this is no object", "write {\"question\": \"…\", \"answer\": \"…\"}");
    };
    let mut item = Item { span: span.clone(), ..Item::default() };
    for (key, value) in keys {
        let Some(column) = column(key) else {
            if !unknown.contains(key) {
                unknown.push(key.clone());
                draft.note(
                    span.clone(),
                    format!("the key `{key}` is not known and was left out"),
                    "rename it, if it holds questions or answers",
                );
            }
            continue;
        };
        for text in texts(value) {
            if column == Column::Question && !item.question.is_empty() {
                fill(draft, &mut item, Column::Phrasings, key, &text, span);
            } else {
                fill(draft, &mut item, column, key, &text, span);
            }
        }
    }
    add(draft, item);
}

/// A value as texts: a list gives several.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(keys) => keys.iter().map(|(key, value)| format!("{key} = {value}")).collect(),
        other => vec![other.to_string()],
    }
}
