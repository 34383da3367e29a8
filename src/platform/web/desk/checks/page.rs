//! The page: findings by lint, errors first, each with its place, its entry and what to do.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::words::{meaning, quoted};
use crate::document::{Diagnostic, Diagnostics, Severity};
use crate::platform::web::checked::Checked;
use crate::platform::web::desk::frame::{BY_HTMX, part};
use crate::platform::web::desk::page::{Page, Part};
use crate::platform::web::desk::signed::Signed;
use crate::platform::web::desk::state::Desk;
use crate::platform::web::desk::trouble::Trouble;

/// Of one lint so many findings are shown.
const MOST: usize = 100;

/// `GET /desk/checks`: with script the findings are loaded after the page, since the lints ask the bot every wording.
pub(super) async fn page(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    let main = html! {
        div hx-get="/desk/checks/found" hx-trigger="load" hx-swap="outerHTML" {
            p.sheet {
                a href="/desk/checks/found" { "Check the documents as they are" }
                span.htmx-indicator.faint role="status" { "They are being checked …" }
            }
        }
    };
    Ok(desk.show(&signed, Page { title: Part::Checks.name().to_owned(), part: Part::Checks, main }).await)
}

/// `GET /desk/checks/found`
pub(super) async fn found(
    State(desk): State<Arc<Desk>>,
    Extension(checked): Extension<Arc<Checked>>,
    signed: Signed,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let documents = desk.moderation.to_check().await?;
    let found = checked.of(documents, &desk.door).await?;
    let main = shown(&found);
    if headers.contains_key(BY_HTMX) {
        return Ok(part(main));
    }
    Ok(desk.show(&signed, Page { title: Part::Checks.name().to_owned(), part: Part::Checks, main }).await)
}

fn shown(found: &Diagnostics) -> Markup {
    let (errors, warnings) = (found.count(Severity::Error), found.count(Severity::Warning));
    html! {
        p.notice.bad[errors > 0] role="status" {
            @if found.is_empty() { "Nothing is wrong or doubtful in the documents as they are." }
            @else { "Found: " (counted(errors, "error")) ", " (counted(warnings, "warning")) "." }
        }
        @for (lint, own) in by_lint(found) { (group(lint, &own)) }
    }
}

fn counted(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// The findings of each lint, in the order in which the first of each stands.
fn by_lint(found: &Diagnostics) -> Vec<(Option<&'static str>, Vec<&Diagnostic>)> {
    let mut groups: Vec<(Option<&'static str>, Vec<&Diagnostic>)> = Vec::new();
    for finding in found {
        match groups.iter_mut().find(|(lint, _)| *lint == finding.lint) {
            Some((_, own)) => own.push(finding),
            None => groups.push((finding.lint, vec![finding])),
        }
    }
    groups
}

fn group(lint: Option<&'static str>, own: &[&Diagnostic]) -> Markup {
    let is_error = own.iter().any(|finding| finding.severity == Severity::Error);
    html! {
        section.sheet {
            h2 {
                (lint.unwrap_or("Cannot be used")) " "
                @if is_error { span.badge.bad { "error" } } @else { span.badge { "warning" } }
                " " span.count { (own.len()) }
            }
            @if let Some(lint) = lint { details { summary { "What this means" } div.inside { (meaning(lint)) } } }
            ul.plain.findings {
                @for finding in own.iter().take(MOST) { (item(finding)) }
            }
            @if own.len() > MOST { p.faint { "… and " (own.len() - MOST) " more." } }
        }
    }
}

fn item(finding: &Diagnostic) -> Markup {
    let document = finding.file.rsplit('/').next().unwrap_or_default();
    html! {
        li {
            p { (quoted(&finding.message)) }
            p.small.faint {
                (document) @if let Some(place) = finding.position() { ":" (place.line) }
                @if let Some(entry) = entry_of(finding) { " · " a href={"/desk/entries/" (entry)} { (entry) } }
            }
            @if let Some(hint) = &finding.hint { p.small { (quoted(hint)) } }
        }
    }
}

/// The entry in whose lines a finding stands: the last one that is named before it and not closed by another table.
fn entry_of(finding: &Diagnostic) -> Option<&str> {
    let (source, span) = finding.place.as_ref()?;
    let text = source.text.as_str();
    let after = text.get(span.start..)?.find('\n').map_or(text.len(), |end| span.start + end);
    let begins = text[..after].rfind("[[entries]]")?;
    let whole = &text[begins..];
    let ends = whole[1..].find("\n[[entries]]").map_or(whole.len(), |end| end + 1);
    let line = whole[..ends].lines().find(|line| line.trim_start().starts_with("id"))?;
    line.split_once('"')?.1.split_once('"').map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    #[test]
    fn a_finding_leads_to_the_entry_that_it_stands_in() {
        let text = "title = \"x\"\n[[entries]]\nid = \"one\"\nquestion = \"q\"\n\n[[entries]]\nid = \"two\"\nquestion = \"r\"\n";
        let source = Source::new("faq/faq.toml", text);
        for (needle, expected) in
            [("x", None), ("[[entries]]", Some("one")), ("\"q\"", Some("one")), ("\"r\"", Some("two"))]
        {
            let at = text.find(needle).unwrap();
            let finding = Diagnostic::error(&source, at..at + needle.len(), "m");
            assert_eq!(entry_of(&finding), expected, "{needle}");
        }
    }
}
