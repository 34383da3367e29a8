//! What lints look at, and how they report.

use std::collections::HashMap;
use std::sync::Arc;

use super::reach::Reached;
use crate::bot::{Brain, Stages};
use crate::document::{Diagnostic, Diagnostics, Severity, Source, Span, Text};
use crate::faq::{Document, EntryForm};
use crate::message::Mode;
use crate::safety::Triage;

/// A lint.
pub struct Lint {
    /// The name in findings and for `--explain`.
    pub name: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// Its file; the comments at its head say what it does, why, and show an example.
    pub(super) text: &'static str,
    pub(super) check: fn(&Subject<'_>, &mut Findings<'_>),
}

/// Documents that could be read, and the bot that they make.
pub struct Subject<'a> {
    /// The FAQ documents as written.
    pub(super) documents: &'a [Document],
    pub(super) brain: &'a Brain,
    /// The clinic's own safety document, if it has one.
    pub(super) safety: Option<&'a Arc<Source>>,
    /// Today, `YYYY-MM-DD`.
    pub(super) today: &'a str,
    /// The entries that are not retired.
    pub(super) entries: Vec<Used<'a>>,
}

/// An entry in use.
pub(super) struct Used<'a> {
    pub(super) document: &'a Document,
    pub(super) form: &'a EntryForm,
    pub(super) id: &'a str,
    /// The question, then the phrasings.
    pub(super) wordings: Vec<Wording<'a>>,
}

/// An entry's own question or phrasing.
pub(super) struct Wording<'a> {
    pub(super) text: &'a Text,
    pub(super) is_question: bool,
    /// As messages are understood.
    pub(super) understood: String,
    pub(super) reached: Reached,
}

impl<'a> Subject<'a> {
    /// Asks the bot every wording of the documents. `brain` is made of them and of the safety rules in force, `safety`
    /// is the clinic's own safety document, `today` is `YYYY-MM-DD`.
    pub fn new(documents: &'a [Document], brain: &'a Brain, safety: Option<&'a Arc<Source>>, today: &'a str) -> Self {
        let numbers: HashMap<&str, usize> =
            brain.pack().entries.iter().enumerate().map(|(number, entry)| (entry.id.as_str(), number)).collect();
        let all = documents
            .iter()
            .flat_map(|document| document.form.entries.iter().flatten().map(move |form| (document, form)));
        let entries = all
            .filter(|(_, form)| !form.retired.as_ref().is_some_and(|flag| flag.value))
            .filter_map(|(document, form)| {
                let id = form.id.as_ref()?.value.as_str();
                let number = *numbers.get(id)?;
                Some(Used { document, form, id, wordings: wordings(brain, form, number) })
            })
            .collect();
        Self { documents, brain, safety, today, entries }
    }

    /// What safety finds in a message.
    pub(super) fn triage(&self, message: &str) -> Triage {
        self.brain.decide(message, Mode::Direct, Stages::All).triage
    }

    /// A word or phrase as messages are understood: folded, spelled right, one space between words.
    pub(super) fn understood(&self, phrase: &str) -> String {
        self.brain.understand(phrase).understood
    }
}

fn wordings<'a>(brain: &Brain, form: &'a EntryForm, number: usize) -> Vec<Wording<'a>> {
    let question = form.question.iter().map(|text| (text, true));
    let phrasings = form.phrasings.iter().flatten().map(|text| (text, false));
    question
        .chain(phrasings)
        .map(|(text, is_question)| {
            let outcome = brain.decide(&text.value, Mode::Direct, Stages::All);
            let reached = Reached::of(&outcome, brain.pack(), number);
            Wording { text, is_question, understood: outcome.text.understood, reached }
        })
        .collect()
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

    /// A finding with a severity of its own.
    pub(super) fn add_as(
        &mut self,
        severity: Severity,
        document: &Document,
        span: &Span,
        message: String,
        label: &str,
        hint: String,
    ) {
        let diagnostic = Diagnostic::error(&document.source, span.clone(), message).label(label).hint(hint);
        self.found.push(Diagnostic { severity, ..diagnostic.by(self.lint.name) });
    }
}
