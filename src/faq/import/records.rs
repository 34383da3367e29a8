//! Records: what the columns of a table and the keys of an object are called, and what becomes of them.

use super::draft::{Draft, Item};
use super::markdown::shown;
use crate::document::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Question,
    Answer,
    Phrasings,
    Id,
    Related,
    Handoff,
    /// Kept as a comment.
    Note,
}

/// Names of columns in lower case without spaces, hyphens and underscores.
const NAMES: [(Column, &[&str]); 7] = [
    (
        Column::Question,
        &[
            "question",
            "questions",
            "q",
            "title",
            "prompt",
            "query",
            "frage",
            "pregunta",
            "pergunta",
            "faq",
            "faqquestion",
        ],
    ),
    (
        Column::Answer,
        &[
            "answer",
            "answers",
            "a",
            "response",
            "reply",
            "completion",
            "antwort",
            "respuesta",
            "resposta",
            "réponse",
            "reponse",
            "faqanswer",
            "text",
        ],
    ),
    (
        Column::Phrasings,
        &[
            "phrasings",
            "phrasing",
            "alternatives",
            "alternative",
            "alternativequestions",
            "alternatequestions",
            "otherwordings",
            "otherwording",
            "wordings",
            "variants",
            "variations",
            "alsoaskedas",
            "similarquestions",
            "suggestedquestions",
            "synonyms",
            "aliases",
            "utterances",
            "examples",
        ],
    ),
    (Column::Id, &["id", "key", "slug", "qnaid", "name"]),
    (Column::Related, &["related", "relatedquestions", "seealso", "relatedids"]),
    (Column::Handoff, &["handoff", "handover", "escalate"]),
    (
        Column::Note,
        &[
            "category",
            "categories",
            "topic",
            "tag",
            "tags",
            "section",
            "metadata",
            "notes",
            "note",
            "comment",
            "kategorie",
            "intent",
        ],
    ),
];

/// The column that a header or key names.
pub(super) fn column(name: &str) -> Option<Column> {
    let plain: String = name.to_lowercase().chars().filter(|ch| ch.is_alphanumeric()).collect();
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
}

/// Puts a value into an item.
pub(super) fn fill(draft: &mut Draft, item: &mut Item, column: Column, name: &str, value: &str, span: &Span) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    match column {
        Column::Question => item.question = value.split_whitespace().collect::<Vec<_>>().join(" "),
        Column::Answer => item.answer = shown(draft, span.clone(), value),
        Column::Phrasings => item.phrasings.extend(split(value)),
        Column::Id => item.key = Some(value.to_owned()),
        Column::Related => item.related.extend(split(value)),
        Column::Handoff => item.handoff = matches!(value.to_lowercase().as_str(), "true" | "yes" | "1" | "x" | "y"),
        Column::Note => item.notes.push(format!("{}: {value}", name.trim())),
    }
}

/// Several texts in one cell, separated by `|` or line ends.
fn split(value: &str) -> impl Iterator<Item = String> {
    value
        .split(['|', '\n'])
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
}

/// Adds a filled item, or says why it is none.
pub(super) fn add(draft: &mut Draft, item: Item) {
    let span = item.span.clone();
    if item.question.is_empty() {
        if item.answer.is_empty() {
            draft.leave(span, "this row has neither a question nor an answer", "it was left out");
        } else {
            draft.leave(span, "this answer has no question", "it was left out; write the question that it answers");
        }
    } else if item.handoff && !item.answer.is_empty() {
        draft.note(span, "this question is left to the provider and has an answer as well", "the answer was taken");
        draft.items.push(Item { handoff: false, ..item });
    } else {
        draft.items.push(item);
    }
}
