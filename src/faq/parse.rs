//! From documents to a pack: everything that is wrong is found at once.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::forms::{DocumentForm, EntryForm, ExceptForm, KeywordForm, Weight};
use super::pack::{Entry, ExceptRule, KeywordRule, Pack, SynonymSet};
use crate::document::{self, Diagnostic, Diagnostics, Report, Source, Span, Text, closest};

/// The safety document lies in the same folder and has its own schema.
pub const SAFETY_DOCUMENT: &str = "safety.toml";

/// The language of a document that names none.
const DEFAULT_LANGUAGE: &str = "en";

/// The points of a rule that names none.
const DEFAULT_WEIGHT: f64 = 1.0;

/// The pack that the program carries, so that it runs from any folder.
const BUILT_IN: &str = include_str!("../../faq/ketamine.toml");

/// The name under which findings show the built-in document.
const BUILT_IN_NAME: &str = "faq/ketamine.toml";

/// A document with its text and its form; findings point into it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub source: Arc<Source>,
    /// What is written in it.
    pub form: DocumentForm,
}

/// What documents say and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The documents that are TOML at all.
    pub documents: Vec<Document>,
    /// The pack; complete only when nothing is an error.
    pub pack: Pack,
    /// All that was found.
    pub found: Diagnostics,
}

/// Loads the FAQ documents of a folder; the safety document and other kinds of files are left out.
///
/// # Errors
/// All findings, when at least one is an error: an unreadable folder or file, or a mistake in a document.
pub fn load_folder(folder: &Path) -> Result<Pack, Diagnostics> {
    parse_documents(&read_documents(folder)?)
}

/// Reads the texts of the FAQ documents of a folder, sorted by file name.
///
/// # Errors
/// What cannot be read, or that there is no document.
pub fn read_documents(folder: &Path) -> Result<Vec<Arc<Source>>, Diagnostics> {
    document::read_folder(folder, &[SAFETY_DOCUMENT])
}

/// Parses documents into one pack.
///
/// # Errors
/// All findings of all documents, when at least one is an error.
pub fn parse_documents(sources: &[Arc<Source>]) -> Result<Pack, Diagnostics> {
    let reading = read(sources);
    if reading.found.has_errors() { Err(reading.found) } else { Ok(reading.pack) }
}

/// The pack that the program carries.
///
/// # Panics
/// Never in a build that passed its tests: they parse this very document.
pub fn built_in() -> Pack {
    match parse_documents(&[built_in_source()]) {
        Ok(pack) => pack,
        Err(found) => panic!("the built-in FAQ is broken:\n{found}"),
    }
}

/// The document that the program carries.
pub fn built_in_source() -> Arc<Source> {
    Source::new(BUILT_IN_NAME, BUILT_IN)
}

/// Reads documents and keeps all that can be kept, with the findings beside it.
pub fn read(sources: &[Arc<Source>]) -> Reading {
    let mut reading = Reading::default();
    let mut all_ids_known = true;
    for source in sources {
        match document::parse(source) {
            Ok(table) => {
                let mut report = Report::new(source);
                let form = document::read_form::<DocumentForm>(&table, &mut report);
                reading.found.append(report.found);
                all_ids_known &=
                    table.len() == form.keys.len() && form.entries.iter().flatten().all(|entry| entry.id.is_some());
                reading.documents.push(Document { source: Arc::clone(source), form });
            }
            Err(found) => {
                all_ids_known = false;
                reading.found.append(found);
            }
        }
    }
    check_ids(&reading.documents, all_ids_known, &mut reading.found);
    for document in &reading.documents {
        add(document, &mut reading.pack, &mut reading.found);
    }
    reading.found.sort_by_place();
    reading.pack.hash = hash(sources);
    reading
}

