//! `/desk/checks`: what the lints find in the documents as they are.

mod page;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::state::Desk;

/// The routes of this part.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/desk/checks", get(page::page)).route("/desk/checks/found", get(page::found))
}
