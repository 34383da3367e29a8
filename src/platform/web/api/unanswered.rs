//! `/api/v1/desk/unanswered`: questions that found no answer.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Body, Reason, Sent};
use super::caller::Caller;
use super::draft_view::InFull;
use super::drafts::turn;
use super::failure::{ChangeFailures, Failure, Failures};
use super::path::At;
use super::query::Query;
use super::state::Operations;
use crate::explain::CandidateScore;
use crate::http::{PROBLEM, ProblemBody};
use crate::moderation::ModerationError;
use crate::store::Kept;

/// So many of the newest questions are looked at.
const MOST: u32 = 1_000;
/// Scores are given with four decimals, as in a prediction.
const DECIMALS: f64 = 10_000.0;

/// Questions that wait for an answer, put together by what they seem to ask.
#[derive(Serialize, ToSchema)]
pub(super) struct Groups {
    groups: Vec<Group>,
}

/// Questions that seem to ask the same.
#[derive(Serialize, ToSchema)]
pub(super) struct Group {
    /// The entry that the most of them were nearest to; empty where nothing was near.
    entry: String,
    /// The questions, the newest first.
    questions: Vec<View>,
}

/// A question that found no answer.
#[derive(Serialize, ToSchema)]
#[schema(as = UnansweredQuestion)]
pub(super) struct View {
    /// Its number.
    question: i64,
    /// When it was asked, as RFC 3339 has it.
    at: String,
    /// Where.
    platform: String,
    /// The platform's id of the channel.
    channel: String,
    /// A link to it, where it has one.
    link: Option<String>,
    /// What the bot did: `suggest`, `handoff`, `silent`.
    decision: String,
    /// The entries that were nearest, best first.
    candidates: Vec<CandidateScore>,
    /// Its words, where the clinic keeps them.
    text: Option<String>,
}

/// Where a question belongs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Belongs {
    /// The entry that it asks for.
    #[schema(example = "driving")]
    entry: String,
    /// The words for the entry, instead of those of the question; needed where those are not kept.
    text: Option<String>,
    /// Why, for the history.
    reason: Option<String>,
}

/// A question that needs no answer.
#[derive(Serialize, ToSchema)]
pub(super) struct Ignored {
    /// The question.
    ignored: i64,
}

impl Body for Belongs {
    const KEYS: &'static [&'static str] = &["entry", "text", "reason"];
    const EXAMPLE: &'static str = r#"{"entry": "driving", "text": "…", "reason": "…"}"#;
}

impl View {
    fn of(kept: Kept) -> Self {
        let Kept { id, question, .. } = kept;
        let rounded = |score: f32| (f64::from(score) * DECIMALS).round() / DECIMALS;
        let candidates = question.candidates.into_iter();
        Self {
            question: id,
            at: question.at.to_string(),
            platform: question.platform,
            channel: question.channel,
            link: question.link,
            decision: question.decision,
            candidates: candidates.map(|(id, score)| CandidateScore { id, score: rounded(score) }).collect(),
            text: question.text,
        }
    }
}

/// Questions that wait for an answer.
#[utoipa::path(
    get,
    path = "/api/v1/desk/unanswered",
    tag = "desk",
    security(("token" = [])),
    responses(
        (status = 200, description = "The questions, the largest group first", body = Groups),
        (status = 403, description = "The token may not be shown here", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "The query has something that is not known", body = ProblemBody, content_type = PROBLEM),
        Failures,
    )
)]
pub(super) async fn list(State(api): State<Arc<Operations>>, _: Caller, query: Query) -> Result<Json<Groups>, Failure> {
    query.only(&[])?;
    let groups = api.moderation.unanswered(MOST).await?.into_iter();
    let group = |group: crate::moderation::Group| Group {
        entry: group.entry,
        questions: group.questions.into_iter().map(View::of).collect(),
    };
    Ok(Json(Groups { groups: groups.map(group).collect() }))
}

/// Makes a draft that gives an entry the words of a question. Applied, it settles the question.
#[utoipa::path(
    post,
    path = "/api/v1/desk/unanswered/{question}/belongs",
    tag = "desk",
    security(("token" = [])),
    params(("question" = i64, Path, description = "The question's number")),
    request_body = Belongs,
    responses(
        (status = 200, description = "The draft, with what it would do", body = InFull),
        (status = 404, description = "There is no such question", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn belongs(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At(question): At<i64>,
    Sent(to): Sent<Belongs>,
) -> Result<Json<InFull>, Failure> {
    let moderator = caller.moderator()?;
    known(&api, question).await?;
    let _turn = turn(&api).await?;
    let (text, why) = (to.text.as_deref(), to.reason.as_deref());
    Ok(Json(InFull::of(api.moderation.belongs(&moderator, question, &to.entry, text, why).await?)))
}

/// Marks a question as one that needs no answer.
#[utoipa::path(
    post,
    path = "/api/v1/desk/unanswered/{question}/ignore",
    tag = "desk",
    security(("token" = [])),
    params(("question" = i64, Path, description = "The question's number")),
    request_body = Option<Reason>,
    responses(
        (status = 200, description = "It is let be", body = Ignored),
        (status = 404, description = "There is no such question", body = ProblemBody, content_type = PROBLEM),
        ChangeFailures,
        Failures,
    )
)]
pub(super) async fn ignore(
    State(api): State<Arc<Operations>>,
    caller: Caller,
    At(question): At<i64>,
    Sent(why): Sent<Reason>,
) -> Result<Json<Ignored>, Failure> {
    let deed = caller.deed(&api, why.reason.as_deref())?;
    known(&api, question).await?;
    api.moderation.ignore(question, &deed).await?;
    Ok(Json(Ignored { ignored: question }))
}

async fn known(api: &Operations, question: i64) -> Result<(), Failure> {
    let found = api.moderation.store().unanswered_question(question).await.map_err(ModerationError::from)?;
    let missing = || Failure::not_there("There is no such question: GET /api/v1/desk/unanswered lists them.");
    found.map(drop).ok_or_else(missing)
}
