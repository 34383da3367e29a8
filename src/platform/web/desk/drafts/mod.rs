//! Drafts: changes that are not live, what they would do, and what becomes of them.
//!
//! | file | is |
//! |---|---|
//! | `list` | the drafts that wait, and the last ones that were decided on |
//! | `draft` | one draft |
//! | `verdict` | what speaks for and against it, and what can be done with it |
//! | `replay` | what it does to messages, before and after |
//! | `deeds` | applied, dropped, made again |

mod deeds;
mod draft;
mod list;
mod replay;
mod verdict;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::state::Desk;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/drafts", get(list::page))
        .route("/desk/drafts/{id}", get(draft::page))
        .route("/desk/drafts/{id}/apply", post(deeds::apply))
        .route("/desk/drafts/{id}/drop", post(deeds::throw_away))
        .route("/desk/drafts/{id}/redo", post(deeds::redo))
}
