//! The lints' own words: `check --explain` and docs/lints.md.

use std::fmt::Write as _;

use super::registry::LINTS;
use super::subject::Lint;
use crate::document::Severity;

/// What a lint says of itself; none for a name that no lint has.
pub fn explain(name: &str) -> Option<String> {
    LINTS.iter().find(|lint| lint.name == name).map(text_of)
}

/// The page docs/lints.md.
pub fn page() -> String {
    let mut page = String::from(
        "# Lints\n\n`askwell check` reads the documents of a folder. What makes them unusable is an error with its place \
         and needs no name. What follows are the lints: they look at documents that can be read, and say what is \
         wrong or doubtful in them. `askwell check --explain NAME` prints one of these parts.\n\n\
         This page is made from the comments in `src/lint/`: `askwell check --explain all > docs/lints.md`.\n\n\
         | lint | severity |\n|---|---|\n",
    );
    for lint in &LINTS {
        let _ = writeln!(page, "| [`{0}`](#{0}) | {1} |", lint.name, severity(lint));
    }
    for lint in &LINTS {
        let _ = write!(page, "\n{}", text_of(lint));
    }
    page
}

fn severity(lint: &Lint) -> &'static str {
    match lint.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The comment at the head of a lint's file, under its name.
fn text_of(lint: &Lint) -> String {
    let mut out = format!("## {}\n\n", lint.name);
    for line in lint.text.lines().map_while(|line| line.strip_prefix("//!")) {
        let _ = writeln!(out, "{}", line.strip_prefix(' ').unwrap_or(line));
    }
    out
}