/// Ids are unique over all documents, and `related` names only ids that exist. Where a part of a
/// document could not be read its ids are not known, and a `related` without a target is no finding.
fn check_ids(documents: &[Document], all_known: bool, found: &mut Diagnostics) {
    let mut first: HashMap<&str, (&Document, &Span)> = HashMap::new();
    for document in documents {
        for id in entries(document).filter_map(|entry| entry.id.as_ref()) {
            match first.get(id.value.as_str()) {
                Some((earlier, span)) => found.push(double_id(document, &id.span, &id.value, earlier, span)),
                None => _ = first.insert(&id.value, (document, &id.span)),
            }
        }
    }
    let known: Vec<&str> = first.keys().copied().collect();
    for document in documents.iter().filter(|_| all_known) {
        for entry in entries(document) {
            for related in entry.related.iter().flatten() {
                if entry.id.as_ref().is_some_and(|id| id.value == related.value) {
                    let message = "an entry cannot be related to itself";
                    let label = "this entry's own id";
                    found.push(error(document, &related.span, message).label(label).hint("delete it from `related`"));
                } else if !known.contains(&related.value.as_str()) {
                    found.push(dangling(document, related, &known));
                }
            }
        }
    }
}

fn double_id(document: &Document, span: &Span, id: &str, earlier: &Document, at: &Span) -> Diagnostic {
    let line = earlier.source.position(at.start).line;
    let message = format!("the id `{id}` is used twice");
    error(document, span, message)
        .label(format!("already in {} line {line}", earlier.source.name))
        .hint("give this entry another id, or delete one of the two")
}

fn dangling(document: &Document, related: &Text, known: &[&str]) -> Diagnostic {
    let hint = match closest(&related.value, known) {
        Some(id) => format!("did you mean `{id}`?"),
        None => "write the id of an entry, or delete it from `related`".to_owned(),
    };
    let message = format!("`related` names `{}`, and no entry has this id", related.value);
    error(document, &related.span, message).label("no such entry").hint(hint)
}

fn error(document: &Document, span: &Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(&document.source, span.clone(), message)
}

fn entries(document: &Document) -> impl Iterator<Item = &EntryForm> {
    document.form.entries.iter().flatten()
}

/// Checks what belongs together in a document and adds it to the pack.
fn add(document: &Document, pack: &mut Pack, found: &mut Diagnostics) {
    let form = &document.form;
    if pack.title.is_empty() {
        pack.title = text(form.title.as_ref()).unwrap_or_default();
    }
    if pack.language.is_empty() {
        pack.language = language(form);
    }
    pack.reviewed_by = pack.reviewed_by.take().or_else(|| text(form.reviewed_by.as_ref()));
    pack.disclaimer = pack.disclaimer.take().or_else(|| text(form.disclaimer.as_ref()));
    for set in form.synonyms.iter().flatten() {
        let words = texts(set.words.as_ref());
        if set.words.is_some() && words.len() < 2 {
            let hint = "name at least two, for example `words = [\"session\", \"infusion\"]`, or delete the set";
            let message = "a set of synonyms needs at least two words";
            found.push(error(document, &set.span, message).label("fewer than two words in this set").hint(hint));
        }
        pack.synonyms.push(SynonymSet { words });
    }
    for entry in entries(document) {
        check_entry(document, entry, found);
        if !entry.retired.as_ref().is_some_and(|flag| flag.value) {
            pack.entries.push(build(form, entry));
        }
    }
}

