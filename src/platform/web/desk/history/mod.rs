//! What was changed, by whom, when and why, and the way back.

mod list;
mod revision;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::state::Desk;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/history", get(list::page))
        .route("/desk/history/{id}", get(revision::page))
        .route("/desk/history/{id}/undo", post(revision::undo))
        .route("/desk/history/{id}/restore", post(revision::restore))
}
