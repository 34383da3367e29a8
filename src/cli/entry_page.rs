//! Entries for programs.

use serde_json::{Value, json};

use crate::moderation::EntryView;

/// An entry for programs.
pub(super) fn json(entry: &EntryView) -> Value {
    let keyword = |(at, (rule, weight)): (usize, &(crate::faq::edit::Condition, f64))| json!({"rule": at + 1, "any": rule.any, "all": rule.all, "pattern": rule.pattern, "weight": weight});
    let exception = |(at, rule): (usize, &crate::faq::edit::Condition)| json!({"rule": at + 1, "any": rule.any, "pattern": rule.pattern});
    json!({
        "id": entry.id,
        "document": entry.document,
        "question": entry.question,
        "answer": entry.answer,
        "reviewed_by": entry.reviewed_by,
        "retired": entry.retired,
        "phrasings": entry.phrasings,
        "keywords": entry.keywords.iter().enumerate().map(keyword).collect::<Vec<_>>(),
        "except": entry.except.iter().enumerate().map(exception).collect::<Vec<_>>(),
        "threshold": entry.threshold,
    })
}

/// All entries for programs.
pub(super) fn list_json(entries: &[EntryView]) -> String {
    format!("{}\n", json!({"entries": entries.iter().map(self::json).collect::<Vec<_>>()}))
}
