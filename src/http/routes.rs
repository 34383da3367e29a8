//! What there is.

use std::sync::Arc;

use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, any, get, post};
use axum::{Extension, Router};
use utoipa::openapi::OpenApi;

use super::ask::ask;
use super::context::Context;
use super::figures::metrics;
use super::frame::{for_this_machine, frame, named};
use super::health::{healthz, readyz};
use super::limits::{DESK_LIMIT, REQUEST_LIMIT};
use super::nowhere::{nothing_there, wrong_method};
use super::openapi::{described, openapi};
use super::topics::{topic, topics};

/// Routes that platforms bring along.
#[derive(Default)]
pub struct More {
    /// For people and programs on this machine, or behind its proxy: what is asked under another name is turned away.
    /// Their handlers are told the [`Visitor`](super::Visitor).
    pub pages: Router,
    /// What is said to whoever asks for what is not there, in place of the server's own sentence.
    pub lost: Option<MethodRouter>,
    /// As `pages`, for people who have signed in and programs that work for them. What they ask for may take long: a draft is
    /// replayed over every message.
    pub desk: Router,
    /// What of it programs can ask for.
    pub described: OpenApi,
    /// For services that sign what they send, under whatever name they reach this machine.
    pub webhooks: Router,
}

/// All routes, each with what its requests pass through.
pub(super) fn routes(context: Arc<Context>, more: More) -> Router {
    let names = Arc::clone(&context.names);
    let operation =
        Router::new().route("/readyz", get(readyz)).route("/metrics", get(metrics)).layer(from_fn(for_this_machine));
    let by_name = from_fn_with_state(names, named);
    let desk = more.desk.layer(by_name.clone()).layer(from_fn_with_state(DESK_LIMIT, frame));
    Router::new()
        .route("/healthz", get(healthz))
        .route("/api/v1/ask", post(ask))
        .route("/api/v1/topics", get(topics))
        .route("/api/v1/topics/{id}", get(topic))
        .route("/api/v1/openapi.json", get(openapi))
        .layer(Extension(Arc::new(described(more.described))))
        .merge(operation)
        .method_not_allowed_fallback(wrong_method)
        .with_state(context)
        .merge(more.pages)
        .fallback_service(more.lost.unwrap_or_else(|| any(nothing_there)))
        .layer(by_name)
        .merge(more.webhooks)
        .layer(from_fn_with_state(REQUEST_LIMIT, frame))
        .merge(desk)
}
