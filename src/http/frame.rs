//! What every request passes through: where it was sent to, how long it may take, and headers that keep an answer from
//! being taken for something else.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::names::{Names, Visitor};
use super::problem::{Problem, too_slow};
use crate::telemetry;

/// Headers of every answer. What loads something, or may stand in a frame, says so itself and keeps its own.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];
/// How requests to no route are counted: their paths are anybody's.
const NO_ROUTE: &str = "none";

/// The other end of a connection.
#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Lets a request by one of the server's own names through, and finds out who asks.
pub(super) async fn named(State(names): State<Arc<Names>>, request: Request, next: Next) -> Response {
    let (mut head, body) = request.into_parts();
    let Some(Peer(peer)) = head.extensions.get::<Peer>().copied() else { return nobody().into_response() };
    match names.visitor(&head, peer) {
        Ok(visitor) => {
            head.extensions.insert(visitor);
            next.run(Request::from_parts(head, body)).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// Keeps what only operators need from whoever comes through a proxy.
pub(super) async fn for_this_machine(request: Request, next: Next) -> Response {
    let proxied = request.extensions().get::<Visitor>().is_none_or(|visitor| visitor.is_proxied);
    if proxied { not_through_a_proxy().into_response() } else { next.run(request).await }
}

/// Answers in time, counts the request, and gives the answer its headers.
pub(super) async fn frame(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE.to_owned(), |path| path.as_str().to_owned());
    let answer = timeout(limit, next.run(request));
    let mut response = answer.await.unwrap_or_else(|_| too_slow(limit).into_response());
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    telemetry::requested(&route, response.status().as_u16());
    response
}

fn nobody() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "It is not known who asks.")
}

fn not_through_a_proxy() -> Problem {
    let detail = "This is for programs on the server's own machine: ask it at localhost, not through the proxy.";
    Problem::new(StatusCode::FORBIDDEN, detail)
}
