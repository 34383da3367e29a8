//! Regular expressions that moderators write: bounded in size, and their mistakes shown in place.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ast::{self, Ast};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Value, json};

use super::form::{Field, Node, Report, refuse_kind};
use super::source::Span;

/// The largest compiled pattern, in bytes. A list of two hundred words takes about 40 kB; `(a{50}){50}`, a mistake or an
/// attack, asks for 300 kB.
const LARGEST_PATTERN: usize = 128 << 10;

/// Brackets in brackets: no honest pattern goes deeper, and every level costs stack.
const DEEPEST_NEST: u32 = 20;

/// A pattern of so few parts is certainly small enough: each takes some 30 bytes.
const SMALL: usize = 1_000;

/// The longest pattern as written, in bytes.
const LONGEST_PATTERN: usize = 4_000;

/// A pattern that can be matched. Compiling takes time and room, and most patterns of a pack are hardly ever looked for: it is
/// done at the first use. Clones share the result.
#[derive(Clone, Debug)]
pub struct Compiled {
    text: Arc<str>,
    regex: Arc<OnceLock<Option<Regex>>>,
}

impl Compiled {
    /// The pattern as its author wrote it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What matches; its groups capture nothing, which takes half the room. `None` for what [`compile_pattern`] would refuse.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| build(&without_captures(&self.text, &parse(&self.text).ok()?)).ok()).as_ref()
    }
}

impl PartialEq for Compiled {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Compiled {}

/// A pattern that compiles and is small enough, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern as [`compile_pattern`] takes it.
    pub value: String,
    /// The same, ready to match.
    pub compiled: Compiled,
    /// Its place, quotes included.
    pub span: Span,
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternFault {
    /// What is wrong with it.
    pub message: String,
    /// The bytes of the pattern that are wrong; all of it when none.
    pub span: Option<Span>,
    /// What to do.
    pub hint: &'static str,
}

/// Takes a pattern that keeps the bounds. Matching takes time in proportion to the message, whatever the pattern is.
pub fn compile_pattern(pattern: &str) -> Result<Compiled, PatternFault> {
    if pattern.len() > LONGEST_PATTERN {
        let message = format!("the pattern has {} characters; {LONGEST_PATTERN} are allowed", pattern.len());
        return Err(PatternFault { message, span: None, hint: "split it into several rules" });
    }
    let parsed = parse(pattern).map_err(|error| {
        let span = error.span().start.offset..error.span().end.offset;
        let message = format!("the pattern is not a regular expression: {}", error.kind());
        PatternFault { message, span: Some(span), hint: hint_for(error.kind()) }
    })?;
    let known = |regex: OnceLock<_>| Compiled { text: pattern.into(), regex: Arc::new(regex) };
    if is_small(pattern) {
        return Ok(known(OnceLock::new()));
    }
    build(&without_captures(pattern, &parsed)).map(|regex| known(OnceLock::from(Some(regex)))).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternFault {
            message: "the pattern is too large".to_owned(),
            span: None,
            hint: "large counts such as {100} and many alternatives make it so: use smaller counts or several rules",
        },
        other => PatternFault {
            message: format!("the pattern cannot be used: {}", last_line(&other.to_string())),
            span: None,
            hint: "see docs/moderators.md for what a pattern can hold",
        },
    })
}

fn parse(pattern: &str) -> Result<Ast, Box<ast::Error>> {
    ast::parse::ParserBuilder::new().nest_limit(DEEPEST_NEST).build().parse(pattern).map_err(Box::new)
}

/// Compiles a pattern within the bounds.
fn build(uncaptured: &str) -> Result<Regex, regex::Error> {
    let build = |unicode| {
        let mut builder = RegexBuilder::new(uncaptured);
        builder.unicode(unicode).size_limit(LARGEST_PATTERN).nest_limit(DEEPEST_NEST).build()
    };
    // Messages are folded to plain letters where they can be; knowing all alphabets makes `\w` a thousand times larger.
    build(false).or_else(|_| build(true))
}

/// Whether a pattern is so small that it need not be compiled to know that it keeps the bounds.
fn is_small(pattern: &str) -> bool {
    let mut parser = regex_syntax::ParserBuilder::new();
    let parsed = parser.unicode(false).utf8(false).nest_limit(DEEPEST_NEST).build().parse(pattern);
    parsed.is_ok_and(|parsed| parts(&parsed) <= SMALL)
}

