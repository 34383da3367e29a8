//! Markdown: questions are headings at any level or lines in bold; what follows one is its answer.
//!
//! Answers keep their mark-up. A heading above the level of the questions is a section, one below it a part of the
//! answer it stands in.

use super::draft::{Draft, Item};
use super::inline;
use super::plain;
use super::questions::{is_bold, labelled_answer, question, topic};
use crate::document::Span;

/// A line in bold counts as a heading below all real ones.
const BOLD_LEVEL: usize = 7;

/// A file seems to be Markdown with at least so many headings or bold lines.
const ENOUGH_HEADINGS: usize = 2;

/// A heading with the lines up to the next one.
struct Section {
    level: usize,
    heading: String,
    /// The heading's line; empty before the first one.
    span: Span,
    body: Span,
    /// What stands behind a question in bold on its own line.
    beside: String,
}

/// Whether a text without a telling file name seems to be Markdown.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().filter(|line| atx(line).is_some() || bold_question(line).is_some()).count() >= ENOUGH_HEADINGS
}

pub(super) fn read(draft: &mut Draft) {
    let sections = sections(draft);
    let asking: Vec<usize> = sections.iter().filter(|section| asks(section)).map(|section| section.level).collect();
    if asking.is_empty() && (sections.len() < 2 || paragraphs_ask(draft)) {
        return plain::read(draft);
    }
    let levels = if asking.is_empty() { usual_level(&sections) } else { asking };
    let highest = levels.iter().copied().min().unwrap_or(BOLD_LEVEL);
    let mut above: Option<String> = None;
    let mut current_level = BOLD_LEVEL + 1;
    for (index, section) in sections.iter().enumerate() {
        let body = body(draft, section);
        let is_title = draft.items.is_empty() && draft.title.is_none() && section.level < highest && section.level > 0;
        if section.level > 0 && (asks(section) || levels.contains(&section.level) && !body.is_empty()) {
            current_level = section.level;
            let notes = above.take().into_iter().collect();
            let asked = question(&section.heading);
            let labelled = asked.as_ref().is_some_and(|question| question.labelled);
            let heading = asked.map(|question| question.text).or_else(|| topic(&section.heading));
            if section.level == BOLD_LEVEL && !asks(section) {
                let hint = "it became an entry of its own; if it belongs to the answer above it, put it in there";
                draft.note(
                    section.span.clone(),
                    "a line in bold without a question mark was taken for a question",
                    hint,
                );
            }
            let question = heading.unwrap_or_else(|| section.heading.trim().to_owned());
            let answer = labelled_answer(&body).filter(|_| labelled).unwrap_or(&body).to_owned();
            draft.items.push(Item { span: section.span.clone(), question, answer, notes, ..Item::default() });
        } else if let Some(item) = draft.items.last_mut().filter(|_| section.level > current_level) {
            let line = draft.source.slice(&section.span).trim();
            item.answer = format!("{}\n\n{line}\n\n{body}", item.answer.trim_end());
        } else if is_title && sections.get(index + 1).is_some() {
            draft.title = Some(section.heading.trim().to_owned());
            stray(draft, section, &body, "this stands before the first question");
        } else {
            current_level = BOLD_LEVEL + 1;
            if section.level > 0 {
                above = Some(format!("section: {}", section.heading.trim()));
            }
            stray(draft, section, &body, "this stands outside of any question");
        }
    }
}

fn stray(draft: &mut Draft, section: &Section, body: &str, message: &str) {
    if !body.is_empty() {
        let start = section.body.start + draft.source.slice(&section.body).len()
            - draft.source.slice(&section.body).trim_start().len();
        let hint = "it was left out; if it is an answer, write its question above it";
        draft.leave_text(start..section.body.end.max(start), body.to_owned(), message, hint);
    }
}

fn asks(section: &Section) -> bool {
    question(&section.heading).is_some()
}

/// Without any question mark: the level that most headings with a text below them have.
fn usual_level(sections: &[Section]) -> Vec<usize> {
    let count =
        |level: usize| sections.iter().filter(|section| section.level == level && !section.body.is_empty()).count();
    (1..=BOLD_LEVEL).max_by_key(|level| (count(*level), *level)).into_iter().collect()
}

/// Headings are sections here, and the questions stand as paragraphs between them.
fn paragraphs_ask(draft: &Draft) -> bool {
    draft.source.text.lines().filter(|line| atx(line).is_none() && question(line).is_some()).count() >= ENOUGH_HEADINGS
}

