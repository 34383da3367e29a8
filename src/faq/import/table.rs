//! Tables: CSV, TSV and the export of QnA Maker, with headers in any order.

use std::collections::HashMap;

use serde_json::Value;

use super::draft::{Draft, Item};
use super::format::Format;
use super::questions::question;
use super::records::{Column, add, column, fill};
use crate::document::{Diagnostic, Span};

/// Column separators, in the order in which equal counts are decided.
const SEPARATORS: [char; 4] = ['\t', ',', ';', '|'];

/// Columns of a QnA Maker export that say nothing for a FAQ.
const QNA_MAKER_SILENT: [&str; 3] = ["source", "sourcedisplayname", "iscontextonly"];

/// Whether the first line is the header of a QnA Maker export.
pub(super) fn is_qna_maker(text: &str) -> bool {
    let names = header(text, '\t');
    let has = |name: &str| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    has("Question") && has("Answer") && (has("QnaId") || has("Metadata") && has("Source"))
}

/// Whether the first line names a question and an answer.
pub(super) fn has_headers(text: &str, separator: char) -> bool {
    let columns: Vec<_> = header(text, separator).iter().filter_map(|name| column(name)).collect();
    columns.contains(&Column::Question) && columns.contains(&Column::Answer)
}

fn header(text: &str, separator: char) -> Vec<String> {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.split(separator).map(|name| name.trim().trim_matches('"').to_owned()).collect()
}

/// A row: where it stands, and its cells.
type Row = (Span, Vec<String>);

pub(super) fn read(draft: &mut Draft, format: Format) {
    let separator = if format == Format::Csv { csv_separator(&draft.source.text) } else { '\t' };
    unclosed_quote(draft);
    let rows = rows(draft, separator);
    let Some((first, rest)) = rows.split_first() else { return };
    let headed = first.1.iter().any(|name| column(name) == Some(Column::Question));
    if !headed && !without_header(draft, first) {
        return;
    }
    let names: Vec<String> = if headed { first.1.clone() } else { vec!["question".to_owned(), "answer".to_owned()] };
    let rest = if headed { rest } else { &rows[..] };
    report_columns(draft, &names, first, rest, format);
    for row in rest {
        read_row(draft, &names, row, format);
    }
    if format == Format::QnaMaker {
        merge_same_id(draft);
    }
}

/// The separator that the header has most of.
fn csv_separator(text: &str) -> char {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| line.matches(separator).count();
    let known = |separator: char| header(text, separator).iter().filter(|name| column(name).is_some()).count();
    let order = |separator: char| SEPARATORS.iter().position(|other| *other == separator);
    SEPARATORS
        .into_iter()
        .max_by_key(|separator| (known(*separator), count(*separator), std::cmp::Reverse(order(*separator))))
        .unwrap_or(',')
}

/// A quote without its partner swallows the rest of the file.
fn unclosed_quote(draft: &mut Draft) {
    let text = &draft.source.text;
    if text.matches('"').count().is_multiple_of(2) {
        return;
    }
    let Some(at) = text
        .char_indices()
        .scan(false, |inside, (at, ch)| {
            *inside ^= ch == '"';
            Some((at, *inside))
        })
        .zip(text.chars())
        .filter(|((_, inside), ch)| *ch == '"' && *inside)
        .map(|((at, _), _)| at)
        .last()
    else {
        return;
    };
    let message = "a quote is opened and never closed: rows after it run together";
    let hint = "close it, or write a quote inside a cell twice (\"\")";
    draft
        .found
        .push(Diagnostic::warning(&draft.source, at..at + 1, message).label("the last one that is opened").hint(hint));
}

fn rows(draft: &mut Draft, separator: char) -> Vec<Row> {
    let text = draft.source.text.clone();
    let separator = u8::try_from(separator).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return rows,
            Err(error) => {
                let end = text.len();
                draft.found.push(Diagnostic::error(
                    &draft.source,
                    end..end,
                    format!("the table cannot be read: {error}"),
                ));
                return rows;
            }
        }
        let start = record.position().map_or(0, |place| place.byte() as usize).min(text.len());
        let skipped = text[start..].len() - text[start..].trim_start_matches('\n').len();
        let start = start + skipped;
        let end = draft.source.line_span(start).end;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((start..end, record.iter().map(str::to_owned).collect()));
        }
    }
}

/// Whether a table without a header can be read: two columns, the first of them questions.
fn without_header(draft: &mut Draft, (span, cells): &Row) -> bool {
    let readable = cells.len() == 2 && question(&cells[0]).is_some();
    if readable {
        let hint = "name the columns in the first line: question,answer";
        draft.note(span.clone(), "the table has no header; its columns were taken for question and answer", hint);
    } else {
        let message = "no column is named `question`";
        let hint = format!(
            "the columns are: {}; the first line must name them, for example question,answer",
            cells.join(", ")
        );
        draft.found.push(Diagnostic::error(&draft.source, span.clone(), message).label("the header").hint(hint));
    }
    readable
}

