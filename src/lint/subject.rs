//! What lints look at, and how they report.

use std::sync::Arc;

use super::Lint;
use crate::bot::{Brain, Outcome, Stages};
use crate::document::{Diagnostic, Diagnostics, Severity, Source, Span, Text};
use crate::faq::{Document, EntryForm};
use crate::message::Mode;

/// Documents that could be read, and the bot that they make.
pub struct Subject<'a> {
    /// The FAQ documents as written.
    pub documents: &'a [Document],
    /// The bot made of them and of the safety rules in force.
    pub brain: &'a Brain,
    /// The clinic's own safety document, if it has one.
    pub safety: Option<&'a Arc<Source>>,
    /// Today, `YYYY-MM-DD`.
    pub today: &'a str,
}

/// An entry in use: as written, and its number in the pack.
pub(super) struct Used<'a> {
    pub(super) document: &'a Document,
    pub(super) form: &'a EntryForm,
    pub(super) id: &'a str,
    pub(super) number: usize,
}

impl<'a> Used<'a> {
    /// The question, then the phrasings.
    pub(super) fn wordings(&self) -> impl Iterator<Item = &'a Text> + use<'a> {
        self.form.question.iter().chain(self.form.phrasings.iter().flatten())
    }
}

impl<'a> Subject<'a> {
    /// All entries that are not retired.
    pub(super) fn entries(&self) -> Vec<Used<'a>> {
        let pack = self.brain.pack();
        let all = self
            .documents
            .iter()
            .flat_map(|document| document.form.entries.iter().flatten().map(move |form| (document, form)));
        all.filter(|(_, form)| !form.retired.as_ref().is_some_and(|flag| flag.value))
            .filter_map(|(document, form)| {
                let id = form.id.as_ref()?.value.as_str();
                let number = pack.entries.iter().position(|entry| entry.id == id)?;
                Some(Used { document, form, id, number })
            })
            .collect()
    }

    /// What the bot makes of a message to it.
    pub(super) fn ask(&self, message: &str) -> Outcome {
        self.brain.decide(message, Mode::Direct, Stages::All)
    }

    /// A word or phrase as messages are understood: folded, spelled right, one space between words.
    pub(super) fn understood(&self, phrase: &str) -> String {
        self.ask(phrase).text.understood
    }

    /// The id of an entry of the pack.
    pub(super) fn id_of(&self, number: usize) -> &'a str {
        &self.brain.pack().entries[number].id
    }
}

/// Where a lint puts what it finds.
pub(super) struct Findings<'f> {
    lint: &'f Lint,
    found: &'f mut Diagnostics,
}

impl<'f> Findings<'f> {
    pub(super) fn new(lint: &'f Lint, found: &'f mut Diagnostics) -> Self {
        Self { lint, found }
    }

    /// A finding of the lint's own severity.
    pub(super) fn add(&mut self, document: &Document, span: &Span, message: String, label: &str, hint: String) {
        self.add_to(&document.source, span, message, label, hint);
    }

    /// As [`Findings::add`], in any source.
    pub(super) fn add_to(&mut self, source: &Arc<Source>, span: &Span, message: String, label: &str, hint: String) {
        let diagnostic = Diagnostic::error(source, span.clone(), message).label(label).hint(hint).by(self.lint.name);
        self.found.push(Diagnostic { severity: self.lint.severity, ..diagnostic });
    }

    /// A finding milder than the lint's own.
    pub(super) fn warn(&mut self, document: &Document, span: &Span, message: String, label: &str, hint: String) {
        let diagnostic = Diagnostic::error(&document.source, span.clone(), message).label(label).hint(hint);
        self.found.push(Diagnostic { severity: Severity::Warning, ..diagnostic.by(self.lint.name) });
    }
}