fn sections(draft: &mut Draft) -> Vec<Section> {
    let text = draft.source.text.clone();
    let body_start = front_matter(draft, &text);
    let mut sections = vec![Section::before_all(body_start)];
    let bold_asks = text.lines().any(|line| bold_question(line).is_some());
    let mut fenced = false;
    let mut previous: Option<(Span, &str)> = None;
    let mut at = body_start;
    for line in text[body_start..].split('\n') {
        let span = at..at + line.len();
        at = span.end + 1;
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        let topic = (bold_asks && previous.is_none()).then(|| bold_topic(line)).flatten();
        let found = if fenced { None } else { topic.or_else(|| heading(line, previous.as_ref())) };
        if let Some((level, heading, beside)) = found {
            let under = level <= 2 && atx(line).is_none();
            let start = previous.as_ref().filter(|_| under).map_or(span.start, |(above, _)| above.start);
            if let Some(last) = sections.last_mut() {
                last.body.end = start.max(last.body.start);
            }
            let below = (span.end + 1).min(text.len());
            sections.push(Section { level, heading, span: start..span.end, body: below..below, beside });
            previous = None;
        } else {
            previous = (!line.trim().is_empty()).then_some((span, line));
        }
    }
    if let Some(last) = sections.last_mut() {
        last.body.end = text.len().max(last.body.start);
    }
    sections
}

impl Section {
    fn before_all(start: usize) -> Self {
        Self { level: 0, heading: String::new(), span: start..start, body: start..start, beside: String::new() }
    }
}

/// Level, text, and what stands beside a question in bold.
fn heading(line: &str, previous: Option<&(Span, &str)>) -> Option<(usize, String, String)> {
    if let Some((level, text)) = atx(line) {
        return Some((level, text.to_owned(), String::new()));
    }
    if let Some((text, beside)) = bold_question(line) {
        return Some((BOLD_LEVEL, text, beside.to_owned()));
    }
    let (_, above) = previous.filter(|(_, above)| topic(above).is_some() || question(above).is_some())?;
    let rule = line.trim_end();
    let is_rule = |sign: char| rule.len() >= 3 && rule.chars().all(|ch| ch == sign);
    let level = if is_rule('=') { 1 } else { 2 };
    (is_rule('=') || is_rule('-')).then(|| (level, above.trim().to_owned(), String::new()))
}

/// `## text`
fn atx(line: &str) -> Option<(usize, &str)> {
    let behind = line.trim_start_matches('#');
    let level = line.len() - behind.len();
    let text = behind.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && behind.starts_with([' ', '\t']) && !text.is_empty()).then_some((level, text))
}

/// `**Can I drive?**`, alone or with the answer behind it.
fn bold_question(line: &str) -> Option<(String, &str)> {
    let start =
        line.find("**").filter(|at| line[..*at].chars().all(|ch| ch.is_ascii_digit() || " -*+.)".contains(ch)))?;
    let inner = &line[start + 2..];
    let end = inner.find("**")?;
    let bold = &line[start..start + 2 + end + 2];
    let text = question(bold).filter(|_| is_bold(bold))?;
    let label = if text.labelled { "Q: " } else { "" };
    Some((format!("{label}{}", text.text), inner[end + 2..].trim()))
}

/// `**Parking**` on a line of its own, where other questions stand in bold too.
fn bold_topic(line: &str) -> Option<(usize, String, String)> {
    let text = topic(line).filter(|_| is_bold(line) && question(line).is_none())?;
    Some((BOLD_LEVEL, text, String::new()))
}

/// The title of `---` front matter, and where the text below it begins.
fn front_matter(draft: &mut Draft, text: &str) -> usize {
    let Some(inner) = text.strip_prefix("---\n") else { return 0 };
    let Some(end) = inner.find("\n---\n") else { return 0 };
    let title = inner[..end].lines().find_map(|line| line.strip_prefix("title:"));
    draft.title =
        title.map(|title| title.trim().trim_matches(['"', '\'']).to_owned()).filter(|title| !title.is_empty());
    4 + end + 5
}

/// A section's text: mark-up kept, pictures and HTML reported and left out, rules dropped.
fn body(draft: &mut Draft, section: &Section) -> String {
    let raw = draft.source.slice(&section.body).to_owned();
    let mut lines: Vec<String> = Vec::new();
    if !section.beside.is_empty() {
        lines.push(section.beside.clone());
    }
    let mut at = section.body.start;
    for line in raw.split('\n') {
        let span = at..at + line.len();
        at = span.end + 1;
        let is_rule = line.trim().len() >= 3 && line.trim().chars().all(|ch| "-*_ ".contains(ch));
        if !is_rule {
            let line = shown(draft, span, line);
            let blank_twice = line.trim().is_empty() && lines.last().is_some_and(|last| last.trim().is_empty());
            if !blank_twice {
                lines.push(line);
            }
        }
    }
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

/// A line of an answer as a chat can show it.
pub(super) fn shown(draft: &mut Draft, span: Span, text: &str) -> String {
    let cleaned = inline::clean(text);
    if cleaned.pictures > 0 {
        draft.note(
            span.clone(),
            "a picture was left out: an answer is text",
            "say in words what it shows, or link to a page",
        );
    }
    if cleaned.html {
        draft.note(span, "HTML was left out; the words between its tags stay", "read this answer again");
    }
    unescaped(&cleaned.text)
}

/// Without the backslashes that programs put before signs (`1\.`); those before mark-up signs stay.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        let needless = ch == '\\' && chars.peek().is_some_and(|next| ".!#()+-'\"[]<>$@&{}|:;,".contains(*next));
        if !needless {
            out.push(ch);
        }
    }
    out
}
