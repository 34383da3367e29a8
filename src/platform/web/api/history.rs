//! `/api/v1/desk/history` and `/api/v1/desk/revisions`: what was changed, and the way back.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Reason, Sent};
use super::caller::Caller;
use super::draft_view::InFull;
use super::drafts::turn;
use super::failure::{ChangeFailures, Failure, Failures};
use super::path::At;
use super::query::Query;
use super::state::Operations;
use crate::http::{PROBLEM, ProblemBody};
use crate::moderation::{ModerationError, diff};
use crate::store::Revision;

/// So many revisions where nothing else is asked for.
const USUAL: u32 = 50;
/// So many at most.
const MOST: u32 = 1_000;

/// Revisions, the newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Revisions {
    revisions: Vec<View>,
}

/// One version of one document.
#[derive(Serialize, ToSchema)]
#[schema(as = Revision)]
pub(super) struct View {
    /// Its number; greater is later.
    revision: i64,
    /// The document.
    document: String,
    /// Who made it.
    author: String,
    /// When, as RFC 3339 has it.
    at: String,
    /// What was done.
    action: String,
    /// Why.
    reason: Option<String>,
}

/// A revision with what it changed.
#[derive(Serialize, ToSchema)]
#[schema(as = RevisionInFull)]
pub(super) struct InLines {
    #[serde(flatten)]
    revision: View,
    /// What it changed, as lines.
    diff: String,
}

impl View {
    fn of(revision: &Revision) -> Self {
        Self {
            revision: revision.id,
            document: revision.change.document.clone(),
            author: revision.author.clone(),
            at: revision.at.to_string(),
            action: revision.action.clone(),
            reason: revision.reason.clone(),
        }
    }
}

/// What was changed.
#[utoipa::path(
    get,
    path = "/api/v1/desk/history",
    tag = "desk",
    security(("token" = [])),
    params(
        ("document" = Option<String>, Query, description = "Of this document alone", example = "faq.toml"),
        ("limit" = Option<u32>, Query, description = "So many at most; 50 where nothing is said", minimum = 1, maximum = 1000),
    ),
    responses(
        (status = 200, description = "The revisions, the newest first", body = Revisions),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "No such document has a history, or the limit is none", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn list(
    State(api): State<Arc<Operations>>,
    _: Caller,
    query: Query,
) -> Result<Json<Revisions>, Failure> {
    query.only(&["document", "limit"])?;
    let limit = query.text("limit").map_or(Some(USUAL), |text| text.parse().ok());
    let limit = limit.filter(|limit| (1..=MOST).contains(limit));
    let limit = limit.ok_or_else(|| Failure::unfit(format!("“limit” is a number from 1 to {MOST}.")))?;
    let revisions = api.moderation.history(query.text("document"), limit).await?;
    Ok(Json(Revisions { revisions: revisions.iter().map(View::of).collect() }))
}

/// One revision, with what it changed.
#[utoipa::path(
    get,
    path = "/api/v1/desk/revisions/{revision}",
    tag = "desk",
    security(("token" = [])),
    params(("revision" = i64, Path, description = "The revision's number")),
    responses(
        (status = 200, description = "The revision", body = InLines),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 404, description = "There is no such revision", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn one(
    State(api): State<Arc<Operations>>,
    _: Caller,
    At(revision): At<i64>,
) -> Result<Json<InLines>, Failure> {
    let revision = known(&api, revision).await?;
    Ok(Json(InLines { revision: View::of(&revision), diff: diff(&revision.change) }))
}

/// Makes a draft that takes a revision back.
#[utoipa::path(
    post,
    path = "/api/v1/desk/revisions/{revision}/undo",
    tag = "desk",
    security(("token" = [])),
    params(("revision" = i64, Path, description = "The revision's number")),
    request_body = Option<Reason>,
    responses(
        (status = 200, description = "The draft, with what it would do", body = InFull),
        (status = 404, description = "There is no such revision", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn undo(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At(revision): At<i64>,
    Sent(why): Sent<Reason>,
) -> Result<Json<InFull>, Failure> {
    let moderator = caller.moderator()?;
    known(&api, revision).await?;
    let _turn = turn(&api).await?;
    Ok(Json(InFull::of(api.moderation.undo(&moderator, Some(revision), why.reason.as_deref()).await?)))
}

/// Makes a draft that makes a document what it was after a revision.
#[utoipa::path(
    post,
    path = "/api/v1/desk/revisions/{revision}/restore",
    tag = "desk",
    security(("token" = [])),
    params(("revision" = i64, Path, description = "The revision's number")),
    request_body = Option<Reason>,
    responses(
        (status = 200, description = "The draft, with what it would do", body = InFull),
        (status = 404, description = "There is no such revision", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn restore(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At(revision): At<i64>,
    Sent(why): Sent<Reason>,
) -> Result<Json<InFull>, Failure> {
    let moderator = caller.moderator()?;
    known(&api, revision).await?;
    let _turn = turn(&api).await?;
    Ok(Json(InFull::of(api.moderation.restore(&moderator, revision, why.reason.as_deref()).await?)))
}

async fn known(api: &Operations, revision: i64) -> Result<Revision, Failure> {
    let found = api.moderation.store().revision(revision).await.map_err(ModerationError::from)?;
    found.ok_or_else(|| Failure::not_there("There is no such revision: GET /api/v1/desk/history lists them."))
}
