//! What there is.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use super::ask::ask;
use super::context::Context;
use super::figures::metrics;
use super::frame::{frame, local};
use super::health::{healthz, readyz};
use super::home::{home, nothing_there, wrong_method};

/// Routes that platforms bring along.
#[derive(Default)]
pub struct More {
    /// For people and programs on this machine, or behind its proxy: what is asked under another name is turned away.
    pub pages: Router,
    /// For services that sign what they send, under whatever name they reach this machine.
    pub webhooks: Router,
}

/// All routes, each with what its requests pass through.
pub(super) fn routes(context: Arc<Context>, more: More) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .route("/api/v1/ask", post(ask))
        .fallback(nothing_there)
        .method_not_allowed_fallback(wrong_method)
        .with_state(context)
        .merge(more.pages)
        .layer(from_fn(local))
        .merge(more.webhooks)
        .layer(from_fn(frame))
}
