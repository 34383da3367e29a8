//! `/desk/safety`: the safety rules in force with their examples and what these come to, to be read and not changed.

mod page;
mod replies;
mod results;
mod rule;

use std::sync::Arc;

use axum::routing::get;
use axum::{Extension, Router};

use super::kept::Kept;
use super::state::Desk;

/// The routes of this part.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/safety", get(page::page))
        .route("/desk/safety/replies", get(replies::page))
        .route("/desk/safety/rules/{id}", get(rule::page))
        .layer(Extension(Arc::new(Kept::<results::Failed>::default())))
}
