//! Entries as a moderator reads them.

use std::fmt::Write as _;

use console::measure_text_width;

use super::super::EntryView;

/// What stands before each line of an entry.
const MARGIN: usize = 12;
/// A column of ids gets no wider.
const WIDEST_ID: usize = 40;

/// One line an entry.
pub fn entries(entries: &[EntryView]) -> String {
    let width = entries.iter().map(|entry| measure_text_width(&entry.id)).max().unwrap_or(0).min(WIDEST_ID);
    let mut page = String::new();
    for entry in entries {
        let note = match (entry.retired, entry.answer.is_none()) {
            (true, _) => "  (retired)",
            (false, true) => "  (for the provider)",
            (false, false) => "",
        };
        let _ = writeln!(page, "{:width$}  {}{note}", entry.id, entry.question);
    }
    let retired = entries.iter().filter(|entry| entry.retired).count();
    let noun = if entries.len() == 1 { "entry" } else { "entries" };
    let _ = writeln!(page, "\n{} {noun}, {retired} of them retired", entries.len());
    page
}

/// All of an entry, its rules by number.
pub fn entry(entry: &EntryView) -> String {
    let mut page = String::new();
    let mut add = |name: &str, lines: Vec<String>| {
        for (at, line) in lines.iter().flat_map(|line| line.lines()).enumerate() {
            let name = if at == 0 { name } else { "" };
            let _ = writeln!(page, "{name:MARGIN$}{line}");
        }
    };
    add("entry", vec![format!("{} in {}", entry.id, entry.document)]);
    if entry.retired {
        add("state", vec!["retired: kept, and not used".to_owned()]);
    }
    add("question", vec![entry.question.clone()]);
    add("answer", vec![entry.answer.clone().unwrap_or_else(|| "none: it is left to the provider".to_owned())]);
    let reviewed = entry.reviewed_by.clone().unwrap_or_else(|| "by nobody as it stands".to_owned());
    add("reviewed", vec![reviewed]);
    add("phrasings", entry.phrasings.clone());
    let keywords = entry.keywords.iter().enumerate();
    add("keywords", keywords.map(|(at, (rule, weight))| format!("{}  {rule}, weight {weight}", at + 1)).collect());
    let exceptions = entry.except.iter().enumerate();
    add("exceptions", exceptions.map(|(at, rule)| format!("{}  {rule}", at + 1)).collect());
    add("threshold", entry.threshold.iter().map(|value| format!("{value}, its own")).collect());
    page
}
