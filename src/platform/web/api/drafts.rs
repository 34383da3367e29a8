//! `/api/v1/desk/drafts`: edits before they are live.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Body, Reason, Sent};
use super::caller::Caller;
use super::draft_view::{InFull, View};
use super::failure::{ChangeFailures, Failure, Failures};
use super::path::At;
use super::query::Query;
use super::state::Operations;
use crate::faq::edit::Edit;
use crate::http::{PROBLEM, ProblemBody, Refusal};
use crate::store::DraftState;

/// Edits that are to be a draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDraft {
    /// What is to be done, in order; all of it or nothing.
    #[schema(min_items = 1, max_items = 200)]
    edits: Vec<Edit>,
    /// Why, for the history.
    reason: Option<String>,
}

/// The drafts in a state, the oldest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Drafts {
    drafts: Vec<View>,
}

/// What applying a draft did.
#[derive(Serialize, ToSchema)]
pub(super) struct Applied {
    /// The draft.
    draft: i64,
    /// What it did, in a line.
    action: String,
    /// The revisions of the documents.
    revisions: Vec<i64>,
    /// The unanswered question that it settled.
    settled: Option<i64>,
}

/// What became of a draft.
#[derive(Serialize, ToSchema)]
pub(super) struct Dropped {
    /// The draft that was dropped.
    dropped: i64,
}

impl Body for NewDraft {
    const KEYS: &'static [&'static str] = &["edits", "reason"];
    const EXAMPLE: &'static str =
        r#"{"edits": [{"do": "add-phrasing", "entry": "driving", "text": "…"}], "reason": "…"}"#;

    fn fault(value: &Value) -> Option<String> {
        let edits = value.get("edits")?.as_array()?;
        let at = edits.iter().position(|edit| !is_known(edit))?;
        Some(format!(
            "Edit {} is none that is known: a key is missing, not known or of the wrong kind. One is like {}.",
            at + 1,
            r#"{"do": "add-phrasing", "entry": "driving", "text": "…"}"#
        ))
    }
}

/// Whether an edit is read as it stands: what is not read would be lost without a word.
fn is_known(edit: &Value) -> bool {
    let read = Edit::deserialize(edit).ok().and_then(|read| serde_json::to_value(read).ok());
    read.is_some_and(|read| is_within(edit, &read))
}

/// Whether every key that was sent is one that was read.
fn is_within(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => {
            sent.iter().all(|(key, value)| read.get(key).is_some_and(|read| is_within(value, read)))
        }
        _ => true,
    }
}

/// One draft that is there.
pub(super) async fn known(api: &Operations, draft: i64) -> Result<(), Failure> {
    let found = api.moderation.store().draft(draft).await.map_err(crate::moderation::ModerationError::from)?;
    let missing = || Failure::not_there("There is no such draft: GET /api/v1/desk/drafts lists them.");
    found.map(drop).ok_or_else(missing)
}

/// Waits until nobody else's draft is checked.
pub(super) async fn turn(api: &Operations) -> Result<tokio::sync::SemaphorePermit<'_>, Failure> {
    api.drafting.acquire().await.map_err(|_| Refusal::Failed.into())
}

