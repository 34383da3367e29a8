//! The revisions, the newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::super::address::Asked;
use super::super::live::list::kept_fresh;
use super::super::page::{Page, Part};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use crate::moderation::ModerationError;
use crate::store::Revision;

/// So many revisions stand on a page.
const PAGE: usize = 30;

/// `GET /desk/history?document=faq.toml&before=70`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    signed: Signed,
    Asked(query): Asked,
) -> Result<Response, Trouble> {
    let document = query.given("document");
    let before = query.given("before").map(|_| query.number("before")).transpose()?;
    // One more than is shown tells whether there are older ones.
    let limit = u32::try_from(PAGE + 1).unwrap_or(u32::MAX);
    let mut revisions = match before {
        None => desk.moderation.history(document, limit).await.map_err(Trouble::of_address)?,
        Some(_) => desk.moderation.store().revisions(document, before, limit).await.map_err(ModerationError::from)?,
    };
    let has_older = revisions.len() > PAGE;
    revisions.truncate(PAGE);
    let heads = desk.moderation.store().heads().await.map_err(ModerationError::from)?;
    let documents: Vec<&str> = heads.iter().map(|head| head.change.document.as_str()).collect();
    let list = html! {
        section.sheet {
            @if documents.len() > 1 { (tabs(&documents, document)) }
            @if revisions.is_empty() { p { "Nothing was changed yet." } } @else { (table(&revisions)) }
            (pages(&revisions, has_older, document, before))
        }
    };
    let main = kept_fresh("history", &address(document, before), &list);
    Ok(desk.show(&signed, Page { title: Part::History.name().to_owned(), part: Part::History, main }).await)
}

/// The page of a document before a revision.
fn address(document: Option<&str>, before: Option<i64>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(document) = document {
        query.append_pair("document", document);
    }
    if let Some(before) = before {
        query.append_pair("before", &before.to_string());
    }
    format!("/desk/history?{}", query.finish()).trim_end_matches('?').to_owned()
}

/// Whose revisions are shown.
fn tabs(documents: &[&str], shown: Option<&str>) -> Markup {
    html! {
        p.tabs {
            a id="all-documents" href="/desk/history" aria-current=[shown.is_none().then_some("true")] { "All documents" } " "
            @for document in documents {
                @let here = (shown == Some(document)).then_some("true");
                a id={"document-" (document)} href=(address(Some(document), None)) aria-current=[here] { (document) } " "
            }
        }
    }
}

fn table(revisions: &[Revision]) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="Revisions" {
            table {
                thead {
                    tr {
                        th.number scope="col" { "Revision" }
                        th scope="col" { "What was done" }
                        th scope="col" { "By" }
                        th scope="col" { "Document" }
                    }
                }
                tbody { @for revision in revisions { (row(revision)) } }
            }
        }
    }
}

fn row(revision: &Revision) -> Markup {
    html! {
        tr {
            td.number { (revision.id) }
            th.wide scope="row" {
                a id={"revision-" (revision.id)} href={"/desk/history/" (revision.id)} { (revision.action) }
                @if let Some(reason) = &revision.reason { br; span.why.faint { (reason) } }
            }
            td { (revision.author) br; span.faint.nowrap { (revision.at.minute()) " UTC" } }
            td { (revision.change.document) }
        }
    }
}

fn pages(revisions: &[Revision], has_older: bool, document: Option<&str>, before: Option<i64>) -> Markup {
    let oldest = revisions.last().map(|revision| revision.id).filter(|_| has_older);
    html! {
        @if before.is_some() || oldest.is_some() {
            p.row {
                @if before.is_some() { a.button.second id="newest" href=(address(document, None)) { "The newest" } }
                @if let Some(oldest) = oldest {
                    a.button.second id="older" href=(address(document, Some(oldest))) { "Older ones" }
                }
            }
        }
    }
}
