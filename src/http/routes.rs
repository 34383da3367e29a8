//! What there is.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use super::ask::ask;
use super::context::Context;
use super::figures::metrics;
use super::frame::frame;
use super::health::{healthz, readyz};
use super::home::{home, nothing_there, wrong_method};

pub(super) fn routes(context: Arc<Context>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .route("/api/v1/ask", post(ask))
        .fallback(nothing_there)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(frame))
        .with_state(context)
}
