//! Accounts: one's own, and for administrators everybody's.

mod all;
mod change;
mod own;
mod password;
mod sessions;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::state::Desk;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/account", get(own::page))
        .route("/desk/account/password", post(own::password))
        .route("/desk/account/sign-out", post(own::sign_out_everywhere))
        .route("/desk/account/token", post(own::token))
        .route("/desk/accounts", get(all::page))
        .route("/desk/accounts/add", post(change::add))
        .route("/desk/accounts/change", post(change::change))
}
