//! What there is.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use super::ask::ask;
use super::context::Context;
use super::figures::metrics;
use super::frame::{for_this_machine, frame, named};
use super::health::{healthz, readyz};
use super::nowhere::{nothing_there, wrong_method};
use super::openapi::openapi;
use super::topics::{topic, topics};

/// Routes that platforms bring along.
#[derive(Default)]
pub struct More {
    /// For people and programs on this machine, or behind its proxy: what is asked under another name is turned away.
    /// Their handlers are told the [`Visitor`](super::Visitor).
    pub pages: Router,
    /// For services that sign what they send, under whatever name they reach this machine.
    pub webhooks: Router,
}

/// All routes, each with what its requests pass through.
pub(super) fn routes(context: Arc<Context>, more: More) -> Router {
    let names = Arc::clone(&context.names);
    let operation =
        Router::new().route("/readyz", get(readyz)).route("/metrics", get(metrics)).layer(from_fn(for_this_machine));
    Router::new()
        .route("/healthz", get(healthz))
        .route("/api/v1/ask", post(ask))
        .route("/api/v1/topics", get(topics))
        .route("/api/v1/topics/{id}", get(topic))
        .route("/api/v1/openapi.json", get(openapi))
        .merge(operation)
        .fallback(nothing_there)
        .method_not_allowed_fallback(wrong_method)
        .with_state(context)
        .merge(more.pages)
        .layer(from_fn_with_state(names, named))
        .merge(more.webhooks)
        .layer(from_fn(frame))
}
