//! `/api/v1/desk/entries`: entries as moderators look at them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::failure::{Failure, Failures};
use super::path::At;
use super::query::Query;
use super::state::Operations;
use crate::faq::edit::Condition;
use crate::http::{PROBLEM, ProblemBody};
use crate::moderation::EntryView;

/// All entries, in the order of the documents.
#[derive(Serialize, ToSchema)]
#[schema(as = DeskEntries)]
pub(super) struct Entries {
    entries: Vec<Entry>,
}

/// An entry with all that can be changed about it.
#[derive(Serialize, ToSchema)]
#[schema(as = DeskEntry)]
pub(super) struct Entry {
    /// Its id.
    #[schema(example = "driving")]
    id: String,
    /// The name of its document.
    #[schema(example = "faq.toml")]
    document: String,
    /// The question.
    question: String,
    /// The answer; `null` for a topic that is left to the provider.
    answer: Option<String>,
    /// Other wordings.
    phrasings: Vec<String>,
    /// The keyword rules; the first is rule 1.
    keywords: Vec<Keyword>,
    /// The exceptions; the first is exception 1.
    except: Vec<Condition>,
    /// Its own threshold, if it has one.
    threshold: Option<f64>,
    /// Who reviewed it as it stands.
    reviewed_by: Option<String>,
    /// It is kept but not used.
    retired: bool,
}

/// A keyword rule.
#[derive(Serialize, ToSchema)]
pub(super) struct Keyword {
    /// What it looks for.
    rule: Condition,
    /// Points.
    weight: f64,
}

impl From<EntryView> for Entry {
    fn from(view: EntryView) -> Self {
        let EntryView { id, document, question, answer, phrasings, keywords, except, threshold, reviewed_by, retired } =
            view;
        let keywords = keywords.into_iter().map(|(rule, weight)| Keyword { rule, weight }).collect();
        Self { id, document, question, answer, phrasings, keywords, except, threshold, reviewed_by, retired }
    }
}

/// All entries, the retired ones included.
#[utoipa::path(
    get,
    path = "/api/v1/desk/entries",
    tag = "desk",
    security(("token" = [])),
    responses(
        (status = 200, description = "All entries", body = Entries),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "The documents cannot be read, or the query has something else", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn list(
    State(api): State<Arc<Operations>>,
    _: Caller,
    query: Query,
) -> Result<Json<Entries>, Failure> {
    query.only(&[])?;
    let entries = api.moderation.entries().await?.into_iter().map(Entry::from).collect();
    Ok(Json(Entries { entries }))
}

/// One entry.
#[utoipa::path(
    get,
    path = "/api/v1/desk/entries/{id}",
    tag = "desk",
    security(("token" = [])),
    params(("id" = String, Path, description = "The entry's id", example = "driving")),
    responses(
        (status = 200, description = "The entry", body = Entry),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 404, description = "There is no such entry", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "The documents cannot be read", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn one(
    State(api): State<Arc<Operations>>,
    _: Caller,
    At(id): At<String>,
) -> Result<Json<Entry>, Failure> {
    let entry = api.moderation.entries().await?.into_iter().find(|entry| entry.id == id);
    let missing = || Failure::not_there("There is no such entry: GET /api/v1/desk/entries lists them.");
    Ok(Json(entry.map(Entry::from).ok_or_else(missing)?))
}
