//! The page with all entries.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use maud::{Markup, html};

use super::super::form::Form;
use super::super::frame::{BY_HTMX, part};
use super::super::page::{Page, Part};
use super::super::signed::Signed;
use super::super::state::Desk;
use super::super::trouble::Trouble;
use super::search::{Only, Search};
use crate::moderation::EntryView;

/// `GET /desk/entries?q=…&show=…`
pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    signed: Signed,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let search = Search::read(&Form::read(uri.query().unwrap_or_default().as_bytes()));
    let all = desk.moderation.entries().await?;
    let found: Vec<&EntryView> = all.iter().filter(|entry| search.finds(entry)).collect();
    let rows = rows(&search, &found, all.len());
    if headers.contains_key(BY_HTMX) {
        return Ok(part(rows));
    }
    let main = html! {
        div.sheet {
            (form(&search))
            @if signed.role().may_edit() { p { a.button href="/desk/new" { "Add an entry" } } }
        }
        div.sheet id="entries" { (rows) }
    };
    Ok(desk.show(&signed, Page { title: Part::Entries.name().to_owned(), part: Part::Entries, main }).await)
}

fn form(search: &Search) -> Markup {
    html! {
        form.row action=(Part::Entries.address()) hx-get=(Part::Entries.address()) hx-trigger="input delay:200ms, submit"
            hx-target="#entries" hx-sync="this:replace" hx-replace-url="true" role="search" {
            label {
                "Search in ids, questions, answers, phrasings and keywords"
                input type="search" name="q" value=(search.words) autocomplete="off";
            }
            label.choice {
                "Show"
                select name="show" {
                    @for only in Only::ALL { option value=(only.name()) selected[only == search.only] { (only.label()) } }
                }
            }
            button.second { "Search" }
        }
    }
}

fn rows(search: &Search, found: &[&EntryView], all: usize) -> Markup {
    html! {
        p.faint role="status" { (found.len()) " of " (all) " entries" }
        @if found.is_empty() {
            p { "No entry has all of these words." }
        } @else {
            div.scroll tabindex="0" role="region" aria-label="Entries" {
                table.entries {
                    thead {
                        tr {
                            th scope="col" { "Entry" }
                            th scope="col" { "State" }
                            th.number scope="col" { "Phrasings" }
                            th.number scope="col" { "Keywords" }
                            th.number scope="col" { "Threshold" }
                            th scope="col" { "Document" }
                        }
                    }
                    tbody { @for entry in found { (row(search, entry)) } }
                }
            }
        }
    }
}

fn row(search: &Search, entry: &EntryView) -> Markup {
    html! {
        tr {
            th scope="row" {
                a href={ "/desk/entries/" (entry.id) } { (entry.question) }
                div.faint.small { code { (entry.id) } }
                @if let Some(text) = search.found_in(entry) { div.small { "… “" (text) "”" } }
            }
            td { (state(entry)) }
            td.number { (entry.phrasings.len()) }
            td.number { (entry.keywords.len()) }
            td.number { @if let Some(own) = entry.threshold { (own) } @else { span.faint { "–" span.unseen { "the settings’" } } } }
            td { (entry.document) }
        }
    }
}

/// Whether it is used, and who has read it.
pub(super) fn state(entry: &EntryView) -> Markup {
    html! {
        @if entry.retired { span.badge.bad { "retired" } " " }
        @if entry.answer.is_none() { span.badge { "left to the provider" } }
        @else if let Some(by) = &entry.reviewed_by { span.badge.good { "reviewed" } " " span.small { (by) } }
        @else { span.badge { "not reviewed" } }
    }
}
