//! `/desk/checks`: what the lints find in the documents as they are.

mod page;
mod words;

use std::sync::Arc;

use axum::routing::get;
use axum::{Extension, Router};

use super::state::Desk;
use crate::platform::web::checked::Checked;

/// The routes of this part.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/checks", get(page::page))
        .route("/desk/checks/found", get(page::found))
        .layer(Extension(Arc::new(Checked::default())))
}
