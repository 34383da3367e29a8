//! What a client did wrong, as RFC 9457 has it: `application/problem+json` with one plain sentence.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of a problem.
pub const PROBLEM: &str = "application/problem+json";

/// A request that is not done.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    /// What is wrong and what to do. Holds nothing of the message.
    detail: String,
    /// Seconds after which the client may come back.
    retry_after: Option<u64>,
}

/// Why a request was not done.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// Always `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The status of the response.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// One sentence: what is wrong and what to do.
    detail: &'a str,
}

impl Problem {
    /// A problem with a status, and a sentence that says what is wrong and what to do.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), retry_after: None }
    }

    /// The same with the time after which it may work, where that is known.
    #[must_use]
    pub fn retry_after(self, seconds: Option<u64>) -> Self {
        Self { retry_after: seconds, ..self }
    }

    #[cfg(test)]
    pub(super) fn status(&self) -> u16 {
        self.status.as_u16()
    }
}

/// A request that was not done in this time.
pub(super) fn too_slow(limit: Duration) -> Problem {
    let detail = format!("The request took longer than {} seconds: send it whole, at once.", limit.as_secs());
    Problem::new(StatusCode::REQUEST_TIMEOUT, detail)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or_default();
        let body = ProblemBody { kind: "about:blank", title, status: self.status.as_u16(), detail: &self.detail };
        // Four plain fields can always be written.
        let body = serde_json::to_string(&body).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