/// Drafts.
#[utoipa::path(
    get,
    path = "/api/v1/desk/drafts",
    tag = "desk",
    security(("token" = [])),
    params(("state" = inline(Option<State_>), Query, description = "Of which state; those that wait where none is named")),
    responses(
        (status = 200, description = "The drafts, the oldest first", body = Drafts),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "There is no such state", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn list(State(api): State<Arc<Operations>>, _: Caller, query: Query) -> Result<Json<Drafts>, Failure> {
    query.only(&["state"])?;
    let state = match query.text("state") {
        None => DraftState::Open,
        Some(name) => DraftState::ALL
            .into_iter()
            .find(|state| state.name() == name)
            .ok_or_else(|| Failure::unfit("“state” is open, applying, applied or dropped."))?,
    };
    let drafts = api.moderation.drafts(state).await?;
    Ok(Json(Drafts { drafts: drafts.iter().map(View::of).collect() }))
}

/// How far a draft has come.
#[derive(ToSchema)]
#[schema(as = DraftState, rename_all = "lowercase")]
#[expect(dead_code, reason = "the description is made of it")]
enum State_ {
    Open,
    Applying,
    Applied,
    Dropped,
}

/// Makes a draft of edits and checks it.
///
/// Nothing is live before it is applied. It takes seconds: both versions of the documents decide on every labelled message.
#[utoipa::path(
    post,
    path = "/api/v1/desk/drafts",
    tag = "desk",
    security(("token" = [])),
    request_body = NewDraft,
    responses(
        (status = 200, description = "The draft, with what it would do", body = InFull),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn make(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    Sent(new): Sent<NewDraft>,
) -> Result<Json<InFull>, Failure> {
    let moderator = caller.moderator()?;
    let _turn = turn(&api).await?;
    Ok(Json(InFull::of(api.moderation.draft(&moderator, new.edits, new.reason.as_deref()).await?)))
}

/// One draft, whatever its state.
#[utoipa::path(
    get,
    path = "/api/v1/desk/drafts/{draft}",
    tag = "desk",
    security(("token" = [])),
    params(("draft" = i64, Path, description = "The draft's number")),
    responses(
        (status = 200, description = "The draft, with what it would do", body = InFull),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 404, description = "There is no such draft", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn one(
    State(api): State<Arc<Operations>>,
    _: Caller,
    At(draft): At<i64>,
) -> Result<Json<InFull>, Failure> {
    known(&api, draft).await?;
    Ok(Json(InFull::of(api.moderation.show_draft(draft).await?)))
}

/// Puts a draft in force.
#[utoipa::path(
    post,
    path = "/api/v1/desk/drafts/{draft}/apply",
    tag = "desk",
    security(("token" = [])),
    params(("draft" = i64, Path, description = "The draft's number")),
    responses(
        (status = 200, description = "It is live", body = Applied),
        (status = 403, description = "The token's account may not apply it", body = ProblemBody, content_type = PROBLEM),
        (status = 404, description = "There is no such draft", body = ProblemBody, content_type = PROBLEM),
        (status = 409, description = "The documents were changed since it was made", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "It is not open, or breaks something", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn apply(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At(draft): At<i64>,
) -> Result<Json<Applied>, Failure> {
    let moderator = caller.moderator()?;
    known(&api, draft).await?;
    let applied = api.moderation.apply(&moderator, draft).await?;
    Ok(Json(Applied {
        draft: applied.id,
        action: applied.action,
        revisions: applied.revisions,
        settled: applied.settled,
    }))
}

/// Drops a draft.
#[utoipa::path(
    post,
    path = "/api/v1/desk/drafts/{draft}/drop",
    tag = "desk",
    security(("token" = [])),
    params(("draft" = i64, Path, description = "The draft's number")),
    request_body = Option<Reason>,
    responses(
        (status = 200, description = "It is dropped", body = Dropped),
        (status = 404, description = "There is no such draft", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn abandon(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At(draft): At<i64>,
    Sent(why): Sent<Reason>,
) -> Result<Json<Dropped>, Failure> {
    let moderator = caller.moderator()?;
    known(&api, draft).await?;
    api.moderation.drop_draft(&moderator, draft, why.reason.as_deref()).await?;
    Ok(Json(Dropped { dropped: draft }))
}

/// Does what a draft does once more, on today's documents, and drops the old one.
#[utoipa::path(
    post,
    path = "/api/v1/desk/drafts/{draft}/redo",
    tag = "desk",
    security(("token" = [])),
    params(("draft" = i64, Path, description = "The draft's number")),
    responses(
        (status = 200, description = "The new draft, with what it would do", body = InFull),
        (status = 403, description = "The token's account may not change anything", body = ProblemBody, content_type = PROBLEM),
        (status = 404, description = "There is no such draft", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "It is not open, or does not fit any more", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn redo(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At(draft): At<i64>,
) -> Result<Json<InFull>, Failure> {
    let moderator = caller.moderator()?;
    known(&api, draft).await?;
    let _turn = turn(&api).await?;
    Ok(Json(InFull::of(api.moderation.redo(&moderator, draft).await?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_read_as_it_stands_or_not_at_all() {
        for (edit, known) in [
            (r#"{"do":"add-phrasing","entry":"a","text":"b"}"#, true),
            (r#"{"do":"add-entry","entry":"a","question":"b"}"#, true),
            (r#"{"do":"add-keyword","entry":"a","rule":{"any":["b"]},"weight":1}"#, true),
            (r#"{"do":"remove-keyword","entry":"a","rule":{"number":1}}"#, true),
            (r#"{"do":"add-phrasing","entry":"a","text":"b","weight":1}"#, false),
            (r#"{"do":"add-keyword","entry":"a","rule":{"any":["b"],"al":["c"]},"weight":1}"#, false),
            (r#"{"do":"add-phrasing","entry":"a"}"#, false),
            (r#"{"do":"sing","entry":"a"}"#, false),
            ("7", false),
        ] {
            assert_eq!(is_known(&serde_json::from_str(edit).unwrap()), known, "{edit}");
        }
    }
}