/// How many parts a pattern has, repeated ones counted as often as they can stand.
fn parts(hir: &Hir) -> usize {
    let all = |inner: &[Hir]| inner.iter().map(parts).fold(1, usize::saturating_add);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        // Of another alphabet: what it takes is only known when it is compiled.
        HirKind::Class(Class::Unicode(_)) => usize::MAX,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1) as usize;
            parts(&repetition.sub).saturating_add(1).saturating_mul(times)
        }
        HirKind::Capture(capture) => parts(&capture.sub),
        HirKind::Concat(inner) | HirKind::Alternation(inner) => all(inner),
    }
}

/// The same pattern with groups that only group: nobody asks what stood in them.
fn without_captures(pattern: &str, parsed: &Ast) -> String {
    struct Opened(Vec<usize>);
    impl ast::Visitor for Opened {
        type Output = Vec<usize>;
        type Err = Infallible;

        fn finish(self) -> Result<Self::Output, Infallible> {
            Ok(self.0)
        }

        fn visit_pre(&mut self, ast: &Ast) -> Result<(), Infallible> {
            if let Ast::Group(group) = ast
                && let ast::GroupKind::CaptureIndex(_) = group.kind
            {
                self.0.push(group.span.start.offset + 1);
            }
            Ok(())
        }
    }
    let Ok(opened) = ast::visit(parsed, Opened(Vec::new()));
    let mut uncaptured = String::with_capacity(pattern.len() + 2 * opened.len());
    let mut copied = 0;
    for at in opened {
        uncaptured.push_str(&pattern[copied..at]);
        uncaptured.push_str("?:");
        copied = at;
    }
    uncaptured.push_str(&pattern[copied..]);
    uncaptured
}

fn last_line(text: &str) -> String {
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

fn hint_for(kind: &ast::ErrorKind) -> &'static str {
    use ast::ErrorKind as Kind;
    match kind {
        Kind::GroupUnclosed => "close the bracket with `)`, or write `\\(` for the sign itself",
        Kind::GroupUnopened => "delete the `)`, or write `\\)` for the sign itself",
        Kind::ClassUnclosed => "close the bracket with `]`, or write `\\[` for the sign itself",
        Kind::RepetitionMissing => {
            "put something before `*`, `+`, `?` or `{…}`, or write it with `\\` for the sign itself"
        }
        Kind::UnsupportedLookAround => "there is no look-around; hide what must not match with an `except` rule",
        Kind::UnsupportedBackreference => "there are no back-references; write the word again",
        Kind::NestLimitExceeded(_) => "use fewer brackets inside brackets",
        _ => "for plain words use `any` or `all` instead: they need no signs and forgive typos",
    }
}

impl Field for Pattern {
    const WANTED: &'static str = "text in quotes";
    const EXAMPLE: &'static str = "\"ride (home|service)\"";

    fn read(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Self> {
        let Some(value) = node.get_ref().as_str() else {
            refuse_kind::<Self>(node, key, report);
            return None;
        };
        if value.trim().is_empty() {
            report.error(
                &node.span(),
                format!("`{key}` is empty and would match everything"),
                "nothing in here",
                "write a pattern, or delete the line",
            );
            return None;
        }
        if value.chars().any(char::is_control) {
            let hint = "write the pattern between single quotes '…': there a backslash means itself";
            report.error(&node.span(), "between double quotes `\\b` is an invisible sign", "a control character", hint);
            return None;
        }
        let compiled = compile_pattern(value).map_err(|fault| {
            let span = fault.span.as_ref().and_then(|inner| place_in(report.source.slice(&node.span()), value, inner));
            let span = span.map_or(node.span(), |inner| node.span().start + inner.start..node.span().start + inner.end);
            report.error(&span, fault.message, "here", fault.hint);
        });
        Some(Self { value: value.to_owned(), compiled: compiled.ok()?, span: node.span() })
    }

    fn schema() -> Value {
        json!({ "type": "string", "format": "regex", "minLength": 1, "maxLength": LONGEST_PATTERN })
    }
}

/// Where a part of a text stands in the text as written; nothing when escapes make that unsure.
fn place_in(written: &str, value: &str, inner: &Span) -> Option<Span> {
    let offset = written.find(value)?;
    Some(offset + inner.start..offset + inner.end)
}