/// Columns that are not known are left out, with as many of their cells as are filled.
fn report_columns(draft: &mut Draft, names: &[String], header: &Row, rows: &[Row], format: Format) {
    for (index, name) in names.iter().enumerate() {
        let silent = format == Format::QnaMaker
            && (QNA_MAKER_SILENT.contains(&plain(name).as_str()) || plain(name) == "prompts");
        let filled =
            rows.iter().filter(|(_, cells)| cells.get(index).is_some_and(|cell| !cell.trim().is_empty())).count();
        if column(name).is_none() && !silent && filled > 0 {
            let message =
                format!("the column `{}` is not known; {filled} filled cells of it were left out", name.trim());
            draft.note(header.0.clone(), message, "rename it, if it holds questions, answers or other wordings");
        }
    }
    let answers = names.iter().any(|name| column(name) == Some(Column::Answer));
    if !answers {
        draft.note(
            header.0.clone(),
            "no column is named `answer`",
            "every question becomes a topic left to the provider",
        );
    }
}

fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(|ch| ch.is_alphanumeric()).collect()
}

fn read_row(draft: &mut Draft, names: &[String], (span, cells): &Row, format: Format) {
    let mut item = Item { span: span.clone(), ..Item::default() };
    if cells.len() > names.len() && cells[names.len()..].iter().any(|cell| !cell.trim().is_empty()) {
        let hint = "put a cell that holds the separator in quotes; what was too much was left out";
        draft.leave(span.clone(), format!("this row has {} cells and the header {}", cells.len(), names.len()), hint);
    }
    for (name, cell) in names.iter().zip(cells) {
        let qna_maker = format == Format::QnaMaker;
        match (plain(name).as_str(), column(name)) {
            ("prompts", _) if qna_maker => item.related.extend(prompts(cell)),
            ("suggestedquestions", _) if qna_maker => item.phrasings.extend(list(cell)),
            (_, Some(Column::Note)) if qna_maker => {
                item.notes.extend(
                    cell.split('|').filter(|pair| !pair.trim().is_empty()).map(|pair| pair.replacen(':', ": ", 1)),
                );
            }
            // QnA Maker writes the line ends of an answer as the two signs `\n`.
            (_, Some(Column::Answer)) if qna_maker => {
                fill(draft, &mut item, Column::Answer, name, &cell.replace("\\n", "\n"), span);
            }
            (_, Some(column)) => fill(draft, &mut item, column, name, cell, span),
            _ => {}
        }
    }
    add(draft, item);
}

/// The entries that a QnA Maker answer leads on to, by their ids and their texts.
fn prompts(cell: &str) -> Vec<String> {
    let Ok(Value::Array(prompts)) = serde_json::from_str::<Value>(cell) else { return Vec::new() };
    let field = |prompt: &Value, names: [&str; 2]| names.iter().find_map(|name| prompt.get(*name).cloned());
    prompts
        .iter()
        .filter_map(|prompt| match field(prompt, ["qnaId", "QnaId"])? {
            Value::Number(id) => Some(id.to_string()),
            Value::String(id) => Some(id),
            _ => None,
        })
        .collect()
}

/// A JSON list of texts, or texts separated by `|`.
fn list(cell: &str) -> Vec<String> {
    match serde_json::from_str::<Vec<String>>(cell) {
        Ok(texts) => texts.into_iter().filter(|text| !text.trim().is_empty()).collect(),
        Err(_) => {
            cell.split('|').map(|text| text.trim().to_owned()).filter(|text| !text.is_empty() && text != "[]").collect()
        }
    }
}

/// QnA Maker writes an entry once for each of its questions: the later ones are phrasings of the first.
fn merge_same_id(draft: &mut Draft) {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut items: Vec<Item> = Vec::new();
    for item in std::mem::take(&mut draft.items) {
        let index = item.key.as_ref().and_then(|key| first.get(key)).copied();
        if let Some(index) = index.filter(|index| items[*index].answer == item.answer) {
            let kept = &mut items[index];
            kept.phrasings.push(item.question);
            kept.phrasings.extend(item.phrasings);
            kept.related.extend(item.related);
            let new: Vec<String> = item.notes.into_iter().filter(|note| !kept.notes.contains(note)).collect();
            kept.notes.extend(new);
            continue;
        }
        if let Some(key) = &item.key {
            first.entry(key.clone()).or_insert(items.len());
        }
        items.push(item);
    }
    draft.items = items;
}
