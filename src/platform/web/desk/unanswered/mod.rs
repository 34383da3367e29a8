//! Questions that found no answer, put together by what they seem to ask, and given to their entries.
//!
//! | file | is |
//! |---|---|
//! | `list` | the groups |
//! | `question` | one question with what can be done about it |
//! | `topics` | entries as they are offered and chosen |
//! | `deeds` | given to an entry, or let be |

mod deeds;
mod list;
mod question;
mod topics;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::state::Desk;

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/unanswered", get(list::page))
        .route("/desk/unanswered/ignore", post(deeds::ignore))
        .route("/desk/unanswered/{id}/belongs", post(deeds::belongs))
}
