//! Scripted conversations: the format of `tests/conversations/README.md`.

use std::path::Path;

/// A conversation.
pub(crate) struct Conversation {
    /// The name of its file without the ending.
    pub(crate) name: String,
    /// What is said, in order.
    pub(crate) messages: Vec<Line>,
}

/// One message and what is expected of the bot.
#[derive(Debug, PartialEq)]
pub(crate) struct Line {
    /// Where it stands, for failures.
    pub(crate) number: usize,
    pub(crate) author: String,
    /// Put to the bot itself.
    pub(crate) direct: bool,
    pub(crate) text: String,
    pub(crate) decision: String,
    /// Entries, topics or the tier; not compared when empty.
    pub(crate) names: Vec<String>,
    pub(crate) parts: Vec<String>,
    pub(crate) absent: Vec<String>,
    /// Decided, but nothing is posted.
    pub(crate) held_back: bool,
}

impl Line {
    /// Fails unless a prediction object is the decision that was expected.
    pub(crate) fn check_decision(&self, name: &str, prediction: &serde_json::Value) {
        let place = format!("{name}:{}", self.number);
        assert_eq!(prediction["decision"], self.decision.as_str(), "{place}: {prediction}");
        if self.names.is_empty() {
            return;
        }
        let found: Vec<&str> = match self.decision.as_str() {
            "safety" => prediction["tier"].as_str().into_iter().collect(),
            "handoff" => strings(&prediction["handoffs"]),
            _ => strings(&prediction["entries"]),
        };
        assert_eq!(found, self.names, "{place}: {prediction}");
    }

    /// Fails unless the text of a reply has the parts that were expected and none of the others.
    pub(crate) fn check_reply(&self, name: &str, reply: &str) {
        let place = format!("{name}:{}", self.number);
        let shown = without_mark_up(reply);
        for part in &self.parts {
            assert!(shown.contains(&without_mark_up(part)), "{place}: no {part:?} in {shown:?}");
        }
        for part in &self.absent {
            assert!(!shown.to_lowercase().contains(&part.to_lowercase()), "{place}: {part:?} in {shown:?}");
        }
        if self.decision == "silent" || self.held_back {
            assert_eq!(shown.trim(), "", "{place}: wanted silence");
        }
    }
}

fn strings(value: &serde_json::Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect()
}

/// Words without the marks of bold and italics, and one blank between them.
pub(crate) fn without_mark_up(text: &str) -> String {
    text.replace(['*', '_', '\\'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All conversations of the project, by name.
pub(crate) fn conversations() -> Vec<Conversation> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Conversation { messages: parse(&name, &std::fs::read_to_string(path).unwrap()), name }
    };
    files.iter().map(read).collect()
}

/// Reads a conversation; anything that is not in the format is a mistake in the script.
pub(crate) fn parse(name: &str, text: &str) -> Vec<Line> {
    let mut messages: Vec<Line> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", at + 1);
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some(expected) = line.strip_prefix("  ") else {
            messages.push(message(at + 1, line).unwrap_or_else(|| panic!("{place}: wants NAME, MODE: TEXT")));
            continue;
        };
        let message = messages.last_mut().unwrap_or_else(|| panic!("{place}: no message before it"));
        let (mark, rest) = expected.split_at(1);
        match (mark, rest.trim()) {
            ("=", decision) => {
                assert!(message.decision.is_empty(), "{place}: a second decision");
                let mut words = decision.split_whitespace().map(str::to_owned);
                message.decision = words.next().unwrap_or_default();
                message.names = words.collect();
            }
            (">", part) => message.parts.push(part.to_owned()),
            ("!", part) => message.absent.push(part.to_owned()),
            ("~", "") => message.held_back = true,
            _ => panic!("{place}: wants =, >, ! or ~"),
        }
    }
    for message in &messages {
        assert!(!message.decision.is_empty(), "{name}:{}: no decision", message.number);
    }
    messages
}

fn message(number: usize, text: &str) -> Option<Line> {
    let (head, text) = text.split_once(": ")?;
    let (author, mode) = head.split_once(", ")?;
    let direct = match mode {
        "direct" => true,
        "ambient" => false,
        _ => return None,
    };
    Some(Line {
        number,
        author: author.to_owned(),
        direct,
        text: text.replace("\\n", "\n"),
        decision: String::new(),
        names: Vec::new(),
        parts: Vec::new(),
        absent: Vec::new(),
        held_back: false,
    })
}
