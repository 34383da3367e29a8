//! `POST /api/v1/ask`: one message, its prediction and its reply.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::read;
use super::context::Context;
use super::names::Visitor;
use super::problem::{PROBLEM, Problem, ProblemBody};
use super::render::Said;
use crate::bot::Bot;
use crate::explain::Prediction;
use crate::message::{Incoming, Mode, Platform};

/// The one channel of the API.
const CHANNEL: &str = "api";
/// Who asks is not known.
const AUTHOR: &str = "somebody";

/// What is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// The message, as somebody typed it.
    #[schema(example = "can i drive home afterwards?")]
    text: String,
    /// How it is put to the bot.
    #[serde(default)]
    mode: Manner,
}

/// `direct`: put to the bot itself, which always replies. `ambient`: overheard in a channel, where it speaks only when it
/// is sure.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Manner {
    /// Put to the bot itself.
    #[default]
    Direct,
    /// Overheard in a channel.
    Ambient,
}

/// What comes of it.
#[derive(Serialize, ToSchema)]
pub(super) struct Answer {
    #[serde(flatten)]
    prediction: Prediction,
    /// `null` where the bot is silent.
    reply: Option<Said>,
}

/// What the bot decides on a message, and says.
///
/// It is counted. No alert is raised: the reply says so where it matters. A question that finds no
/// answer is kept as the clinic allows, without a link.
#[utoipa::path(
    post,
    path = "/api/v1/ask",
    request_body = Question,
    responses(
        (status = 200, description = "The decision and the reply", body = Answer),
        (status = 400, description = "The body is no JSON", body = ProblemBody, content_type = PROBLEM),
        (status = 408, description = "The request took too long", body = ProblemBody, content_type = PROBLEM),
        (status = 413, description = "The body is too long", body = ProblemBody, content_type = PROBLEM),
        (status = 415, description = "The body is not declared as JSON", body = ProblemBody, content_type = PROBLEM),
        (status = 422, description = "The JSON is no question", body = ProblemBody, content_type = PROBLEM),
        (status = 429, description = "Too many questions from this address", body = ProblemBody, content_type = PROBLEM),
        (status = 503, description = "Too many questions are waiting", body = ProblemBody, content_type = PROBLEM),
    )
)]
pub(super) async fn ask(
    State(context): State<Arc<Context>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    context.door.count(visitor)?;
    if !is_json(&headers) {
        let detail = "The body must be JSON, with the header Content-Type: application/json.";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let body = read(&headers, body).await?;
    let question = Question::parse(&body)?;
    let bot = Arc::clone(&context.bot);
    let answer = context.door.take_turn(move || answer(&bot, &question)).await?;
    Ok(Json(answer).into_response())
}

fn answer(bot: &Bot, question: &Question) -> Answer {
    let mode = match question.mode {
        Manner::Direct => Mode::Direct,
        Manner::Ambient => Mode::Ambient,
    };
    let incoming = Incoming::new(Platform::Web, CHANNEL, AUTHOR, &question.text, mode);
    let (heard, reply) = bot.answer(&incoming);
    let mut prediction = Prediction::new(heard.outcome(), heard.brain());
    prediction.micros = Some((heard.micros() * 10.0).round() / 10.0);
    Answer { prediction, reply: reply.as_ref().map(Said::of) }
}

/// Whether the body is declared as JSON. A page of another site cannot declare it so without asking first.
fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = declared.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

impl Question {
    fn parse(body: &[u8]) -> Result<Self, Problem> {
        serde_json::from_slice(body).map_err(|_| match serde_json::from_slice::<Value>(body) {
            Ok(value) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, wrong_form(&value)),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                let detail = format!("The body is no JSON: it breaks at line {line}, column {column}.");
                Problem::new(StatusCode::BAD_REQUEST, detail)
            }
        })
    }
}

/// What is wrong with JSON that is no question. Values are never repeated: one may be the message.
fn wrong_form(value: &Value) -> String {
    const KEYS: [&str; 2] = ["text", "mode"];
    let Some(object) = value.as_object() else {
        return "The body must be an object: {\"text\": \"…\", \"mode\": \"direct\"}.".to_owned();
    };
    if object.keys().any(|key| !KEYS.contains(&key.as_str())) {
        return "The body has a key that is not known: there are \"text\" and \"mode\".".to_owned();
    }
    match (object.get("text"), object.get("mode")) {
        (None, _) => "The key \"text\" is missing: it holds the message.".to_owned(),
        (Some(text), _) if !text.is_string() => "\"text\" must be a string.".to_owned(),
        (_, Some(mode)) if !["direct", "ambient"].iter().any(|known| mode == known) => {
            "\"mode\" must be \"direct\" or \"ambient\".".to_owned()
        }
        _ => "A key stands in the body twice.".to_owned(),
    }
}
