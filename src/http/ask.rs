//! `POST /api/v1/ask`: one message, its prediction and its reply.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::context::Context;
use super::limits::{BODY_LIMIT, COME_BACK, Peer};
use super::problem::Problem;
use super::render::{markdown, text};
use crate::bot::{Bot, Stages};
use crate::explain::Prediction;
use crate::message::{Mode, Platform};
use crate::telemetry;

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    text: String,
    #[serde(default)]
    mode: Manner,
}

/// How it is put to the bot.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Manner {
    #[default]
    Direct,
    Ambient,
}

/// What comes of it.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    prediction: Prediction,
    /// `null` where the bot is silent.
    reply: Option<Said>,
}

/// The reply in two forms.
#[derive(Serialize)]
struct Said {
    text: String,
    markdown: String,
}

/// Decides on a message. Nothing of it is kept, and no alert is raised: the reply says so where it matters.
pub(super) async fn ask(
    State(context): State<Arc<Context>>,
    Extension(Peer(address)): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    context.rates.count(address).map_err(too_many)?;
    if !is_json(&headers) {
        let detail = "The body must be JSON, with the header Content-Type: application/json.";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let body = read(&headers, body).await?;
    let question = Question::parse(&body)?;
    let place = Arc::clone(&context.places).try_acquire_owned().map_err(|_| busy())?;
    let turn = Arc::clone(&context.turns).acquire_owned().await.map_err(|_| busy())?;
    let bot = Arc::clone(&context.bot);
    let work = tokio::task::spawn_blocking(move || {
        // Held until the work is done, also where the client has gone away meanwhile.
        let _held = (place, turn);
        answer(&bot, &question)
    });
    let answer = work.await.map_err(|_| {
        tracing::error!("HTTP: a question could not be decided on");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The question could not be decided on; the log says more.")
    })?;
    Ok(Json(answer).into_response())
}

fn answer(bot: &Bot, question: &Question) -> Answer {
    const MICROS: f64 = 1e6;
    let mode = match question.mode {
        Manner::Direct => Mode::Direct,
        Manner::Ambient => Mode::Ambient,
    };
    let brain = bot.brain();
    let begun = Instant::now();
    let outcome = brain.decide(&question.text, mode, Stages::All);
    let micros = begun.elapsed().as_secs_f64() * MICROS;
    let mut prediction = Prediction::new(&outcome, &brain);
    let decision = &outcome.decision;
    let topic = prediction.entries.first().or(prediction.handoffs.first());
    telemetry::decided(
        decision.kind.name(),
        decision.tier_name(),
        topic.map(String::as_str),
        Platform::Web.name(),
        micros,
    );
    prediction.micros = Some((micros * 10.0).round() / 10.0);
    let reply = bot.reply(&brain, &outcome);
    Answer { prediction, reply: reply.map(|reply| Said { text: text(&reply), markdown: markdown(&reply) }) }
}

/// Whether the body is declared as JSON. A page of another site cannot declare it so without asking first.
fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = declared.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Problem> {
    let too_large = || {
        let detail = format!("The body is longer than {BODY_LIMIT} bytes: shorten the text.");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > BODY_LIMIT as u64) {
        return Err(too_large());
    }
    match to_bytes(body, BODY_LIMIT).await {
        Ok(bytes) => Ok(bytes.into()),
        Err(error) if is_too_long(&error) => Err(too_large()),
        Err(_) => Err(Problem::new(StatusCode::BAD_REQUEST, "The body ended before it was whole.")),
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>)
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

fn too_many(seconds: u64) -> Problem {
    let detail = format!("Too many questions from this address: come back in {seconds} s.");
    Problem::new(StatusCode::TOO_MANY_REQUESTS, detail).retry_after(seconds)
}

fn busy() -> Problem {
    let detail = "Too many questions are waiting: come back in a moment.";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail).retry_after(COME_BACK)
}
