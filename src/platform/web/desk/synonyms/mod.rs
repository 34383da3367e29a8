//! The page “Synonyms”: words that count as one another.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};

use super::entries::word_list::words;
use super::form::Form;
use super::frame::{go, sentence_of};
use super::page::{Page, Part};
use super::signed::{Posted, Signed};
use super::state::Desk;
use super::trouble::Trouble;
use crate::faq::edit::Edit;
use crate::moderation::{ModerationError, SynonymView};

/// The words of a set that is added, and those of one that goes.
const WORDS: &str = "words";
/// Why, for the history.
const REASON: &str = "reason";

/// The routes.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/desk/synonyms", get(all).post(add)).route("/desk/synonyms/remove", post(remove))
}

async fn all(State(desk): State<Arc<Desk>>, signed: Signed) -> Result<Response, Trouble> {
    shown(&desk, &signed, StatusCode::OK, &Form::default(), None).await
}

async fn add(State(desk): State<Arc<Desk>>, Posted { signed, form }: Posted) -> Result<Response, Trouble> {
    let who = signed.moderator()?;
    let edit = Edit::AddSynonyms { words: words(form.text(WORDS)) };
    match desk.moderation.draft(&who, vec![edit], form.given(REASON)).await {
        Ok(drafted) => Ok(go(&format!("/desk/drafts/{}", drafted.id))),
        Err(ModerationError::Refused(sentence)) => {
            shown(&desk, &signed, StatusCode::UNPROCESSABLE_ENTITY, &form, Some(&sentence)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn remove(State(desk): State<Arc<Desk>>, Posted { signed, form }: Posted) -> Result<Response, Trouble> {
    let who = signed.moderator()?;
    let edit = Edit::RemoveSynonyms { words: form.all(WORDS).map(str::to_owned).collect() };
    let drafted = desk.moderation.draft(&who, vec![edit], None).await?;
    Ok(go(&format!("/desk/drafts/{}", drafted.id)))
}

async fn shown(
    desk: &Desk,
    signed: &Signed,
    status: StatusCode,
    form: &Form,
    fault: Option<&str>,
) -> Result<Response, Trouble> {
    let sets = desk.moderation.synonyms().await?;
    let may_edit = signed.role().may_edit();
    let main = html! {
        p.faint { "Words that count as one another in every message and every entry. A set helps where patients say one thing and the FAQ another." }
        @if may_edit { (adding(signed, form, fault)) }
        (list(&sets, signed, may_edit))
    };
    Ok(desk
        .show_as(status, Some(signed), Page { title: Part::Synonyms.name().to_owned(), part: Part::Synonyms, main })
        .await)
}

fn adding(signed: &Signed, form: &Form, fault: Option<&str>) -> Markup {
    html! {
        form.sheet method="post" action=(Part::Synonyms.address()) {
            (signed.csrf())
            h2 { "Add a set" }
            label {
                "Words, with commas between them"
                input name=(WORDS) value=(form.text(WORDS)) required aria-describedby="words-fault"
                    aria-invalid=[fault.map(|_| "true")] placeholder="lot, car park, garage";
            }
            p.fault id="words-fault" { @if let Some(fault) = fault { (sentence_of(fault)) } }
            div.row {
                label { "Why (for the history)" input name=(REASON) value=(form.text(REASON)) maxlength="500"; }
                button { "Make a draft" }
            }
        }
    }
}

fn list(sets: &[SynonymView], signed: &Signed, may_edit: bool) -> Markup {
    html! {
        @if sets.is_empty() { p.notice { "The documents have no synonyms of their own." } } @else {
            div.sheet {
                div.scroll tabindex="0" role="region" aria-label="Sets of synonyms" {
                    table {
                        thead {
                            tr {
                                th scope="col" { "Words" }
                                th scope="col" { "Document" }
                                @if may_edit { th scope="col" { "Change" } }
                            }
                        }
                        tbody { @for set in sets { (row(set, signed, may_edit)) } }
                    }
                }
            }
        }
    }
}

fn row(set: &SynonymView, signed: &Signed, may_edit: bool) -> Markup {
    let named = set.words.join(", ");
    html! {
        tr {
            th scope="row" { (set.words.join(" = ")) }
            td { (set.document) }
            @if may_edit {
                td {
                    form method="post" action="/desk/synonyms/remove" {
                        (signed.csrf())
                        @for word in &set.words { input type="hidden" name=(WORDS) value=(word); }
                        button.quiet { "Remove" span.unseen { " " (named) } }
                    }
                }
            }
        }
    }
}
