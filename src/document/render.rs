//! Findings as pictures: the line, a caret under what is wrong, and what to do.

use std::fmt::Write as _;

use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind};

use super::diagnostic::{Diagnostic, Diagnostics, Severity};
use super::source::{Source, Span};

/// How findings are drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rendering {
    /// Terminal colours; only for a terminal that wants them.
    pub colour: bool,
    /// The most findings that are drawn; the rest is counted. All when none.
    pub limit: Option<usize>,
}

/// A line is shown up to this many bytes on each side of what is wrong in it: an answer pasted as one line of many
/// thousand letters would bury its own error.
const SHOWN_AROUND: usize = 160;

/// A span over several lines is underlined only to the end of its first: the rest of a whole entry explains nothing.
const NOTHING_SHOWN: &str = "";

impl Diagnostics {
    /// Draws the findings in the order they are in.
    pub fn render(&self, how: Rendering) -> String {
        let limit = how.limit.unwrap_or(usize::MAX);
        let mut out: String = self.iter().take(limit).map(|item| draw(item, how.colour)).collect::<Vec<_>>().join("\n");
        if let Some(rest) = self.len().checked_sub(limit).filter(|rest| *rest > 0) {
            let noun = if rest == 1 { "finding" } else { "findings" };
            let _ = writeln!(out, "\n… and {rest} more {noun}.");
        }
        out
    }
}

fn draw(item: &Diagnostic, colour: bool) -> String {
    match &item.place {
        Some((source, span)) => draw_place(item, source, span, colour),
        None => draw_file(item),
    }
}

fn draw_file(item: &Diagnostic) -> String {
    let word = match item.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
    };
    let code = item.lint.map_or_else(String::new, |lint| format!("[{lint}] "));
    let mut out = format!("{code}{word}: {}: {}\n", item.file, item.message);
    if let Some(hint) = &item.hint {
        let _ = writeln!(out, "  Help: {hint}");
    }
    out
}

fn draw_place(item: &Diagnostic, source: &Source, span: &Span, colour: bool) -> String {
    let excerpt = Excerpt::of(source, span);
    let kind = match item.severity {
        Severity::Error => ReportKind::Error,
        Severity::Warning => ReportKind::Warning,
    };
    let config = Config::new().with_color(colour).with_index_type(IndexType::Byte).with_char_set(CharSet::Unicode);
    let id = item.file.as_str();
    let mark = Label::new((id, excerpt.span.clone()))
        .with_message(item.label.as_deref().unwrap_or(NOTHING_SHOWN))
        .with_color(if item.severity == Severity::Error { ariadne::Color::Red } else { ariadne::Color::Yellow });
    let mut report = Report::build(kind, (id, excerpt.span.clone()))
        .with_config(config)
        .with_message(&item.message)
        .with_label(mark);
    if let Some(lint) = item.lint {
        report = report.with_code(lint);
    }
    if let Some(column) = excerpt.cut_column {
        report = report.with_note(format!("the line is long and shown in part; this is at its character {column}"));
    }
    if let Some(hint) = &item.hint {
        report = report.with_help(hint);
    }
    let mut out = Vec::new();
    if report.finish().write((id, ariadne::Source::from(excerpt.text)), &mut out).is_err() {
        return format!("{item}\n");
    }
    let text = String::from_utf8_lossy(&out).into_owned();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

/// The lines around a finding, at the line number that they have in the document.
struct Excerpt {
    text: String,
    span: Span,
    /// The true column, where the beginning of the line was cut off.
    cut_column: Option<usize>,
}

impl Excerpt {
    fn of(source: &Source, span: &Span) -> Self {
        let start = source.boundary(span.start);
        let line = source.line_span(start);
        let end = source.boundary(span.end).clamp(start, line.end.max(start));
        let from = source.boundary(line.start.max(start.saturating_sub(SHOWN_AROUND)));
        let shown_end = end.min(start + SHOWN_AROUND);
        let to = source.boundary(line.end.min(shown_end + SHOWN_AROUND)).max(start);
        let position = source.position(start);
        let mut text = "\n".repeat(position.line - 1);
        let mark = if from > line.start { "…" } else { "" };
        text.push_str(mark);
        let shift = text.len();
        text.extend(source.text[from..to].chars().map(drawable));
        if to < line.end {
            text.push('…');
        }
        let moved = |byte: usize| {
            shift + source.text[from..byte.min(to)].chars().map(|ch| drawable(ch).len_utf8()).sum::<usize>()
        };
        let span = moved(start)..moved(end).max(moved(start));
        Self { text, span, cut_column: (from > line.start).then_some(position.column) }
    }
}

/// What a terminal may be sent for a character: controls could move its cursor, and ariadne takes some for line ends.
fn drawable(ch: char) -> char {
    match ch {
        '\t' => ch,
        '\u{2028}' | '\u{2029}' => '\u{FFFD}',
        _ if ch.is_control() => ' ',
        _ => ch,
    }
}
