//! How calls go wrong on purpose.

use super::state::State;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How the next calls that write are to go wrong, one entry a call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// Let it pass.
    Pass,
    /// Refuse it with this code.
    Refuse(&'static str),
    /// Fail with this status, and do nothing.
    Fail(u16),
    /// Too many calls; with the seconds to wait, or without saying any.
    TooMany(Option<u64>),
    /// Too many calls, said with status 200.
    TooManyQuietly,
    /// Do it, but answer 500: the client cannot know.
    DoAndFail,
    /// Do it, but break the connection off in the middle of the answer.
    DoAndDrop,
    /// Do nothing, and never answer.
    Hang,
}

/// What comes of a trouble before the call is done.
pub(super) enum Before {
    /// The call is done.
    Go,
    /// This is the answer instead.
    Answer(Box<Response>),
    /// There is never an answer.
    Never,
}

impl Trouble {
    /// Answers instead of doing it, where it is that kind of trouble. `lane` is what a client has to wait with.
    pub(super) fn before(&self, lane: &str, state: &mut State) -> Before {
        match self {
            Self::Refuse(code) => Before::Answer(Box::new(refused(code, &json!({})))),
            Self::Fail(status) => Before::Answer(Box::new(failed(*status))),
            Self::TooMany(seconds) => Before::Answer(Box::new(too_many(lane, *seconds, state))),
            Self::TooManyQuietly => Before::Answer(Box::new(refused("ratelimited", &json!({})))),
            Self::Hang => Before::Never,
            Self::Pass | Self::DoAndFail | Self::DoAndDrop => Before::Go,
        }
    }

    /// What the client hears when it was done all the same.
    pub(super) fn after(&self, done: Response) -> Response {
        match self {
            Self::DoAndFail => failed(500),
            Self::DoAndDrop => broken_off(),
            _ => done,
        }
    }
}

/// Too many calls.
pub(super) fn too_many(lane: &str, seconds: Option<u64>, state: &mut State) -> Response {
    let mut response = (StatusCode::TOO_MANY_REQUESTS, r#"{"ok":false,"error":"ratelimited"}"#).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    if let Some(seconds) = seconds {
        state.not_before.insert(lane.to_owned(), Instant::now() + Duration::from_secs(seconds));
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// A refusal as Slack words it, with more fields.
pub(super) fn refused(code: &str, more: &Value) -> Response {
    let mut body = json!({"ok": false, "error": code});
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    answer(&body)
}

/// An answer with status 200, as nearly all of Slack's are.
pub(super) fn answer(body: &Value) -> Response {
    let mut response = body.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response
}

fn failed(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, [(header::CONTENT_TYPE, "text/html")], "<html>Server Error</html>").into_response()
}

/// An answer whose connection ends before it does.
fn broken_off() -> Response {
    let parts = futures_util::stream::iter([Ok(Bytes::from_static(b"{\"ok\":")), Err(std::io::Error::other("broken"))]);
    let mut response = Response::new(Body::from_stream(parts));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response
}
