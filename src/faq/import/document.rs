//! Writes what was gathered as FAQ documents, in the order and form in which a person would write them.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::draft::{Draft, Item, comparable};
use super::ids::Ids;
use super::languages::language;

/// A FAQ document made of one language of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedDocument {
    /// The language as a tag: `en`.
    pub language: String,
    /// The document; it parses.
    pub toml: String,
    /// How many entries have an answer.
    pub answered: usize,
    /// How many are topics left to the provider.
    pub handoffs: usize,
}

/// The line by which editors find the schema that `askwell init` puts beside the documents.
const SCHEMA_LINE: &str = "#:schema ./faq.schema.json";

/// The language of a text that does not show its own.
const USUAL_LANGUAGE: &str = "en";

/// One document for each language, the one with the most entries first; and all of them in one.
pub(super) fn write(draft: &Draft) -> (Vec<ImportedDocument>, ImportedDocument) {
    let ids = make_ids(&draft.items);
    let languages = languages(&draft.items);
    let count = |tag: &str| languages.iter().filter(|other| **other == tag).count();
    let mut order: Vec<&'static str> = Vec::new();
    for tag in &languages {
        if !order.contains(tag) {
            order.push(tag);
        }
    }
    order.sort_by_key(|tag| std::cmp::Reverse(count(tag)));
    let all: Vec<usize> = (0..draft.items.len()).collect();
    let main = order.first().copied().unwrap_or(USUAL_LANGUAGE);
    let own = |tag: &str| all.iter().copied().filter(|index| languages[*index] == tag).collect::<Vec<_>>();
    let documents = order.iter().map(|tag| document(draft, &ids, &own(tag), tag, *tag == main)).collect();
    (documents, document(draft, &ids, &all, main, true))
}

fn document(draft: &Draft, ids: &[String], own: &[usize], language: &str, with_leftovers: bool) -> ImportedDocument {
    let targets = targets(&draft.items, ids, own);
    let mut toml = head(draft.title.as_deref(), language);
    for index in own {
        entry(&mut toml, &draft.items[*index], &ids[*index], &targets);
    }
    if with_leftovers {
        leftovers(&mut toml, &draft.leftovers);
    }
    let handoffs = own.iter().filter(|index| draft.items[**index].handoff).count();
    ImportedDocument { language: language.to_owned(), toml, answered: own.len() - handoffs, handoffs }
}

fn make_ids(items: &[Item]) -> Vec<String> {
    let mut ids = Ids::default();
    items.iter().map(|item| ids.make(item.key.as_deref(), &item.question)).collect()
}

/// What `related` may name in this document: an item's question or its key in the file, with the item's id.
fn targets(items: &[Item], ids: &[String], own: &[usize]) -> HashMap<String, String> {
    let questions = own.iter().map(|index| (comparable(&items[*index].question), ids[*index].clone()));
    let keys = own.iter().filter_map(|index| Some((comparable(items[*index].key.as_ref()?), ids[*index].clone())));
    questions.chain(keys).collect()
}

/// Each item's language: what it shows itself, else that of the one before it.
fn languages(items: &[Item]) -> Vec<&'static str> {
    let shown: Vec<Option<&'static str>> =
        items.iter().map(|item| language(&format!("{} {}", item.question, item.answer))).collect();
    let mut last = shown.iter().flatten().next().copied().unwrap_or(USUAL_LANGUAGE);
    shown
        .into_iter()
        .map(|tag| {
            last = tag.unwrap_or(last);
            last
        })
        .collect()
}

fn head(title: Option<&str>, language: &str) -> String {
    let mut out = format!("{SCHEMA_LINE}\n");
    if let Some(title) = title {
        let _ = writeln!(out, "title = {}", short_text(title));
    }
    let _ = writeln!(out, "language = {}", short_text(language));
    out
}

fn entry(out: &mut String, item: &Item, id: &str, targets: &HashMap<String, String>) {
    out.push('\n');
    for note in &item.notes {
        comment(out, note);
    }
    let _ = writeln!(out, "[[entries]]\nid = {}\nquestion = {}", short_text(id), short_text(&item.question));
    if !item.phrasings.is_empty() {
        out.push_str("phrasings = [\n");
        for phrasing in &item.phrasings {
            let _ = writeln!(out, "  {},", short_text(phrasing));
        }
        out.push_str("]\n");
    }
    let mut related: Vec<String> = Vec::new();
    for target in item.related.iter().filter_map(|name| targets.get(&comparable(name))) {
        if target != id && !related.contains(&short_text(target)) {
            related.push(short_text(target));
        }
    }
    if !related.is_empty() {
        let _ = writeln!(out, "related = [{}]", related.join(", "));
    }
    if item.handoff {
        out.push_str("handoff = true\n");
    } else {
        let _ = writeln!(out, "answer = {}", long_text(&item.answer));
    }
}

fn leftovers(out: &mut String, leftovers: &[(usize, String)]) {
    if leftovers.is_empty() {
        return;
    }
    out.push_str("\n# What found no place:\n");
    for (line, text) in leftovers {
        comment(out, &format!("line {line}: {text}"));
    }
}

fn comment(out: &mut String, text: &str) {
    for line in text.lines() {
        let clean = line.replace(|ch: char| ch.is_control() && ch != '\t', " ");
        let _ = writeln!(out, "# {}", clean.trim_end());
    }
}

/// Text on one line between double quotes.
pub(super) fn short_text(text: &str) -> String {
    let mut out = String::from("\"");
    for ch in text.chars() {
        match ch {
            '\n' => out.push_str("\\n"),
            '"' => out.push_str("\\\""),
            _ => push_escaped(&mut out, ch),
        }
    }
    out.push('"');
    out
}

/// Text between three double quotes; one of several lines begins on a line of its own.
fn long_text(text: &str) -> String {
    let mut out = String::from("\"\"\"");
    if text.contains('\n') {
        out.push('\n');
    }
    let mut quotes = 0;
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        quotes = if ch == '"' { quotes + 1 } else { 0 };
        // Three in a row, or one at the end, would close the text.
        let closes = ch == '"' && (quotes % 3 == 0 || chars.peek().is_none());
        if closes {
            out.push_str("\\\"");
        } else if ch == '"' || ch == '\n' {
            out.push(ch);
        } else {
            push_escaped(&mut out, ch);
        }
    }
    out.push_str("\"\"\"");
    out
}

fn push_escaped(out: &mut String, ch: char) {
    match ch {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push('\t'),
        _ if ch.is_control() => {
            let _ = write!(out, "\\u{:04X}", u32::from(ch));
        }
        _ => out.push(ch),
    }
}
