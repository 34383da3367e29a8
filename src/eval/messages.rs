//! Labelled messages: JSONL as people collect it, or CSV with a header.

use serde::Deserialize;
use std::fmt;
use std::path::Path;

/// The mark between several labels in one CSV cell.
const LABEL_SEPARATOR: char = '|';

/// One message of a labelled set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledMessage {
    /// The line in its file, from 0: it seeds the perturbations, as in the tool that made them first.
    pub line: usize,
    /// What was written.
    pub text: String,
    /// What it asks for; nothing for a line that only wants its prediction.
    pub labels: Option<Labels>,
}

/// What people said that a message asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Entry ids, a tier, `uncovered` or `none`, in the order in which they are asked for.
    pub labels: Vec<String>,
    /// Further lists that a second reader found acceptable.
    pub also: Vec<Vec<String>>,
    /// Whether it is put to the bot, the clinic or the channel as a question.
    pub addressed: bool,
    /// The manner of writing.
    pub kind: Option<String>,
}

/// Why a file of messages cannot be read. Names the line, never the text in it.
#[derive(Debug)]
pub struct MessagesError {
    /// The file.
    pub file: String,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for MessagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for MessagesError {}

/// Reads a file of messages; `.csv` and `.tsv` by their columns, anything else as JSONL.
///
/// # Errors
/// The first line that cannot be read.
pub fn read_messages(path: &Path) -> Result<Vec<LabelledMessage>, MessagesError> {
    let file = path.display().to_string();
    let error = |line, message| MessagesError { file: file.clone(), line, message };
    let bytes = std::fs::read(path).map_err(|reason| error(None, format!("cannot be read: {reason}")))?;
    let text = String::from_utf8(bytes).map_err(|_| error(None, "is not UTF-8 text".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let read = match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => of_columns(text, b','),
        Some("tsv") => of_columns(text, b'\t'),
        _ => of_json_lines(text),
    };
    read.map_err(|(line, message)| error(Some(line), message))
}

/// A line number from 1 and what is wrong there.
type LineError = (usize, String);

#[derive(Deserialize)]
struct JsonMessage {
    text: String,
    labels: Option<Vec<String>>,
    #[serde(default)]
    also: Vec<Vec<String>>,
    #[serde(default)]
    addressed: bool,
    kind: Option<String>,
}

fn of_json_lines(text: &str) -> Result<Vec<LabelledMessage>, LineError> {
    let mut messages = Vec::new();
    for (line, json) in text.lines().enumerate().filter(|(_, json)| !json.trim().is_empty()) {
        let read: JsonMessage = serde_json::from_str(json).map_err(|error| (line + 1, json_problem(&error)))?;
        let JsonMessage { text, labels, also, addressed, kind } = read;
        let labels = labels.map(|labels| Labels { labels, also, addressed, kind });
        messages.push(LabelledMessage { line, text, labels });
    }
    Ok(messages)
}

/// What serde says may quote the line; only its kind and column are passed on.
fn json_problem(error: &serde_json::Error) -> String {
    let column = error.column();
    if error.is_data() {
        return format!("column {column}: wants {{\"text\": \"…\", \"labels\": [\"…\"]}}, one object a line");
    }
    format!("column {column}: not valid JSON")
}

fn of_columns(text: &str, delimiter: u8) -> Result<Vec<LabelledMessage>, LineError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| (1, csv_problem(&error)))?.clone();
    let column = |names: &[&str]| header.iter().position(|name| names.contains(&name.trim().to_lowercase().as_str()));
    let Some(text_column) = column(&["text"]) else {
        return Err((1, "the first line must name the columns, one of them \"text\"".to_owned()));
    };
    let label_column = column(&["label", "labels"]);
    let mut messages = Vec::new();
    for (line, record) in reader.records().enumerate() {
        let record = record.map_err(|error| {
            let at = error.position().map_or(line + 2, |position| usize::try_from(position.line()).unwrap_or(line + 2));
            (at, csv_problem(&error))
        })?;
        let text = record.get(text_column).unwrap_or_default().to_owned();
        let labels = label_column.and_then(|column| record.get(column)).and_then(labels_of_cell);
        messages.push(LabelledMessage { line, text, labels });
    }
    Ok(messages)
}

fn labels_of_cell(cell: &str) -> Option<Labels> {
    let labels: Vec<String> =
        cell.split(LABEL_SEPARATOR).map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned).collect();
    (!labels.is_empty()).then(|| Labels { labels, ..Labels::default() })
}

fn csv_problem(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} columns where the first line has {expected_len}: put quotes around text with commas")
        }
        _ => "not valid CSV".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No labels at all stand for a line that has none.
    fn message(line: usize, text: &str, labels: &[&str]) -> LabelledMessage {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        let labels = (!labels.is_empty()).then(|| Labels { labels, ..Labels::default() });
        LabelledMessage { line, text: text.to_owned(), labels }
    }

    #[test]
    fn json_lines_pass_extra_keys_and_blank_lines() {
        let text = "{\"text\": \"a\", \"labels\": [\"x\", \"y\"], \"who\": 7}\n\n{\"text\": \"b\"}\r\n";
        let read = of_json_lines(text).unwrap();
        assert_eq!(read, [message(0, "a", &["x", "y"]), message(2, "b", &[])]);
    }

    #[test]
    fn json_lines_keep_what_the_figures_need() {
        let text =
            "{\"text\": \"a\", \"labels\": [\"x\"], \"also\": [[\"y\"]], \"addressed\": true, \"kind\": \"typo\"}";
        let read = of_json_lines(text).unwrap().remove(0).labels.unwrap();
        assert_eq!((read.also, read.addressed, read.kind.as_deref()), (vec![vec!["y".to_owned()]], true, Some("typo")));
    }

    #[test]
    fn columns_may_come_in_any_order_and_hold_commas_and_line_ends() {
        let text = "Label,Text\ndriving,\"can I, er,\ndrive\"\nsafe | awake,b\n,c\n";
        let read = of_columns(text, b',').unwrap();
        let expected =
            [message(0, "can I, er,\ndrive", &["driving"]), message(1, "b", &["safe", "awake"]), message(2, "c", &[])];
        assert_eq!(read, expected);
        assert_eq!(of_columns("text\nfirst\n", b'\t').unwrap(), [message(0, "first", &[])]);
    }

    #[test]
    fn what_cannot_be_read_names_its_line_and_not_its_text() {
        let cases = [
            (of_json_lines("{\"text\": \"a\"}\n{\"text\": secret}\n").unwrap_err(), 2),
            (of_json_lines("{\"text\": \"a\", \"labels\": \"secret\"}").unwrap_err(), 1),
            (of_json_lines("[\"secret\"]").unwrap_err(), 1),
            (of_columns("secret,label\na,b\n", b',').unwrap_err(), 1),
            (of_columns("text,label\na,b\nsecret,c,d\n", b',').unwrap_err(), 3),
        ];
        for ((line, problem), expected) in cases {
            assert!(line == expected && !problem.contains("secret"), "{line}: {problem}");
        }
    }
}
