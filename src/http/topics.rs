//! `GET /api/v1/topics` and `/api/v1/topics/ID`: what the FAQ is about.

use std::sync::Arc;

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::context::Context;
use super::names::Visitor;
use super::problem::{PROBLEM, Problem, ProblemBody};
use super::render::Said;
use crate::bot::Bot;
use crate::faq::Entry;
use crate::message::Choice;

/// All topics, in the order of the documents.
#[derive(Serialize, ToSchema)]
pub(super) struct Topics {
    topics: Vec<Topic>,
}

/// A topic of the FAQ.
#[derive(Serialize, ToSchema)]
pub(super) struct Topic {
    /// Names it in paths.
    #[schema(example = "driving")]
    id: String,
    /// The question, as the clinic words it.
    #[schema(example = "Can I drive afterward?")]
    question: String,
    /// Whether the FAQ leaves it to the provider on purpose.
    handoff: bool,
}

/// A topic with what the bot says to it.
#[derive(Serialize, ToSchema)]
pub(super) struct TopicInFull {
    #[serde(flatten)]
    topic: Topic,
    /// The clinic's answer, word for word, in a small part of Markdown; `null` where the topic is left to the provider.
    answer: Option<String>,
    /// What the bot says when somebody picks it, the disclaimer included.
    reply: Said,
    /// What the clinic calls related.
    related: Vec<Related>,
}

/// A topic that is offered beside another one.
#[derive(Serialize, ToSchema)]
pub(super) struct Related {
    /// Names it in paths.
    id: String,
    /// The question, as the clinic words it.
    question: String,
}

impl Topic {
    fn of(entry: &Entry) -> Self {
        Self { id: entry.id.clone(), question: entry.question.clone(), handoff: entry.handoff }
    }
}

impl TopicInFull {
    fn of(bot: &Bot, id: &str) -> Option<Self> {
        let brain = bot.brain();
        let entry = brain.pack().entries.iter().find(|entry| entry.id == id)?;
        let related = |choice: Choice| Related { id: choice.entry, question: choice.question };
        Some(Self {
            topic: Topic::of(entry),
            answer: entry.answer.clone(),
            reply: Said::of(&bot.topic(id)?),
            related: bot.related(&[id.to_owned()]).into_iter().map(related).collect(),
        })
    }
}

/// What the FAQ is about.
#[utoipa::path(
    get,
    path = "/api/v1/topics",
    responses(
        (status = 200, description = "All topics, in the order of the documents", body = Topics),
        (status = 429, description = "Too many requests from this address", body = ProblemBody, content_type = PROBLEM),
    )
)]
pub(super) async fn topics(
    State(context): State<Arc<Context>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Problem> {
    context.door.count(visitor)?;
    let topics = context.bot.brain().pack().entries.iter().map(Topic::of).collect();
    Ok(Json(Topics { topics }).into_response())
}

/// One topic with its answer.
#[utoipa::path(
    get,
    path = "/api/v1/topics/{id}",
    params(("id" = String, Path, description = "The topic's id", example = "driving")),
    responses(
        (status = 200, description = "The topic", body = TopicInFull),
        (status = 400, description = "The path is no text", body = ProblemBody, content_type = PROBLEM),
        (status = 404, description = "The FAQ has no such topic", body = ProblemBody, content_type = PROBLEM),
        (status = 429, description = "Too many requests from this address", body = ProblemBody, content_type = PROBLEM),
    )
)]
pub(super) async fn topic(
    State(context): State<Arc<Context>>,
    Extension(visitor): Extension<Visitor>,
    id: Result<Path<String>, axum::extract::rejection::PathRejection>,
) -> Result<Response, Problem> {
    context.door.count(visitor)?;
    let Path(id) = id.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "The path is no text in UTF-8."))?;
    let found = TopicInFull::of(&context.bot, &id).ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND, "The FAQ has no such topic: /api/v1/topics lists all of them.")
    })?;
    Ok(Json(found).into_response())
}
