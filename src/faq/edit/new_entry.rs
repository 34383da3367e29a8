//! A new entry at the end of a document.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::limits::{LONGEST_ANSWER, LONGEST_WORDING, line, text};

/// Adds an entry. Without an answer it is a topic for the provider.
///
/// # Errors
/// A sentence about what is wrong with its texts.
pub(super) fn new_entry(
    document: &mut DocumentMut,
    id: &str,
    question: &str,
    answer: Option<&str>,
) -> Result<(), String> {
    let reviewed = document.get("reviewed_by").is_some();
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table.insert("id", value(id));
    table.insert("question", value(line("the question", question, LONGEST_WORDING)?));
    match answer {
        Some(answer) => {
            table.insert("answer", value(text("the answer", answer, LONGEST_ANSWER)?));
            // Who reviewed the document has not seen this.
            if reviewed {
                table.insert("reviewed_by", value(""));
            }
        }
        None => _ = table.insert("handoff", value(true)),
    }
    let item = document.entry("entries").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let all = item.as_array_of_tables_mut().ok_or("`entries` is written in a form that cannot be edited here")?;
    all.push(table);
    Ok(())
}
