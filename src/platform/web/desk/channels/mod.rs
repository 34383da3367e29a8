//! Where and how the bot speaks, and where alerts go.

mod list;
mod set;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::state::Desk;
pub(super) use list::PLATFORMS;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/channels", get(list::page))
        .route("/desk/channels/set", post(set::channel))
        .route("/desk/channels/staff", post(set::staff))
}
