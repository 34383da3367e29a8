//! `/desk/statistics`: how often what was done, as plots drawn on the server, each with its numbers as a table.

mod bars;
mod matching;
mod page;
mod plot;
mod range;
mod series;

use std::sync::Arc;

use axum::routing::get;
use axum::{Extension, Router};

use super::kept::Kept;
use super::state::Desk;

/// The routes of this part.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/statistics", get(page::page))
        .route("/desk/statistics/matching", get(matching::page))
        .layer(Extension(Arc::new(Kept::<matching::Charts>::default())))
}
