//! What an import has gathered so far.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{Diagnostic, Diagnostics, Source, Span};

/// More findings than this are only counted: a file that gives so many is no FAQ, and they would fill the memory.
const MOST_FINDINGS: usize = 10_000;

/// A question with what belongs to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// Where the question stands in the file.
    pub(super) span: Span,
    pub(super) question: String,
    pub(super) phrasings: Vec<String>,
    /// The answer's text, trimmed; empty when there is none.
    pub(super) answer: String,
    /// The id that the file itself gives, if any.
    pub(super) key: Option<String>,
    /// Keys of other items, or their questions.
    pub(super) related: Vec<String>,
    /// The file says that the question is left to the provider.
    pub(super) handoff: bool,
    /// What the format has no key for: `category: Before you come`.
    pub(super) notes: Vec<String>,
}

/// The file and what was made of it.
pub(super) struct Draft {
    pub(super) source: Arc<Source>,
    pub(super) title: Option<String>,
    pub(super) items: Vec<Item>,
    /// Texts that found no place, each with its line.
    pub(super) leftovers: Vec<(usize, String)>,
    pub(super) found: Diagnostics,
}

impl Draft {
    pub(super) fn new(source: &Arc<Source>) -> Self {
        Self {
            source: Arc::clone(source),
            title: None,
            items: Vec::new(),
            leftovers: Vec::new(),
            found: Diagnostics::default(),
        }
    }

    /// Says that something was changed or understood in a way that somebody should look at.
    pub(super) fn note(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.report(Diagnostic::warning(&self.source, span, message).hint(hint));
    }

    /// Adds a finding, as long as there are not too many.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < MOST_FINDINGS {
            self.found.push(diagnostic);
        }
    }

    /// Keeps a text that found no place, and says so.
    pub(super) fn leave(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        let text = self.source.slice(&span).to_owned();
        self.leave_text(span, text, message, hint);
    }

    /// As [`Draft::leave`], for a text that stands in the file in another form.
    pub(super) fn leave_text(&mut self, span: Span, text: String, message: impl Into<String>, hint: impl Into<String>) {
        self.leftovers.push((self.source.position(span.start).line, text));
        self.note(span, message, hint);
    }

    /// Puts in order what only the whole shows: the same question twice, questions without an answer.
    pub(super) fn settle(&mut self) {
        self.title = self.title.take().map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        let mut first: HashMap<String, usize> = HashMap::new();
        for item in std::mem::take(&mut self.items) {
            let same = comparable(&item.question);
            if let Some(index) = first.get(&same) {
                self.merge(*index, item);
            } else {
                first.insert(same, self.items.len());
                self.items.push(item);
            }
        }
        for index in 0..self.items.len() {
            let item = &mut self.items[index];
            item.answer = item.answer.trim().to_owned();
            let own = comparable(&item.question);
            let mut seen = vec![own];
            item.phrasings.retain(|phrasing| {
                let same = comparable(phrasing);
                let new = !same.is_empty() && !seen.contains(&same);
                seen.push(same);
                new
            });
            if item.answer.is_empty() && !item.handoff {
                item.handoff = true;
                let span = item.span.clone();
                let hint = "it became a topic that is left to the provider (`handoff = true`); or write an answer";
                self.note(span, "this question has no answer", hint);
            }
        }
    }

    /// The same question once more: the first answer stays.
    fn merge(&mut self, index: usize, item: Item) {
        let line = self.source.position(self.items[index].span.start).line;
        let kept = &mut self.items[index];
        kept.phrasings.extend(item.phrasings);
        kept.related.extend(item.related);
        let message = format!("the same question stands in line {line}");
        if kept.answer.trim().is_empty() {
            kept.answer = item.answer;
            self.note(item.span, message, "the two became one entry");
        } else if item.answer.trim().is_empty() || item.answer.trim() == kept.answer.trim() {
            self.note(item.span, message, "the two became one entry");
        } else {
            let hint = "the first answer was taken; the other one stands as a comment at the end: choose";
            self.leave_text(item.span, item.answer, message + ", with another answer", hint);
        }
    }
}

/// A question without what does not matter in comparing it.
pub(super) fn comparable(question: &str) -> String {
    let letters: String =
        question.to_lowercase().chars().map(|ch| if ch.is_alphanumeric() { ch } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}