fn check_entry(document: &Document, entry: &EntryForm, found: &mut Diagnostics) {
    let handoff = entry.handoff.as_ref().is_some_and(|flag| flag.value);
    let named = entry.id.as_ref().map_or_else(|| "an entry".to_owned(), |id| format!("the entry `{}`", id.value));
    if !handoff && !entry.keys.contains(&"answer") && entry.handoff.is_some() == entry.keys.contains(&"handoff") {
        let message = format!("{named} has neither an answer nor `handoff`");
        let hint = "add `answer = \"\"\"…\"\"\"`, or `handoff = true` for a topic that you leave to the provider";
        found.push(error(document, &entry.span, message).label("nothing to reply with").hint(hint));
    }
    for rule in entry.keywords.iter().flatten() {
        if !["any", "all", "pattern"].iter().any(|key| rule.keys.contains(key)) {
            let hint = "add for example `any = [\"drive\", \"driving\"]`, or delete the rule";
            let message = "this keyword rule names no words";
            found.push(error(document, &rule.span, message).label("neither `any` nor `all` nor `pattern`").hint(hint));
        }
        check_words(document, rule.any.as_ref(), &rule.span, "any", found);
        check_words(document, rule.all.as_ref(), &rule.span, "all", found);
    }
    for rule in entry.except.iter().flatten() {
        if !["any", "pattern"].iter().any(|key| rule.keys.contains(key)) {
            let hint = "add for example `any = [\"hard drive\"]`, or delete the rule";
            let message = "this exception names no words";
            found.push(error(document, &rule.span, message).label("neither `any` nor `pattern`").hint(hint));
        }
        check_words(document, rule.any.as_ref(), &rule.span, "any", found);
    }
}

fn check_words(document: &Document, words: Option<&Vec<Text>>, span: &Span, key: &str, found: &mut Diagnostics) {
    if words.is_some_and(Vec::is_empty) {
        let message = format!("the list `{key}` of this rule is empty");
        found.push(
            error(document, span, message)
                .label("in this rule")
                .hint(format!("add words to `{key}`, or delete the line")),
        );
    }
}

fn build(form: &DocumentForm, entry: &EntryForm) -> Entry {
    let handoff = entry.handoff.as_ref().is_some_and(|flag| flag.value);
    Entry {
        id: entry.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        question: text(entry.question.as_ref()).unwrap_or_default(),
        phrasings: texts(entry.phrasings.as_ref()),
        related: texts(entry.related.as_ref()),
        answer: text(entry.answer.as_ref()).filter(|_| !handoff),
        handoff,
        keywords: entry.keywords.iter().flatten().map(keyword).collect(),
        except: entry.except.iter().flatten().map(except).collect(),
        threshold: entry.threshold.as_ref().map(|share| share.0.value),
        language: language(form),
        disclaimer: text(form.disclaimer.as_ref()),
        reviewed_by: reviewer(form, entry).map(str::to_owned),
        review_due: entry.review_due.as_ref().or(form.review_due.as_ref()).map(|date| date.value.clone()),
    }
}

/// Who reviewed an entry: its own reviewer, or the document's where it says nothing of its own.
pub fn reviewer<'a>(form: &'a DocumentForm, entry: &'a EntryForm) -> Option<&'a str> {
    match &entry.reviewed_by {
        Some(own) => own.name(),
        None => form.reviewed_by.as_ref().map(|text| text.value.as_str()),
    }
}

fn keyword(rule: &KeywordForm) -> KeywordRule {
    KeywordRule {
        any: texts(rule.any.as_ref()),
        all: texts(rule.all.as_ref()),
        pattern: rule.pattern.as_ref().map(|pattern| pattern.compiled.clone()),
        weight: rule.weight.as_ref().map_or(DEFAULT_WEIGHT, |Weight(number)| number.value),
    }
}

fn except(rule: &ExceptForm) -> ExceptRule {
    ExceptRule { any: texts(rule.any.as_ref()), pattern: rule.pattern.as_ref().map(|pattern| pattern.compiled.clone()) }
}

fn language(form: &DocumentForm) -> String {
    text(form.language.as_ref()).unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned())
}

fn text(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

fn texts(list: Option<&Vec<Text>>) -> Vec<String> {
    list.into_iter().flatten().map(|text| text.value.clone()).collect()
}

/// FNV-1a over the documents' bytes in their order, each preceded by its length: short, and the same everywhere. It
/// tells packs apart in reports; nothing is secured by it.
fn hash(sources: &[Arc<Source>]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let bytes = sources.iter().flat_map(|source| {
        let length = (source.text.len() as u64).to_le_bytes();
        length.into_iter().chain(source.text.bytes())
    });
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}
