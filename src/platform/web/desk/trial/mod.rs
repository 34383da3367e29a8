//! A message put to the bot by somebody who looks: nothing is counted, kept or told, and nobody is alerted.
//!
//! | file | is |
//! |---|---|
//! | `asked` | what a message comes to |
//! | `pane` | the fields and the result, beside the editor or alone |
//! | `page` | the page “Try” |
//! | `compare`, `remedy` | why not another entry, and what would lead there |

mod asked;
mod compare;
mod page;
mod pane;
mod remedy;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

pub(super) use asked::{Question, Tried};
pub(super) use pane::{Pane, pane, part};

use super::state::Desk;

/// The routes.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/desk/try", get(page::empty).post(page::tried))
        .route("/desk/try/compare", post(page::compared))
        .route("/desk/try/draft", post(remedy::draft))
}
