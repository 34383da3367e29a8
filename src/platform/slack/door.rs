//! Events, commands and interactions over HTTP: only what Slack has signed comes in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::post;
use serde_json::{Map, Value, json};

use super::client::Seal;
use super::entrance::{Entrance, Taken};

/// The longest body, in bytes. Messages have at most 40,000 characters, and an edit brings two of them.
const BODY_LIMIT: usize = 512 * 1024;
/// The headers that Slack signs with.
const SIGNATURE: &str = "x-slack-signature";
const TIMESTAMP: &str = "x-slack-request-timestamp";
/// Of so many requests without the right signature one is told of: anybody can send them.
const TOLD_OF: u64 = 100;

/// What the handlers share.
struct Door {
    seal: Seal,
    entrance: Entrance,
    strangers: AtomicU64,
}

/// The routes for Slack's requests.
pub(super) fn routes(seal: Seal, entrance: Entrance) -> Router {
    Router::new()
        .route("/slack/events", post(events))
        .route("/slack/commands", post(commands))
        .route("/slack/interactions", post(interactions))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(Arc::new(Door { seal, entrance, strangers: AtomicU64::new(0) }))
}

async fn events(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(body) = door.signed(&headers, &body) else { return stranger() };
    let Ok(callback) = serde_json::from_str::<Value>(body) else { return unreadable() };
    match callback["type"].as_str() {
        Some("url_verification") => Json(json!({"challenge": callback["challenge"]})).into_response(),
        Some("event_callback") => answer(door.entrance.event(&callback)),
        Some("app_rate_limited") => {
            tracing::error!("Slack: it holds back events of this app, which gets more than 30,000 an hour");
            answer(Taken::Acknowledged(None))
        }
        kind => answer(door.entrance.unreadable(kind.unwrap_or("without_a_type"))),
    }
}

async fn commands(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(body) = door.signed(&headers, &body) else { return stranger() };
    let fields = form(body);
    // Slack looks now and then whether the certificate is good.
    if fields["ssl_check"] == "1" {
        return answer(Taken::Acknowledged(None));
    }
    answer(door.entrance.command(&fields))
}

async fn interactions(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(body) = door.signed(&headers, &body) else { return stranger() };
    match form(body)["payload"].as_str().map(serde_json::from_str::<Value>) {
        Some(Ok(payload)) => answer(door.entrance.interaction(&payload)),
        _ => unreadable(),
    }
}

impl Door {
    /// The raw body, if Slack signed it within the last five minutes.
    fn signed<'a>(&self, headers: &HeaderMap, body: &'a [u8]) -> Option<&'a str> {
        let only = |name| {
            let mut values = headers.get_all(name).iter();
            values.next().filter(|_| values.next().is_none()).and_then(|value| value.to_str().ok())
        };
        let signed = std::str::from_utf8(body).ok().filter(|body| {
            let (signature, timestamp) = (only(SIGNATURE), only(TIMESTAMP));
            signature.zip(timestamp).is_some_and(|(signature, time)| self.seal.is_on(signature, time, body))
        });
        if signed.is_none() {
            let count = self.strangers.fetch_add(1, Ordering::Relaxed);
            if count.is_multiple_of(TOLD_OF) {
                tracing::warn!(
                    "Slack: a request was turned away that is not signed with slack.signing_secret, or is older than five \
                     minutes ({} so far): are the secret and this machine's clock right?",
                    count + 1
                );
            }
        }
        signed
    }
}

/// The fields of a form, as an object of texts.
fn form(body: &str) -> Value {
    let fields = form_urlencoded::parse(body.as_bytes());
    Value::Object(
        fields.map(|(key, value)| (key.into_owned(), Value::String(value.into_owned()))).collect::<Map<_, _>>(),
    )
}

fn answer(taken: Taken) -> Response {
    match taken {
        Taken::Acknowledged(Some(payload)) => Json(payload).into_response(),
        Taken::Acknowledged(None) => StatusCode::OK.into_response(),
        Taken::Later => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn stranger() -> Response {
    (StatusCode::UNAUTHORIZED, "The request is not signed by Slack.\n").into_response()
}

fn unreadable() -> Response {
    (StatusCode::BAD_REQUEST, "The request cannot be read.\n").into_response()
}
